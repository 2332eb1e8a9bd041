from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast

if TYPE_CHECKING:
  from ..models.pca_projection import PcaProjection
  from ..models.tsne_projection import TsneProjection
  from ..models.umap_projection import UmapProjection





T = TypeVar("T", bound="ProjectionPage")



@_attrs_define
class ProjectionPage:
    """ Projections, newest first.

        Attributes:
            items (list[PcaProjection | TsneProjection | UmapProjection]):
            next_cursor (None | str): give it as `cursor` to get the next page; null at the end
     """

    items: list[PcaProjection | TsneProjection | UmapProjection]
    next_cursor: None | str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.pca_projection import PcaProjection # noqa: PLC0415
        from ..models.tsne_projection import TsneProjection # noqa: PLC0415
        from ..models.umap_projection import UmapProjection # noqa: PLC0415
        items = []
        for items_item_data in self.items:
            items_item: dict[str, Any]
            if isinstance(items_item_data, PcaProjection):
                items_item = items_item_data.to_dict()
            elif isinstance(items_item_data, TsneProjection):
                items_item = items_item_data.to_dict()
            else:
                items_item = items_item_data.to_dict()

            items.append(items_item)



        next_cursor: None | str
        next_cursor = self.next_cursor


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "items": items,
            "next_cursor": next_cursor,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.pca_projection import PcaProjection # noqa: PLC0415
        from ..models.tsne_projection import TsneProjection # noqa: PLC0415
        from ..models.umap_projection import UmapProjection # noqa: PLC0415
        d = dict(src_dict)
        items = []
        _items = d.pop("items")
        for items_item_data in (_items):
            def _parse_items_item(data: object) -> PcaProjection | TsneProjection | UmapProjection:
                try:
                    if not isinstance(data, dict):
                        raise TypeError()
                    componentsschemas_projection_type_0 = PcaProjection.from_dict(data)



                    return componentsschemas_projection_type_0
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                try:
                    if not isinstance(data, dict):
                        raise TypeError()
                    componentsschemas_projection_type_1 = TsneProjection.from_dict(data)



                    return componentsschemas_projection_type_1
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_projection_type_2 = UmapProjection.from_dict(data)



                return componentsschemas_projection_type_2

            items_item = _parse_items_item(items_item_data)

            items.append(items_item)


        def _parse_next_cursor(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        next_cursor = _parse_next_cursor(d.pop("next_cursor"))


        projection_page = cls(
            items=items,
            next_cursor=next_cursor,
        )


        projection_page.additional_properties = d
        return projection_page

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
