from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.rprop_lr_scaling import check_rprop_lr_scaling
from ..models.rprop_lr_scaling import RpropLrScaling
from ..types import UNSET, Unset
from typing import cast
from typing import Literal, cast






T = TypeVar("T", bound="Rprop")



@_attrs_define
class Rprop:
    """ Resilient backpropagation (Riedmiller & Braun 1993): signs of gradients only; for full batches.

        Attributes:
            name (Literal['rprop']):  Default: 'rprop'.
            lr (float | Unset): per 256 images of batch, unless lr_scaling says otherwise Default: 0.01.
            lr_scaling (RpropLrScaling | Unset): lr is multiplied by batch_size / 256, by the root of that, or not at all
                Default: 'linear'.
            weight_decay (float | Unset): Rprop has none Default: 0.0.
            clip_norm (float | None | Unset): the gradient's largest norm over all
            layer_decay (float | None | Unset): lr of each layer as a share of that of the layer after it
            etas (list[float] | Unset):
            step_sizes (list[float] | Unset):
     """

    name: Literal['rprop'] = 'rprop'
    lr: float | Unset = 0.01
    lr_scaling: RpropLrScaling | Unset = 'linear'
    weight_decay: float | Unset = 0.0
    clip_norm: float | None | Unset = UNSET
    layer_decay: float | None | Unset = UNSET
    etas: list[float] | Unset = UNSET
    step_sizes: list[float] | Unset = UNSET





    def to_dict(self) -> dict[str, Any]:
        name = self.name

        lr = self.lr

        lr_scaling: str | Unset = UNSET
        if not isinstance(self.lr_scaling, Unset):
            lr_scaling = self.lr_scaling


        weight_decay = self.weight_decay

        clip_norm: float | None | Unset
        if isinstance(self.clip_norm, Unset):
            clip_norm = UNSET
        else:
            clip_norm = self.clip_norm

        layer_decay: float | None | Unset
        if isinstance(self.layer_decay, Unset):
            layer_decay = UNSET
        else:
            layer_decay = self.layer_decay

        etas: list[float] | Unset = UNSET
        if not isinstance(self.etas, Unset):
            etas = []
            for etas_item_data in self.etas:
                etas_item: float
                etas_item = etas_item_data
                etas.append(etas_item)



        step_sizes: list[float] | Unset = UNSET
        if not isinstance(self.step_sizes, Unset):
            step_sizes = []
            for step_sizes_item_data in self.step_sizes:
                step_sizes_item: float
                step_sizes_item = step_sizes_item_data
                step_sizes.append(step_sizes_item)




        field_dict: dict[str, Any] = {}

        field_dict.update({
            "name": name,
        })
        if lr is not UNSET:
            field_dict["lr"] = lr
        if lr_scaling is not UNSET:
            field_dict["lr_scaling"] = lr_scaling
        if weight_decay is not UNSET:
            field_dict["weight_decay"] = weight_decay
        if clip_norm is not UNSET:
            field_dict["clip_norm"] = clip_norm
        if layer_decay is not UNSET:
            field_dict["layer_decay"] = layer_decay
        if etas is not UNSET:
            field_dict["etas"] = etas
        if step_sizes is not UNSET:
            field_dict["step_sizes"] = step_sizes

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = cast(Literal['rprop'] , d.pop("name"))
        if name != 'rprop':
            raise ValueError(f"name must match const 'rprop', got '{name}'")

        lr = d.pop("lr", UNSET)

        _lr_scaling = d.pop("lr_scaling", UNSET)
        lr_scaling: RpropLrScaling | Unset
        if isinstance(_lr_scaling,  Unset):
            lr_scaling = UNSET
        else:
            lr_scaling = check_rprop_lr_scaling(_lr_scaling)




        weight_decay = d.pop("weight_decay", UNSET)

        def _parse_clip_norm(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        clip_norm = _parse_clip_norm(d.pop("clip_norm", UNSET))


        def _parse_layer_decay(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        layer_decay = _parse_layer_decay(d.pop("layer_decay", UNSET))


        _etas = d.pop("etas", UNSET)
        etas: list[float] | Unset = UNSET
        if _etas is not UNSET:
            etas = []
            for etas_item_data in _etas:
                def _parse_etas_item(data: object) -> float:
                    return cast(float, data)

                etas_item = _parse_etas_item(etas_item_data)

                etas.append(etas_item)


        _step_sizes = d.pop("step_sizes", UNSET)
        step_sizes: list[float] | Unset = UNSET
        if _step_sizes is not UNSET:
            step_sizes = []
            for step_sizes_item_data in _step_sizes:
                def _parse_step_sizes_item(data: object) -> float:
                    return cast(float, data)

                step_sizes_item = _parse_step_sizes_item(step_sizes_item_data)

                step_sizes.append(step_sizes_item)


        rprop = cls(
            name=name,
            lr=lr,
            lr_scaling=lr_scaling,
            weight_decay=weight_decay,
            clip_norm=clip_norm,
            layer_decay=layer_decay,
            etas=etas,
            step_sizes=step_sizes,
        )

        return rprop

