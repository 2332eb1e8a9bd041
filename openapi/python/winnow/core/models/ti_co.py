from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import Literal, cast






T = TypeVar("T", bound="TiCo")



@_attrs_define
class TiCo:
    """ Agree with a momentum encoder and keep away from the directions in use (Zhu et al. 2022).

    Use it when time and memory are short: one view trains, one is only looked at, and small projections suffice.

        Attributes:
            name (Literal['tico']):  Default: 'tico'.
            covariance_momentum (float | Unset):  Default: 0.9.
            contrast_weight (float | Unset): of the term that spreads projections out Default: 8.0.
            hidden_dim (int | Unset):  Default: 4096.
            output_dim (int | Unset):  Default: 256.
            momentum (float | Unset): of the momentum encoder at the first step Default: 0.99.
            momentum_end (float | Unset): at the last step; a cosine joins the two Default: 1.0.
     """

    name: Literal['tico'] = 'tico'
    covariance_momentum: float | Unset = 0.9
    contrast_weight: float | Unset = 8.0
    hidden_dim: int | Unset = 4096
    output_dim: int | Unset = 256
    momentum: float | Unset = 0.99
    momentum_end: float | Unset = 1.0





    def to_dict(self) -> dict[str, Any]:
        name = self.name

        covariance_momentum = self.covariance_momentum

        contrast_weight = self.contrast_weight

        hidden_dim = self.hidden_dim

        output_dim = self.output_dim

        momentum = self.momentum

        momentum_end = self.momentum_end


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "name": name,
        })
        if covariance_momentum is not UNSET:
            field_dict["covariance_momentum"] = covariance_momentum
        if contrast_weight is not UNSET:
            field_dict["contrast_weight"] = contrast_weight
        if hidden_dim is not UNSET:
            field_dict["hidden_dim"] = hidden_dim
        if output_dim is not UNSET:
            field_dict["output_dim"] = output_dim
        if momentum is not UNSET:
            field_dict["momentum"] = momentum
        if momentum_end is not UNSET:
            field_dict["momentum_end"] = momentum_end

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = cast(Literal['tico'] , d.pop("name"))
        if name != 'tico':
            raise ValueError(f"name must match const 'tico', got '{name}'")

        covariance_momentum = d.pop("covariance_momentum", UNSET)

        contrast_weight = d.pop("contrast_weight", UNSET)

        hidden_dim = d.pop("hidden_dim", UNSET)

        output_dim = d.pop("output_dim", UNSET)

        momentum = d.pop("momentum", UNSET)

        momentum_end = d.pop("momentum_end", UNSET)

        ti_co = cls(
            name=name,
            covariance_momentum=covariance_momentum,
            contrast_weight=contrast_weight,
            hidden_dim=hidden_dim,
            output_dim=output_dim,
            momentum=momentum,
            momentum_end=momentum_end,
        )

        return ti_co

