from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.preset import check_preset
from ..models.preset import Preset
from typing import cast

if TYPE_CHECKING:
  from ..models.catalog_preset_views import CatalogPresetViews





T = TypeVar("T", bound="CatalogPreset")



@_attrs_define
class CatalogPreset:
    """ Views that can be asked for by name.

        Attributes:
            name (Preset): The presets by name.
            description (str):
            views (CatalogPresetViews): the transform that the name stands for in each domain, at 224 px
     """

    name: Preset
    description: str
    views: CatalogPresetViews
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.catalog_preset_views import CatalogPresetViews # noqa: PLC0415
        name: str = self.name

        description = self.description

        views = self.views.to_dict()


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "name": name,
            "description": description,
            "views": views,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.catalog_preset_views import CatalogPresetViews # noqa: PLC0415
        d = dict(src_dict)
        name = check_preset(d.pop("name"))




        description = d.pop("description")

        views = CatalogPresetViews.from_dict(d.pop("views"))




        catalog_preset = cls(
            name=name,
            description=description,
            views=views,
        )


        catalog_preset.additional_properties = d
        return catalog_preset

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
