from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.metadata_field_type import check_metadata_field_type
from ..models.metadata_field_type import MetadataFieldType
from typing import cast






T = TypeVar("T", bound="MetadataField")



@_attrs_define
class MetadataField:
    """ What is known about one key of the samples' metadata.

        Attributes:
            name (str):
            type_ (MetadataFieldType): the narrowest type that covers every value seen; mixed also stands for lists and
                objects
            count (int): samples that have it
     """

    name: str
    type_: MetadataFieldType
    count: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        name = self.name

        type_: str = self.type_

        count = self.count


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "name": name,
            "type": type_,
            "count": count,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        type_ = check_metadata_field_type(d.pop("type"))




        count = d.pop("count")

        metadata_field = cls(
            name=name,
            type_=type_,
            count=count,
        )


        metadata_field.additional_properties = d
        return metadata_field

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
