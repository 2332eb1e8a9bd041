from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import Literal, cast






T = TypeVar("T", bound="Jigsaw")



@_attrs_define
class Jigsaw:
    """ Cut the view into tiles and shuffle them: what is left to recognise are parts.

        Attributes:
            op (Literal['jigsaw']):  Default: 'jigsaw'.
            probability (float | Unset):  Default: 0.5.
            grid (int | Unset): tiles along each side; a rest at the border stays Default: 3.
     """

    op: Literal['jigsaw'] = 'jigsaw'
    probability: float | Unset = 0.5
    grid: int | Unset = 3





    def to_dict(self) -> dict[str, Any]:
        op = self.op

        probability = self.probability

        grid = self.grid


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "op": op,
        })
        if probability is not UNSET:
            field_dict["probability"] = probability
        if grid is not UNSET:
            field_dict["grid"] = grid

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        op = cast(Literal['jigsaw'] , d.pop("op"))
        if op != 'jigsaw':
            raise ValueError(f"op must match const 'jigsaw', got '{op}'")

        probability = d.pop("probability", UNSET)

        grid = d.pop("grid", UNSET)

        jigsaw = cls(
            op=op,
            probability=probability,
            grid=grid,
        )

        return jigsaw

