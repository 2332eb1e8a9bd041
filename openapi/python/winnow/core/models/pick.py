from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast

if TYPE_CHECKING:
  from ..models.sample import Sample





T = TypeVar("T", bound="Pick")



@_attrs_define
class Pick:
    """ One sample of a subset and why it was picked.

        Attributes:
            rank (int): 0 is the first pick
            gain (float | None):
            reason (str):
            sample (Sample): One image of a dataset.
     """

    rank: int
    gain: float | None
    reason: str
    sample: Sample
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.sample import Sample # noqa: PLC0415
        rank = self.rank

        gain: float | None
        gain = self.gain

        reason = self.reason

        sample = self.sample.to_dict()


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "rank": rank,
            "gain": gain,
            "reason": reason,
            "sample": sample,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.sample import Sample # noqa: PLC0415
        d = dict(src_dict)
        rank = d.pop("rank")

        def _parse_gain(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        gain = _parse_gain(d.pop("gain"))


        reason = d.pop("reason")

        sample = Sample.from_dict(d.pop("sample"))




        pick = cls(
            rank=rank,
            gain=gain,
            reason=reason,
            sample=sample,
        )


        pick.additional_properties = d
        return pick

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
