from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.item_outcome import check_item_outcome
from ..models.item_outcome import ItemOutcome
from typing import cast






T = TypeVar("T", bound="IngestItem")



@_attrs_define
class IngestItem:
    """ What became of one file of an ingest job.

        Attributes:
            index (int): place in the archive, from 0
            name (str):
            outcome (ItemOutcome):
            reason (None | str):
            sample_id (None | str):
     """

    index: int
    name: str
    outcome: ItemOutcome
    reason: None | str
    sample_id: None | str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        index = self.index

        name = self.name

        outcome: str = self.outcome

        reason: None | str
        reason = self.reason

        sample_id: None | str
        sample_id = self.sample_id


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "index": index,
            "name": name,
            "outcome": outcome,
            "reason": reason,
            "sample_id": sample_id,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        index = d.pop("index")

        name = d.pop("name")

        outcome = check_item_outcome(d.pop("outcome"))




        def _parse_reason(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        reason = _parse_reason(d.pop("reason"))


        def _parse_sample_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        sample_id = _parse_sample_id(d.pop("sample_id"))


        ingest_item = cls(
            index=index,
            name=name,
            outcome=outcome,
            reason=reason,
            sample_id=sample_id,
        )


        ingest_item.additional_properties = d
        return ingest_item

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
