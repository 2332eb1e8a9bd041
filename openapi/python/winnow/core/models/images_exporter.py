from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import Literal, cast






T = TypeVar("T", bound="ImagesExporter")



@_attrs_define
class ImagesExporter:
    """ A zip of the original image files, in pick order, with a manifest.

        Attributes:
            name (Literal['images']):  Default: 'images'.
     """

    name: Literal['images'] = 'images'





    def to_dict(self) -> dict[str, Any]:
        name = self.name


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "name": name,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = cast(Literal['images'] , d.pop("name"))
        if name != 'images':
            raise ValueError(f"name must match const 'images', got '{name}'")

        images_exporter = cls(
            name=name,
        )

        return images_exporter

