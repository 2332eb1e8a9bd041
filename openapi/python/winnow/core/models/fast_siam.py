from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import Literal, cast






T = TypeVar("T", bound="FastSiam")



@_attrs_define
class FastSiam:
    """ SimSiam with several views, whose target is the mean of the other projections (Pototzky et al. 2022).

    Use it for batches of 32 to 128 images and few epochs on one device.

        Attributes:
            name (Literal['fastsiam']):  Default: 'fastsiam'.
            views (int | Unset): of each image; a step costs as many passes Default: 4.
            hidden_dim (int | Unset):  Default: 2048.
            output_dim (int | Unset):  Default: 2048.
            prediction_dim (int | Unset):  Default: 512.
     """

    name: Literal['fastsiam'] = 'fastsiam'
    views: int | Unset = 4
    hidden_dim: int | Unset = 2048
    output_dim: int | Unset = 2048
    prediction_dim: int | Unset = 512





    def to_dict(self) -> dict[str, Any]:
        name = self.name

        views = self.views

        hidden_dim = self.hidden_dim

        output_dim = self.output_dim

        prediction_dim = self.prediction_dim


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "name": name,
        })
        if views is not UNSET:
            field_dict["views"] = views
        if hidden_dim is not UNSET:
            field_dict["hidden_dim"] = hidden_dim
        if output_dim is not UNSET:
            field_dict["output_dim"] = output_dim
        if prediction_dim is not UNSET:
            field_dict["prediction_dim"] = prediction_dim

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = cast(Literal['fastsiam'] , d.pop("name"))
        if name != 'fastsiam':
            raise ValueError(f"name must match const 'fastsiam', got '{name}'")

        views = d.pop("views", UNSET)

        hidden_dim = d.pop("hidden_dim", UNSET)

        output_dim = d.pop("output_dim", UNSET)

        prediction_dim = d.pop("prediction_dim", UNSET)

        fast_siam = cls(
            name=name,
            views=views,
            hidden_dim=hidden_dim,
            output_dim=output_dim,
            prediction_dim=prediction_dim,
        )

        return fast_siam

