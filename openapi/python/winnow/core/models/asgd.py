from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.asgd_lr_scaling import ASGDLrScaling
from ..models.asgd_lr_scaling import check_asgd_lr_scaling
from ..types import UNSET, Unset
from typing import cast
from typing import Literal, cast






T = TypeVar("T", bound="ASGD")



@_attrs_define
class ASGD:
    """ Averaged stochastic gradient descent (Polyak & Juditsky 1992).

        Attributes:
            name (Literal['asgd']):  Default: 'asgd'.
            lr (float | Unset): per 256 images of batch, unless lr_scaling says otherwise Default: 0.01.
            lr_scaling (ASGDLrScaling | Unset): lr is multiplied by batch_size / 256, by the root of that, or not at all
                Default: 'linear'.
            weight_decay (float | Unset): never of biases, norms, tokens and position embeddings Default: 0.0.
            clip_norm (float | None | Unset): the gradient's largest norm over all
            layer_decay (float | None | Unset): lr of each layer as a share of that of the layer after it
            lambd (float | Unset):  Default: 0.0001.
            alpha (float | Unset):  Default: 0.75.
            t0 (float | Unset):  Default: 1000000.0.
     """

    name: Literal['asgd'] = 'asgd'
    lr: float | Unset = 0.01
    lr_scaling: ASGDLrScaling | Unset = 'linear'
    weight_decay: float | Unset = 0.0
    clip_norm: float | None | Unset = UNSET
    layer_decay: float | None | Unset = UNSET
    lambd: float | Unset = 0.0001
    alpha: float | Unset = 0.75
    t0: float | Unset = 1000000.0





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

        lambd = self.lambd

        alpha = self.alpha

        t0 = self.t0


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
        if lambd is not UNSET:
            field_dict["lambd"] = lambd
        if alpha is not UNSET:
            field_dict["alpha"] = alpha
        if t0 is not UNSET:
            field_dict["t0"] = t0

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = cast(Literal['asgd'] , d.pop("name"))
        if name != 'asgd':
            raise ValueError(f"name must match const 'asgd', got '{name}'")

        lr = d.pop("lr", UNSET)

        _lr_scaling = d.pop("lr_scaling", UNSET)
        lr_scaling: ASGDLrScaling | Unset
        if isinstance(_lr_scaling,  Unset):
            lr_scaling = UNSET
        else:
            lr_scaling = check_asgd_lr_scaling(_lr_scaling)




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


        lambd = d.pop("lambd", UNSET)

        alpha = d.pop("alpha", UNSET)

        t0 = d.pop("t0", UNSET)

        asgd = cls(
            name=name,
            lr=lr,
            lr_scaling=lr_scaling,
            weight_decay=weight_decay,
            clip_norm=clip_norm,
            layer_decay=layer_decay,
            lambd=lambd,
            alpha=alpha,
            t0=t0,
        )

        return asgd

