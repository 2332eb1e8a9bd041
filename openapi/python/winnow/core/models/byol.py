from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import Literal, cast






T = TypeVar("T", bound="BYOL")



@_attrs_define
class BYOL:
    """ Predict what a momentum encoder makes of the other view (Grill et al. 2020).

    Use it for convolutional backbones and long runs; on few images a vision transformer learns little with it.

        Attributes:
            name (Literal['byol']):  Default: 'byol'.
            hidden_dim (int | Unset): of the projection and the prediction head Default: 4096.
            output_dim (int | Unset):  Default: 256.
            momentum (float | Unset): of the momentum encoder at the first step Default: 0.99.
            momentum_end (float | Unset): at the last step; a cosine joins the two Default: 1.0.
     """

    name: Literal['byol'] = 'byol'
    hidden_dim: int | Unset = 4096
    output_dim: int | Unset = 256
    momentum: float | Unset = 0.99
    momentum_end: float | Unset = 1.0





    def to_dict(self) -> dict[str, Any]:
        name = self.name

        hidden_dim = self.hidden_dim

        output_dim = self.output_dim

        momentum = self.momentum

        momentum_end = self.momentum_end


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "name": name,
        })
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
        name = cast(Literal['byol'] , d.pop("name"))
        if name != 'byol':
            raise ValueError(f"name must match const 'byol', got '{name}'")

        hidden_dim = d.pop("hidden_dim", UNSET)

        output_dim = d.pop("output_dim", UNSET)

        momentum = d.pop("momentum", UNSET)

        momentum_end = d.pop("momentum_end", UNSET)

        byol = cls(
            name=name,
            hidden_dim=hidden_dim,
            output_dim=output_dim,
            momentum=momentum,
            momentum_end=momentum_end,
        )

        return byol

