from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import Literal, cast






T = TypeVar("T", bound="GaussianBlur")



@_attrs_define
class GaussianBlur:
    """ Blur, so that fine texture alone does not tell images apart.

        Attributes:
            op (Literal['gaussian_blur']):  Default: 'gaussian_blur'.
            probability (float | Unset):  Default: 0.5.
            sigma_min (float | Unset): pixels at a 224 px view, scaled with it Default: 0.1.
            sigma_max (float | Unset):  Default: 2.0.
     """

    op: Literal['gaussian_blur'] = 'gaussian_blur'
    probability: float | Unset = 0.5
    sigma_min: float | Unset = 0.1
    sigma_max: float | Unset = 2.0





    def to_dict(self) -> dict[str, Any]:
        op = self.op

        probability = self.probability

        sigma_min = self.sigma_min

        sigma_max = self.sigma_max


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "op": op,
        })
        if probability is not UNSET:
            field_dict["probability"] = probability
        if sigma_min is not UNSET:
            field_dict["sigma_min"] = sigma_min
        if sigma_max is not UNSET:
            field_dict["sigma_max"] = sigma_max

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        op = cast(Literal['gaussian_blur'] , d.pop("op"))
        if op != 'gaussian_blur':
            raise ValueError(f"op must match const 'gaussian_blur', got '{op}'")

        probability = d.pop("probability", UNSET)

        sigma_min = d.pop("sigma_min", UNSET)

        sigma_max = d.pop("sigma_max", UNSET)

        gaussian_blur = cls(
            op=op,
            probability=probability,
            sigma_min=sigma_min,
            sigma_max=sigma_max,
        )

        return gaussian_blur

