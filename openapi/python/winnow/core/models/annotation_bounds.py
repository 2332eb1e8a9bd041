from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset






T = TypeVar("T", bound="AnnotationBounds")



@_attrs_define
class AnnotationBounds:
    """ Of metadata, labels and predictions.

        Attributes:
            max_line_bytes (int | Unset): a line, or a file in a zip Default: 8388608.
            max_objects (int | Unset): of one sample in one task Default: 10000.
            max_categories (int | Unset): of one task Default: 10000.
            max_archive_bytes (int | Unset): a zip of files, unpacked Default: 17179869184.
            max_metadata_keys (int | Unset): of one dataset Default: 1000.
            max_metadata_depth (int | Unset):  Default: 8.
            max_metadata_text (int | Unset): characters of one value Default: 100000.
            max_crops_per_sample (int | Unset): that one crop job makes of a task Default: 1024.
     """

    max_line_bytes: int | Unset = 8388608
    max_objects: int | Unset = 10000
    max_categories: int | Unset = 10000
    max_archive_bytes: int | Unset = 17179869184
    max_metadata_keys: int | Unset = 1000
    max_metadata_depth: int | Unset = 8
    max_metadata_text: int | Unset = 100000
    max_crops_per_sample: int | Unset = 1024
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        max_line_bytes = self.max_line_bytes

        max_objects = self.max_objects

        max_categories = self.max_categories

        max_archive_bytes = self.max_archive_bytes

        max_metadata_keys = self.max_metadata_keys

        max_metadata_depth = self.max_metadata_depth

        max_metadata_text = self.max_metadata_text

        max_crops_per_sample = self.max_crops_per_sample


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
        })
        if max_line_bytes is not UNSET:
            field_dict["max_line_bytes"] = max_line_bytes
        if max_objects is not UNSET:
            field_dict["max_objects"] = max_objects
        if max_categories is not UNSET:
            field_dict["max_categories"] = max_categories
        if max_archive_bytes is not UNSET:
            field_dict["max_archive_bytes"] = max_archive_bytes
        if max_metadata_keys is not UNSET:
            field_dict["max_metadata_keys"] = max_metadata_keys
        if max_metadata_depth is not UNSET:
            field_dict["max_metadata_depth"] = max_metadata_depth
        if max_metadata_text is not UNSET:
            field_dict["max_metadata_text"] = max_metadata_text
        if max_crops_per_sample is not UNSET:
            field_dict["max_crops_per_sample"] = max_crops_per_sample

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        max_line_bytes = d.pop("max_line_bytes", UNSET)

        max_objects = d.pop("max_objects", UNSET)

        max_categories = d.pop("max_categories", UNSET)

        max_archive_bytes = d.pop("max_archive_bytes", UNSET)

        max_metadata_keys = d.pop("max_metadata_keys", UNSET)

        max_metadata_depth = d.pop("max_metadata_depth", UNSET)

        max_metadata_text = d.pop("max_metadata_text", UNSET)

        max_crops_per_sample = d.pop("max_crops_per_sample", UNSET)

        annotation_bounds = cls(
            max_line_bytes=max_line_bytes,
            max_objects=max_objects,
            max_categories=max_categories,
            max_archive_bytes=max_archive_bytes,
            max_metadata_keys=max_metadata_keys,
            max_metadata_depth=max_metadata_depth,
            max_metadata_text=max_metadata_text,
            max_crops_per_sample=max_crops_per_sample,
        )


        annotation_bounds.additional_properties = d
        return annotation_bounds

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
