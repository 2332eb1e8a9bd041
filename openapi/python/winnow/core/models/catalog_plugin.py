from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.plugin_group import check_plugin_group
from ..models.plugin_group import PluginGroup
from typing import cast

if TYPE_CHECKING:
  from ..models.catalog_plugin_parameters import CatalogPluginParameters





T = TypeVar("T", bound="CatalogPlugin")



@_attrs_define
class CatalogPlugin:
    """ A plugin that a worker has installed.

        Attributes:
            group (PluginGroup): What a plugin can be; its entry points are in the group `winnow.` and this.
            name (str): as a spec names it: plugin:NAME
            description (str):
            parameters (CatalogPluginParameters): the JSON Schema of its params
     """

    group: PluginGroup
    name: str
    description: str
    parameters: CatalogPluginParameters
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.catalog_plugin_parameters import CatalogPluginParameters # noqa: PLC0415
        group: str = self.group

        name = self.name

        description = self.description

        parameters = self.parameters.to_dict()


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "group": group,
            "name": name,
            "description": description,
            "parameters": parameters,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.catalog_plugin_parameters import CatalogPluginParameters # noqa: PLC0415
        d = dict(src_dict)
        group = check_plugin_group(d.pop("group"))




        name = d.pop("name")

        description = d.pop("description")

        parameters = CatalogPluginParameters.from_dict(d.pop("parameters"))




        catalog_plugin = cls(
            group=group,
            name=name,
            description=description,
            parameters=parameters,
        )


        catalog_plugin.additional_properties = d
        return catalog_plugin

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
