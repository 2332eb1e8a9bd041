from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import Literal, cast






T = TypeVar("T", bound="MixedBarlowTwins")



@_attrs_define
class MixedBarlowTwins:
    """ Barlow Twins that is also shown mixtures of images (Bandara et al. 2023).

    Use it on small datasets, up to about 100 000 images, where Barlow Twins overfits; a step costs half as much again.

        Attributes:
            name (Literal['mixed_barlow_twins']):  Default: 'mixed_barlow_twins'.
            redundancy_weight (float | Unset): of the correlations between dimensions Default: 0.0078125.
            mixing_weight (float | Unset): of the mixtures, times redundancy_weight; 2 to 4 for few images, 1 for a million
                Default: 4.0.
            hidden_dim (int | Unset):  Default: 2048.
            output_dim (int | Unset):  Default: 1024.
     """

    name: Literal['mixed_barlow_twins'] = 'mixed_barlow_twins'
    redundancy_weight: float | Unset = 0.0078125
    mixing_weight: float | Unset = 4.0
    hidden_dim: int | Unset = 2048
    output_dim: int | Unset = 1024





    def to_dict(self) -> dict[str, Any]:
        name = self.name

        redundancy_weight = self.redundancy_weight

        mixing_weight = self.mixing_weight

        hidden_dim = self.hidden_dim

        output_dim = self.output_dim


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "name": name,
        })
        if redundancy_weight is not UNSET:
            field_dict["redundancy_weight"] = redundancy_weight
        if mixing_weight is not UNSET:
            field_dict["mixing_weight"] = mixing_weight
        if hidden_dim is not UNSET:
            field_dict["hidden_dim"] = hidden_dim
        if output_dim is not UNSET:
            field_dict["output_dim"] = output_dim

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = cast(Literal['mixed_barlow_twins'] , d.pop("name"))
        if name != 'mixed_barlow_twins':
            raise ValueError(f"name must match const 'mixed_barlow_twins', got '{name}'")

        redundancy_weight = d.pop("redundancy_weight", UNSET)

        mixing_weight = d.pop("mixing_weight", UNSET)

        hidden_dim = d.pop("hidden_dim", UNSET)

        output_dim = d.pop("output_dim", UNSET)

        mixed_barlow_twins = cls(
            name=name,
            redundancy_weight=redundancy_weight,
            mixing_weight=mixing_weight,
            hidden_dim=hidden_dim,
            output_dim=output_dim,
        )

        return mixed_barlow_twins

