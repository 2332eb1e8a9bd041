from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast

if TYPE_CHECKING:
  from ..models.catalog_entry_parameters import CatalogEntryParameters





T = TypeVar("T", bound="CatalogEntry")



@_attrs_define
class CatalogEntry:
    """ One thing to choose.

        Attributes:
            name (str):
            description (str): what it is and when to use it
            parameters (CatalogEntryParameters): the JSON Schema of its parameters, with defaults
     """

    name: str
    description: str
    parameters: CatalogEntryParameters
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.catalog_entry_parameters import CatalogEntryParameters # noqa: PLC0415
        name = self.name

        description = self.description

        parameters = self.parameters.to_dict()


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "name": name,
            "description": description,
            "parameters": parameters,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.catalog_entry_parameters import CatalogEntryParameters # noqa: PLC0415
        d = dict(src_dict)
        name = d.pop("name")

        description = d.pop("description")

        parameters = CatalogEntryParameters.from_dict(d.pop("parameters"))




        catalog_entry = cls(
            name=name,
            description=description,
            parameters=parameters,
        )


        catalog_entry.additional_properties = d
        return catalog_entry

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
