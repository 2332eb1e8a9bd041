from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset






T = TypeVar("T", bound="ArchiveBounds")



@_attrs_define
class ArchiveBounds:
    """ Of archives and of the files in them, unpacked.

        Attributes:
            max_total_bytes (int | Unset): everything in one archive Default: 274877906944.
            max_ratio (int | Unset): unpacked over packed size of a file Default: 100.
            ratio_from_bytes (int | Unset): smaller files may have any ratio Default: 16777216.
            max_name_bytes (int | Unset): a whole name, folders included, in UTF-8 Default: 1024.
            max_name_part_bytes (int | Unset): between two slashes Default: 255.
            max_nesting (int | Unset): archives inside of archives that are opened Default: 0.
     """

    max_total_bytes: int | Unset = 274877906944
    max_ratio: int | Unset = 100
    ratio_from_bytes: int | Unset = 16777216
    max_name_bytes: int | Unset = 1024
    max_name_part_bytes: int | Unset = 255
    max_nesting: int | Unset = 0
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        max_total_bytes = self.max_total_bytes

        max_ratio = self.max_ratio

        ratio_from_bytes = self.ratio_from_bytes

        max_name_bytes = self.max_name_bytes

        max_name_part_bytes = self.max_name_part_bytes

        max_nesting = self.max_nesting


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
        })
        if max_total_bytes is not UNSET:
            field_dict["max_total_bytes"] = max_total_bytes
        if max_ratio is not UNSET:
            field_dict["max_ratio"] = max_ratio
        if ratio_from_bytes is not UNSET:
            field_dict["ratio_from_bytes"] = ratio_from_bytes
        if max_name_bytes is not UNSET:
            field_dict["max_name_bytes"] = max_name_bytes
        if max_name_part_bytes is not UNSET:
            field_dict["max_name_part_bytes"] = max_name_part_bytes
        if max_nesting is not UNSET:
            field_dict["max_nesting"] = max_nesting

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        max_total_bytes = d.pop("max_total_bytes", UNSET)

        max_ratio = d.pop("max_ratio", UNSET)

        ratio_from_bytes = d.pop("ratio_from_bytes", UNSET)

        max_name_bytes = d.pop("max_name_bytes", UNSET)

        max_name_part_bytes = d.pop("max_name_part_bytes", UNSET)

        max_nesting = d.pop("max_nesting", UNSET)

        archive_bounds = cls(
            max_total_bytes=max_total_bytes,
            max_ratio=max_ratio,
            ratio_from_bytes=ratio_from_bytes,
            max_name_bytes=max_name_bytes,
            max_name_part_bytes=max_name_part_bytes,
            max_nesting=max_nesting,
        )


        archive_bounds.additional_properties = d
        return archive_bounds

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
