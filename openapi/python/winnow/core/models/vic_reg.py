from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import Literal, cast






T = TypeVar("T", bound="VICReg")



@_attrs_define
class VICReg:
    """ Keep the spread of every dimension and decorrelate them while views agree (Bardes, Ponce & LeCun 2022).

    Use it as Barlow Twins; its three terms are plotted apart and say which of them is not met.

        Attributes:
            name (Literal['vicreg']):  Default: 'vicreg'.
            invariance_weight (float | Unset):  Default: 25.0.
            variance_weight (float | Unset):  Default: 25.0.
            covariance_weight (float | Unset):  Default: 1.0.
            hidden_dim (int | Unset):  Default: 2048.
            output_dim (int | Unset):  Default: 2048.
     """

    name: Literal['vicreg'] = 'vicreg'
    invariance_weight: float | Unset = 25.0
    variance_weight: float | Unset = 25.0
    covariance_weight: float | Unset = 1.0
    hidden_dim: int | Unset = 2048
    output_dim: int | Unset = 2048





    def to_dict(self) -> dict[str, Any]:
        name = self.name

        invariance_weight = self.invariance_weight

        variance_weight = self.variance_weight

        covariance_weight = self.covariance_weight

        hidden_dim = self.hidden_dim

        output_dim = self.output_dim


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "name": name,
        })
        if invariance_weight is not UNSET:
            field_dict["invariance_weight"] = invariance_weight
        if variance_weight is not UNSET:
            field_dict["variance_weight"] = variance_weight
        if covariance_weight is not UNSET:
            field_dict["covariance_weight"] = covariance_weight
        if hidden_dim is not UNSET:
            field_dict["hidden_dim"] = hidden_dim
        if output_dim is not UNSET:
            field_dict["output_dim"] = output_dim

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = cast(Literal['vicreg'] , d.pop("name"))
        if name != 'vicreg':
            raise ValueError(f"name must match const 'vicreg', got '{name}'")

        invariance_weight = d.pop("invariance_weight", UNSET)

        variance_weight = d.pop("variance_weight", UNSET)

        covariance_weight = d.pop("covariance_weight", UNSET)

        hidden_dim = d.pop("hidden_dim", UNSET)

        output_dim = d.pop("output_dim", UNSET)

        vic_reg = cls(
            name=name,
            invariance_weight=invariance_weight,
            variance_weight=variance_weight,
            covariance_weight=covariance_weight,
            hidden_dim=hidden_dim,
            output_dim=output_dim,
        )

        return vic_reg

