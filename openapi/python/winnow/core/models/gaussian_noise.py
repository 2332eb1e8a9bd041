from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import Literal, cast






T = TypeVar("T", bound="GaussianNoise")



@_attrs_define
class GaussianNoise:
    """ Add noise to every channel of every pixel, as a sensor in the dark does.

        Attributes:
            op (Literal['gaussian_noise']):  Default: 'gaussian_noise'.
            probability (float | Unset):  Default: 0.5.
            sigma_min (float | Unset): share of the range from black to white Default: 0.01.
            sigma_max (float | Unset):  Default: 0.05.
     """

    op: Literal['gaussian_noise'] = 'gaussian_noise'
    probability: float | Unset = 0.5
    sigma_min: float | Unset = 0.01
    sigma_max: float | Unset = 0.05





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
        op = cast(Literal['gaussian_noise'] , d.pop("op"))
        if op != 'gaussian_noise':
            raise ValueError(f"op must match const 'gaussian_noise', got '{op}'")

        probability = d.pop("probability", UNSET)

        sigma_min = d.pop("sigma_min", UNSET)

        sigma_max = d.pop("sigma_max", UNSET)

        gaussian_noise = cls(
            op=op,
            probability=probability,
            sigma_min=sigma_min,
            sigma_max=sigma_max,
        )

        return gaussian_noise

