from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import Literal, cast






T = TypeVar("T", bound="Grayscale")



@_attrs_define
class Grayscale:
    """ Take the colour away.

        Attributes:
            op (Literal['grayscale']):  Default: 'grayscale'.
            probability (float | Unset):  Default: 0.2.
     """

    op: Literal['grayscale'] = 'grayscale'
    probability: float | Unset = 0.2





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
        op = cast(Literal['grayscale'] , d.pop("op"))
        if op != 'grayscale':
            raise ValueError(f"op must match const 'grayscale', got '{op}'")

        probability = d.pop("probability", UNSET)

        grayscale = cls(
            op=op,
            probability=probability,
        )

        return grayscale

