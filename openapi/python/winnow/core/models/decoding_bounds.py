from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset






T = TypeVar("T", bound="DecodingBounds")



@_attrs_define
class DecodingBounds:
    """ Of the processes that decode images and videos.

        Attributes:
            max_memory_bytes (int | Unset): on top of what a process starts with Default: 2147483648.
            max_cpu_seconds (int | Unset): for one image or video frame Default: 20.
            max_wall_seconds (int | Unset): the same by the clock Default: 120.
            max_open_files (int | Unset):  Default: 64.
     """

    max_memory_bytes: int | Unset = 2147483648
    max_cpu_seconds: int | Unset = 20
    max_wall_seconds: int | Unset = 120
    max_open_files: int | Unset = 64
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        max_memory_bytes = self.max_memory_bytes

        max_cpu_seconds = self.max_cpu_seconds

        max_wall_seconds = self.max_wall_seconds

        max_open_files = self.max_open_files


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
        })
        if max_memory_bytes is not UNSET:
            field_dict["max_memory_bytes"] = max_memory_bytes
        if max_cpu_seconds is not UNSET:
            field_dict["max_cpu_seconds"] = max_cpu_seconds
        if max_wall_seconds is not UNSET:
            field_dict["max_wall_seconds"] = max_wall_seconds
        if max_open_files is not UNSET:
            field_dict["max_open_files"] = max_open_files

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        max_memory_bytes = d.pop("max_memory_bytes", UNSET)

        max_cpu_seconds = d.pop("max_cpu_seconds", UNSET)

        max_wall_seconds = d.pop("max_wall_seconds", UNSET)

        max_open_files = d.pop("max_open_files", UNSET)

        decoding_bounds = cls(
            max_memory_bytes=max_memory_bytes,
            max_cpu_seconds=max_cpu_seconds,
            max_wall_seconds=max_wall_seconds,
            max_open_files=max_open_files,
        )


        decoding_bounds.additional_properties = d
        return decoding_bounds

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
