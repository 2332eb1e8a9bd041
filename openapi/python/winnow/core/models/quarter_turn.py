from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import Literal, cast






T = TypeVar("T", bound="QuarterTurn")



@_attrs_define
class QuarterTurn:
    """ A turn by 90, 180 or 270 degrees. With a flip and the probability 0.75 every pose is equally likely.

        Attributes:
            op (Literal['rotate_90']):  Default: 'rotate_90'.
            probability (float | Unset):  Default: 0.75.
     """

    op: Literal['rotate_90'] = 'rotate_90'
    probability: float | Unset = 0.75





    def to_dict(self) -> dict[str, Any]:
        op = self.op

        probability = self.probability


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "op": op,
        })
        if probability is not UNSET:
            field_dict["probability"] = probability

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        op = cast(Literal['rotate_90'] , d.pop("op"))
        if op != 'rotate_90':
            raise ValueError(f"op must match const 'rotate_90', got '{op}'")

        probability = d.pop("probability", UNSET)

        quarter_turn = cls(
            op=op,
            probability=probability,
        )

        return quarter_turn

