from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import Literal, cast






T = TypeVar("T", bound="LeJEPA")



@_attrs_define
class LeJEPA:
    """ Make all crops agree and their projections an isotropic Gaussian (Balestriero & LeCun 2025).

    Use it for vision transformers and for small batches, 16 to 128; its loss tells good runs from bad without labels.

        Attributes:
            name (Literal['lejepa']):  Default: 'lejepa'.
            weight (float | Unset): of the Gaussian against agreement, 0.01 to 0.1 in the paper Default: 0.05.
            slices (int | Unset): random directions that are looked along in a step Default: 1024.
            views (int | Unset): of full size, beside the local crops Default: 2.
            hidden_dim (int | Unset):  Default: 2048.
            output_dim (int | Unset):  Default: 64.
     """

    name: Literal['lejepa'] = 'lejepa'
    weight: float | Unset = 0.05
    slices: int | Unset = 1024
    views: int | Unset = 2
    hidden_dim: int | Unset = 2048
    output_dim: int | Unset = 64





    def to_dict(self) -> dict[str, Any]:
        name = self.name

        weight = self.weight

        slices = self.slices

        views = self.views

        hidden_dim = self.hidden_dim

        output_dim = self.output_dim


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "name": name,
        })
        if weight is not UNSET:
            field_dict["weight"] = weight
        if slices is not UNSET:
            field_dict["slices"] = slices
        if views is not UNSET:
            field_dict["views"] = views
        if hidden_dim is not UNSET:
            field_dict["hidden_dim"] = hidden_dim
        if output_dim is not UNSET:
            field_dict["output_dim"] = output_dim

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = cast(Literal['lejepa'] , d.pop("name"))
        if name != 'lejepa':
            raise ValueError(f"name must match const 'lejepa', got '{name}'")

        weight = d.pop("weight", UNSET)

        slices = d.pop("slices", UNSET)

        views = d.pop("views", UNSET)

        hidden_dim = d.pop("hidden_dim", UNSET)

        output_dim = d.pop("output_dim", UNSET)

        le_jepa = cls(
            name=name,
            weight=weight,
            slices=slices,
            views=views,
            hidden_dim=hidden_dim,
            output_dim=output_dim,
        )

        return le_jepa

