from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import Literal, cast






T = TypeVar("T", bound="LabelStudioExporter")



@_attrs_define
class LabelStudioExporter:
    """ A JSON list of Label Studio import tasks.

        Attributes:
            name (Literal['label_studio']):  Default: 'label_studio'.
            image_url_prefix (str | Unset): put before /v1/datasets/.../image, e.g. https://winnow.example.org Default: ''.
     """

    name: Literal['label_studio'] = 'label_studio'
    image_url_prefix: str | Unset = ''





    def to_dict(self) -> dict[str, Any]:
        name = self.name

        image_url_prefix = self.image_url_prefix


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "name": name,
        })
        if image_url_prefix is not UNSET:
            field_dict["image_url_prefix"] = image_url_prefix

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = cast(Literal['label_studio'] , d.pop("name"))
        if name != 'label_studio':
            raise ValueError(f"name must match const 'label_studio', got '{name}'")

        image_url_prefix = d.pop("image_url_prefix", UNSET)

        label_studio_exporter = cls(
            name=name,
            image_url_prefix=image_url_prefix,
        )

        return label_studio_exporter

