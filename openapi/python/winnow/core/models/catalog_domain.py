from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.domain import check_domain
from ..models.domain import Domain
from typing import cast






T = TypeVar("T", bound="CatalogDomain")



@_attrs_define
class CatalogDomain:
    """ A kind of images that presets adapt to.

        Attributes:
            name (Domain): What the images of a dataset have in common, as far as augmentation is concerned.
            description (str): what changes for such images, and why
     """

    name: Domain
    description: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        name: str = self.name

        description = self.description


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "name": name,
            "description": description,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = check_domain(d.pop("name"))




        description = d.pop("description")

        catalog_domain = cls(
            name=name,
            description=description,
        )


        catalog_domain.additional_properties = d
        return catalog_domain

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
