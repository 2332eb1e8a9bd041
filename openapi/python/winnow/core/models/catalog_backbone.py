from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.sizing import check_sizing
from ..models.sizing import Sizing
from typing import cast






T = TypeVar("T", bound="CatalogBackbone")



@_attrs_define
class CatalogBackbone:
    """ A model of torchvision or timm that a backbone may name.

        Attributes:
            name (str):
            dim (int): D: the length of its feature vectors
            image_size (int): of its pretrained weights, pixels
            sizing (Sizing): Which image sizes a model takes.
            patch_size (int | None): of vision transformers whose patches can be masked, pixels
            weights (list[str]): sets of pretrained weights that its library knows
     """

    name: str
    dim: int
    image_size: int
    sizing: Sizing
    patch_size: int | None
    weights: list[str]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        name = self.name

        dim = self.dim

        image_size = self.image_size

        sizing: str = self.sizing

        patch_size: int | None
        patch_size = self.patch_size

        weights = self.weights




        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "name": name,
            "dim": dim,
            "image_size": image_size,
            "sizing": sizing,
            "patch_size": patch_size,
            "weights": weights,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        dim = d.pop("dim")

        image_size = d.pop("image_size")

        sizing = check_sizing(d.pop("sizing"))




        def _parse_patch_size(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        patch_size = _parse_patch_size(d.pop("patch_size"))


        weights = cast(list[str], d.pop("weights"))


        catalog_backbone = cls(
            name=name,
            dim=dim,
            image_size=image_size,
            sizing=sizing,
            patch_size=patch_size,
            weights=weights,
        )


        catalog_backbone.additional_properties = d
        return catalog_backbone

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
