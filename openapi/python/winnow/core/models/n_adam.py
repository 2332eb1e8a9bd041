from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.n_adam_lr_scaling import check_n_adam_lr_scaling
from ..models.n_adam_lr_scaling import NAdamLrScaling
from ..types import UNSET, Unset
from typing import cast
from typing import Literal, cast






T = TypeVar("T", bound="NAdam")



@_attrs_define
class NAdam:
    """ Adam with Nesterov momentum (Dozat 2016).

        Attributes:
            name (Literal['nadam']):  Default: 'nadam'.
            lr (float | Unset): per 256 images of batch, unless lr_scaling says otherwise Default: 0.002.
            lr_scaling (NAdamLrScaling | Unset): lr is multiplied by batch_size / 256, by the root of that, or not at all
                Default: 'linear'.
            weight_decay (float | Unset): never of biases, norms, tokens and position embeddings Default: 0.0.
            clip_norm (float | None | Unset): the gradient's largest norm over all
            layer_decay (float | None | Unset): lr of each layer as a share of that of the layer after it
            betas (list[float] | Unset):
            eps (float | Unset):  Default: 1e-08.
            momentum_decay (float | Unset):  Default: 0.004.
            decoupled_weight_decay (bool | Unset):  Default: False.
     """

    name: Literal['nadam'] = 'nadam'
    lr: float | Unset = 0.002
    lr_scaling: NAdamLrScaling | Unset = 'linear'
    weight_decay: float | Unset = 0.0
    clip_norm: float | None | Unset = UNSET
    layer_decay: float | None | Unset = UNSET
    betas: list[float] | Unset = UNSET
    eps: float | Unset = 1e-08
    momentum_decay: float | Unset = 0.004
    decoupled_weight_decay: bool | Unset = False





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

        betas: list[float] | Unset = UNSET
        if not isinstance(self.betas, Unset):
            betas = []
            for betas_item_data in self.betas:
                betas_item: float
                betas_item = betas_item_data
                betas.append(betas_item)



        eps = self.eps

        momentum_decay = self.momentum_decay

        decoupled_weight_decay = self.decoupled_weight_decay


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
        if betas is not UNSET:
            field_dict["betas"] = betas
        if eps is not UNSET:
            field_dict["eps"] = eps
        if momentum_decay is not UNSET:
            field_dict["momentum_decay"] = momentum_decay
        if decoupled_weight_decay is not UNSET:
            field_dict["decoupled_weight_decay"] = decoupled_weight_decay

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = cast(Literal['nadam'] , d.pop("name"))
        if name != 'nadam':
            raise ValueError(f"name must match const 'nadam', got '{name}'")

        lr = d.pop("lr", UNSET)

        _lr_scaling = d.pop("lr_scaling", UNSET)
        lr_scaling: NAdamLrScaling | Unset
        if isinstance(_lr_scaling,  Unset):
            lr_scaling = UNSET
        else:
            lr_scaling = check_n_adam_lr_scaling(_lr_scaling)




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


        _betas = d.pop("betas", UNSET)
        betas: list[float] | Unset = UNSET
        if _betas is not UNSET:
            betas = []
            for betas_item_data in _betas:
                def _parse_betas_item(data: object) -> float:
                    return cast(float, data)

                betas_item = _parse_betas_item(betas_item_data)

                betas.append(betas_item)


        eps = d.pop("eps", UNSET)

        momentum_decay = d.pop("momentum_decay", UNSET)

        decoupled_weight_decay = d.pop("decoupled_weight_decay", UNSET)

        n_adam = cls(
            name=name,
            lr=lr,
            lr_scaling=lr_scaling,
            weight_decay=weight_decay,
            clip_norm=clip_norm,
            layer_decay=layer_decay,
            betas=betas,
            eps=eps,
            momentum_decay=momentum_decay,
            decoupled_weight_decay=decoupled_weight_decay,
        )

        return n_adam

