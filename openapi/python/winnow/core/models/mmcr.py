from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import Literal, cast






T = TypeVar("T", bound="MMCR")



@_attrs_define
class MMCR:
    """ Let the centroids of the images' views span as much room as they can (Yerxa et al. 2023).

    Use it for batches of 256 and more and several views; a singular value decomposition per step costs time on a GPU.

        Attributes:
            name (Literal['mmcr']):  Default: 'mmcr'.
            views (int | Unset): of each image; a step costs as many passes Default: 2.
            compression_weight (float | Unset): pulls the views of an image together directly Default: 0.0.
            hidden_dim (int | Unset):  Default: 2048.
            output_dim (int | Unset):  Default: 512.
            momentum (float | Unset): of the momentum encoder at the first step Default: 0.99.
            momentum_end (float | Unset): at the last step; a cosine joins the two Default: 1.0.
     """

    name: Literal['mmcr'] = 'mmcr'
    views: int | Unset = 2
    compression_weight: float | Unset = 0.0
    hidden_dim: int | Unset = 2048
    output_dim: int | Unset = 512
    momentum: float | Unset = 0.99
    momentum_end: float | Unset = 1.0





    def to_dict(self) -> dict[str, Any]:
        name = self.name

        views = self.views

        compression_weight = self.compression_weight

        hidden_dim = self.hidden_dim

        output_dim = self.output_dim

        momentum = self.momentum

        momentum_end = self.momentum_end


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "name": name,
        })
        if views is not UNSET:
            field_dict["views"] = views
        if compression_weight is not UNSET:
            field_dict["compression_weight"] = compression_weight
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
        name = cast(Literal['mmcr'] , d.pop("name"))
        if name != 'mmcr':
            raise ValueError(f"name must match const 'mmcr', got '{name}'")

        views = d.pop("views", UNSET)

        compression_weight = d.pop("compression_weight", UNSET)

        hidden_dim = d.pop("hidden_dim", UNSET)

        output_dim = d.pop("output_dim", UNSET)

        momentum = d.pop("momentum", UNSET)

        momentum_end = d.pop("momentum_end", UNSET)

        mmcr = cls(
            name=name,
            views=views,
            compression_weight=compression_weight,
            hidden_dim=hidden_dim,
            output_dim=output_dim,
            momentum=momentum,
            momentum_end=momentum_end,
        )

        return mmcr

