from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import Literal, cast






T = TypeVar("T", bound="PcaProjection")



@_attrs_define
class PcaProjection:
    """ The two directions of largest variance. Takes seconds at any size, and distances keep their meaning.

        Attributes:
            name (Literal['pca']):  Default: 'pca'.
     """

    name: Literal['pca'] = 'pca'





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
        name = cast(Literal['pca'] , d.pop("name"))
        if name != 'pca':
            raise ValueError(f"name must match const 'pca', got '{name}'")

        pca_projection = cls(
            name=name,
        )

        return pca_projection

