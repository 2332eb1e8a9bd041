from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
import datetime






T = TypeVar("T", bound="Dataset")



@_attrs_define
class Dataset:
    """ A named, append-only collection of samples.

        Attributes:
            id (str):
            name (str):
            description (str):
            version (int): grows by one with every change of the samples; 0 is empty
            sample_count (int): samples of any status at this version
            ok_count (int): samples that can be trained on and selected
            revision (int): grows with every change of the dataset: its ETag
            created_at (datetime.datetime):
            updated_at (datetime.datetime):
     """

    id: str
    name: str
    description: str
    version: int
    sample_count: int
    ok_count: int
    revision: int
    created_at: datetime.datetime
    updated_at: datetime.datetime
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        id = self.id

        name = self.name

        description = self.description

        version = self.version

        sample_count = self.sample_count

        ok_count = self.ok_count

        revision = self.revision

        created_at = self.created_at.isoformat()

        updated_at = self.updated_at.isoformat()


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "id": id,
            "name": name,
            "description": description,
            "version": version,
            "sample_count": sample_count,
            "ok_count": ok_count,
            "revision": revision,
            "created_at": created_at,
            "updated_at": updated_at,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        name = d.pop("name")

        description = d.pop("description")

        version = d.pop("version")

        sample_count = d.pop("sample_count")

        ok_count = d.pop("ok_count")

        revision = d.pop("revision")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))




        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))




        dataset = cls(
            id=id,
            name=name,
            description=description,
            version=version,
            sample_count=sample_count,
            ok_count=ok_count,
            revision=revision,
            created_at=created_at,
            updated_at=updated_at,
        )


        dataset.additional_properties = d
        return dataset

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
