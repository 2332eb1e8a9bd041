from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import Literal, cast






T = TypeVar("T", bound="HorizontalFlip")



@_attrs_define
class HorizontalFlip:
    """ Swap left and right. Not for text, digits or anything that has a handedness.

        Attributes:
            op (Literal['horizontal_flip']):  Default: 'horizontal_flip'.
            probability (float | Unset):  Default: 0.5.
     """

    op: Literal['horizontal_flip'] = 'horizontal_flip'
    probability: float | Unset = 0.5





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
        op = cast(Literal['horizontal_flip'] , d.pop("op"))
        if op != 'horizontal_flip':
            raise ValueError(f"op must match const 'horizontal_flip', got '{op}'")

        probability = d.pop("probability", UNSET)

        horizontal_flip = cls(
            op=op,
            probability=probability,
        )

        return horizontal_flip

