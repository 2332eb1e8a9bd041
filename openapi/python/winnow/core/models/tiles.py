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
            type_ (Literal['tiles']):  Default: 'tiles'.
            rows (int):
            columns (int):
            overlap (float | Unset): of neighbours, as a share of the tile Default: 0.0.
     """

    rows: int
    columns: int
    type_: Literal['tiles'] = 'tiles'
    overlap: float | Unset = 0.0





    def to_dict(self) -> dict[str, Any]:
        type_ = self.type_

        rows = self.rows

        columns = self.columns

        overlap = self.overlap


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "type": type_,
            "rows": rows,
            "columns": columns,
        })
        if overlap is not UNSET:
            field_dict["overlap"] = overlap

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        type_ = cast(Literal['tiles'] , d.pop("type"))
        if type_ != 'tiles':
            raise ValueError(f"type must match const 'tiles', got '{type_}'")

        rows = d.pop("rows")

        columns = d.pop("columns")

        overlap = d.pop("overlap", UNSET)

        tiles = cls(
            type_=type_,
            rows=rows,
            columns=columns,
            overlap=overlap,
        )

        return tiles

