from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import Literal, cast






T = TypeVar("T", bound="VISReg")



@_attrs_define
class VISReg:
    """ Make all crops agree, with a term each for centre, scale and shape of their projections (Wu et al. 2026).

    Use it for vision transformers on small or unusual datasets; it recovers from collapse.

        Attributes:
            name (Literal['visreg']):  Default: 'visreg'.
            weight (float | Unset): of the distribution against agreement; 0.9 for a million images Default: 0.6.
            slices (int | Unset): random directions that are looked along in a step Default: 2048.
            scale_weight (float | Unset):  Default: 1.0.
            shape_weight (float | Unset): more of it for long-tailed data Default: 1.0.
            center_weight (float | Unset):  Default: 1.0.
            views (int | Unset): of full size, beside the local crops Default: 2.
            hidden_dim (int | Unset):  Default: 2048.
            output_dim (int | Unset):  Default: 256.
     """

    name: Literal['visreg'] = 'visreg'
    weight: float | Unset = 0.6
    slices: int | Unset = 2048
    scale_weight: float | Unset = 1.0
    shape_weight: float | Unset = 1.0
    center_weight: float | Unset = 1.0
    views: int | Unset = 2
    hidden_dim: int | Unset = 2048
    output_dim: int | Unset = 256





    def to_dict(self) -> dict[str, Any]:
        name = self.name

        weight = self.weight

        slices = self.slices

        scale_weight = self.scale_weight

        shape_weight = self.shape_weight

        center_weight = self.center_weight

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
        if scale_weight is not UNSET:
            field_dict["scale_weight"] = scale_weight
        if shape_weight is not UNSET:
            field_dict["shape_weight"] = shape_weight
        if center_weight is not UNSET:
            field_dict["center_weight"] = center_weight
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
        name = cast(Literal['visreg'] , d.pop("name"))
        if name != 'visreg':
            raise ValueError(f"name must match const 'visreg', got '{name}'")

        weight = d.pop("weight", UNSET)

        slices = d.pop("slices", UNSET)

        scale_weight = d.pop("scale_weight", UNSET)

        shape_weight = d.pop("shape_weight", UNSET)

        center_weight = d.pop("center_weight", UNSET)

        views = d.pop("views", UNSET)

        hidden_dim = d.pop("hidden_dim", UNSET)

        output_dim = d.pop("output_dim", UNSET)

        vis_reg = cls(
            name=name,
            weight=weight,
            slices=slices,
            scale_weight=scale_weight,
            shape_weight=shape_weight,
            center_weight=center_weight,
            views=views,
            hidden_dim=hidden_dim,
            output_dim=output_dim,
        )

        return vis_reg

