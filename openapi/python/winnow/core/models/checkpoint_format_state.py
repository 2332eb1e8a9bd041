from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.checkpoint_format import check_checkpoint_format
from ..models.checkpoint_format import CheckpointFormat
from ..models.checkpoint_format_state_state import check_checkpoint_format_state_state
from ..models.checkpoint_format_state_state import CheckpointFormatStateState
from typing import cast






T = TypeVar("T", bound="CheckpointFormatState")



@_attrs_define
class CheckpointFormatState:
    """ A format that a backbone can be downloaded as.

        Attributes:
            format_ (CheckpointFormat): What a backbone can be downloaded as.
            state (CheckpointFormatStateState): absent: a job of kind convert makes it; impossible: the format has no place
                for this network
            reason (None | str): why it is impossible
            size_bytes (int | None):
            sha256 (None | str):
     """

    format_: CheckpointFormat
    state: CheckpointFormatStateState
    reason: None | str
    size_bytes: int | None
    sha256: None | str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        format_: str = self.format_

        state: str = self.state

        reason: None | str
        reason = self.reason

        size_bytes: int | None
        size_bytes = self.size_bytes

        sha256: None | str
        sha256 = self.sha256


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "format": format_,
            "state": state,
            "reason": reason,
            "size_bytes": size_bytes,
            "sha256": sha256,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        format_ = check_checkpoint_format(d.pop("format"))




        state = check_checkpoint_format_state_state(d.pop("state"))




        def _parse_reason(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        reason = _parse_reason(d.pop("reason"))


        def _parse_size_bytes(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        size_bytes = _parse_size_bytes(d.pop("size_bytes"))


        def _parse_sha256(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        sha256 = _parse_sha256(d.pop("sha256"))


        checkpoint_format_state = cls(
            format_=format_,
            state=state,
            reason=reason,
            size_bytes=size_bytes,
            sha256=sha256,
        )


        checkpoint_format_state.additional_properties = d
        return checkpoint_format_state

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
