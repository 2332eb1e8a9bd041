from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import Literal, cast






T = TypeVar("T", bound="Rotation")



@_attrs_define
class Rotation:
    """ A turn by any angle up to `degrees` to either side. What comes in at the corners is the view's mirror image.

        Attributes:
            op (Literal['rotation']):  Default: 'rotation'.
            probability (float | Unset):  Default: 0.5.
            degrees (float | Unset):  Default: 15.0.
     """

    op: Literal['rotation'] = 'rotation'
    probability: float | Unset = 0.5
    degrees: float | Unset = 15.0





    def to_dict(self) -> dict[str, Any]:
        op = self.op

        probability = self.probability

        degrees = self.degrees


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "op": op,
        })
        if probability is not UNSET:
            field_dict["probability"] = probability
        if degrees is not UNSET:
            field_dict["degrees"] = degrees

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        op = cast(Literal['rotation'] , d.pop("op"))
        if op != 'rotation':
            raise ValueError(f"op must match const 'rotation', got '{op}'")

        probability = d.pop("probability", UNSET)

        degrees = d.pop("degrees", UNSET)

        rotation = cls(
            op=op,
            probability=probability,
            degrees=degrees,
        )

        return rotation

