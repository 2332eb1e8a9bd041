from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import Literal, cast






T = TypeVar("T", bound="Tiles")



@_attrs_define
class Tiles:
    """ A grid over every image: tiles of equal size that cover it.

        Attributes:
            rows (int):
            columns (int):
            type_ (Literal['tiles'] | Unset):  Default: 'tiles'.
            overlap (float | Unset): of neighbours, as a share of the tile Default: 0.0.
     """

    rows: int
    columns: int
    type_: Literal['tiles'] | Unset = 'tiles'
    overlap: float | Unset = 0.0





    def to_dict(self) -> dict[str, Any]:
        rows = self.rows

        columns = self.columns

        type_ = self.type_

        overlap = self.overlap


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "rows": rows,
            "columns": columns,
        })
        if type_ is not UNSET:
            field_dict["type"] = type_
        if overlap is not UNSET:
            field_dict["overlap"] = overlap

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        rows = d.pop("rows")

        columns = d.pop("columns")

        type_ = cast(Literal['tiles'] | Unset , d.pop("type", UNSET))
        if type_ != 'tiles'and not isinstance(type_, Unset):
            raise ValueError(f"type must match const 'tiles', got '{type_}'")

        overlap = d.pop("overlap", UNSET)

        tiles = cls(
            rows=rows,
            columns=columns,
            type_=type_,
            overlap=overlap,
        )

        return tiles

