from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import Literal, cast






T = TypeVar("T", bound="Cutout")



@_attrs_define
class Cutout:
    """ Hide a rectangle behind the mean colour (random erasing, Zhong et al. 2020).

        Attributes:
            op (Literal['cutout']):  Default: 'cutout'.
            probability (float | Unset):  Default: 0.5.
            scale_min (float | Unset): smallest hidden share of the view Default: 0.02.
            scale_max (float | Unset):  Default: 0.33.
     """

    op: Literal['cutout'] = 'cutout'
    probability: float | Unset = 0.5
    scale_min: float | Unset = 0.02
    scale_max: float | Unset = 0.33





    def to_dict(self) -> dict[str, Any]:
        op = self.op

        probability = self.probability

        scale_min = self.scale_min

        scale_max = self.scale_max


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "op": op,
        })
        if probability is not UNSET:
            field_dict["probability"] = probability
        if scale_min is not UNSET:
            field_dict["scale_min"] = scale_min
        if scale_max is not UNSET:
            field_dict["scale_max"] = scale_max

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        op = cast(Literal['cutout'] , d.pop("op"))
        if op != 'cutout':
            raise ValueError(f"op must match const 'cutout', got '{op}'")

        probability = d.pop("probability", UNSET)

        scale_min = d.pop("scale_min", UNSET)

        scale_max = d.pop("scale_max", UNSET)

        cutout = cls(
            op=op,
            probability=probability,
            scale_min=scale_min,
            scale_max=scale_max,
        )

        return cutout

