from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import Literal, cast






T = TypeVar("T", bound="BarlowTwins")



@_attrs_define
class BarlowTwins:
    """ Make every dimension agree between the views and differ from all others (Zbontar et al. 2021).

    Use it for batches of 128 to 512 images; wide projections help, the paper has 8192.

        Attributes:
            name (Literal['barlow_twins']):  Default: 'barlow_twins'.
            redundancy_weight (float | Unset): of the correlations between dimensions Default: 0.005.
            hidden_dim (int | Unset):  Default: 2048.
            output_dim (int | Unset):  Default: 2048.
     """

    name: Literal['barlow_twins'] = 'barlow_twins'
    redundancy_weight: float | Unset = 0.005
    hidden_dim: int | Unset = 2048
    output_dim: int | Unset = 2048





    def to_dict(self) -> dict[str, Any]:
        name = self.name

        redundancy_weight = self.redundancy_weight

        hidden_dim = self.hidden_dim

        output_dim = self.output_dim


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "name": name,
        })
        if redundancy_weight is not UNSET:
            field_dict["redundancy_weight"] = redundancy_weight
        if hidden_dim is not UNSET:
            field_dict["hidden_dim"] = hidden_dim
        if output_dim is not UNSET:
            field_dict["output_dim"] = output_dim

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = cast(Literal['barlow_twins'] , d.pop("name"))
        if name != 'barlow_twins':
            raise ValueError(f"name must match const 'barlow_twins', got '{name}'")

        redundancy_weight = d.pop("redundancy_weight", UNSET)

        hidden_dim = d.pop("hidden_dim", UNSET)

        output_dim = d.pop("output_dim", UNSET)

        barlow_twins = cls(
            name=name,
            redundancy_weight=redundancy_weight,
            hidden_dim=hidden_dim,
            output_dim=output_dim,
        )

        return barlow_twins

