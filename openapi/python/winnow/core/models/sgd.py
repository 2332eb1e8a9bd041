from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.sgd_lr_scaling import check_sgd_lr_scaling
from ..models.sgd_lr_scaling import SGDLrScaling
from ..types import UNSET, Unset
from typing import cast
from typing import Literal, cast






T = TypeVar("T", bound="SGD")



@_attrs_define
class SGD:
    """ Stochastic gradient descent with momentum. The robust choice for convolutional backbones.

        Attributes:
            name (Literal['sgd']):  Default: 'sgd'.
            lr (float | Unset): per 256 images of batch, unless lr_scaling says otherwise Default: 0.12.
            lr_scaling (SGDLrScaling | Unset): lr is multiplied by batch_size / 256, by the root of that, or not at all
                Default: 'linear'.
            weight_decay (float | Unset):  Default: 0.0005.
            clip_norm (float | None | Unset): the gradient's largest norm over all
            layer_decay (float | None | Unset): lr of each layer as a share of that of the layer after it
            momentum (float | Unset):  Default: 0.9.
            dampening (float | Unset):  Default: 0.0.
            nesterov (bool | Unset):  Default: False.
     """

    name: Literal['sgd'] = 'sgd'
    lr: float | Unset = 0.12
    lr_scaling: SGDLrScaling | Unset = 'linear'
    weight_decay: float | Unset = 0.0005
    clip_norm: float | None | Unset = UNSET
    layer_decay: float | None | Unset = UNSET
    momentum: float | Unset = 0.9
    dampening: float | Unset = 0.0
    nesterov: bool | Unset = False





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

        momentum = self.momentum

        dampening = self.dampening

        nesterov = self.nesterov


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
        if momentum is not UNSET:
            field_dict["momentum"] = momentum
        if dampening is not UNSET:
            field_dict["dampening"] = dampening
        if nesterov is not UNSET:
            field_dict["nesterov"] = nesterov

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = cast(Literal['sgd'] , d.pop("name"))
        if name != 'sgd':
            raise ValueError(f"name must match const 'sgd', got '{name}'")

        lr = d.pop("lr", UNSET)

        _lr_scaling = d.pop("lr_scaling", UNSET)
        lr_scaling: SGDLrScaling | Unset
        if isinstance(_lr_scaling,  Unset):
            lr_scaling = UNSET
        else:
            lr_scaling = check_sgd_lr_scaling(_lr_scaling)




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


        momentum = d.pop("momentum", UNSET)

        dampening = d.pop("dampening", UNSET)

        nesterov = d.pop("nesterov", UNSET)

        sgd = cls(
            name=name,
            lr=lr,
            lr_scaling=lr_scaling,
            weight_decay=weight_decay,
            clip_norm=clip_norm,
            layer_decay=layer_decay,
            momentum=momentum,
            dampening=dampening,
            nesterov=nesterov,
        )

        return sgd

