from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.adafactor_lr_scaling import AdafactorLrScaling
from ..models.adafactor_lr_scaling import check_adafactor_lr_scaling
from ..types import UNSET, Unset
from typing import cast
from typing import Literal, cast






T = TypeVar("T", bound="Adafactor")



@_attrs_define
class Adafactor:
    """ Adam with a factored second moment (Shazeer & Stern 2018): when the optimizer's state fills the memory.

        Attributes:
            name (Literal['adafactor']):  Default: 'adafactor'.
            lr (float | Unset): per 256 images of batch, unless lr_scaling says otherwise Default: 0.01.
            lr_scaling (AdafactorLrScaling | Unset): lr is multiplied by batch_size / 256, by the root of that, or not at
                all Default: 'linear'.
            weight_decay (float | Unset): never of biases, norms, tokens and position embeddings Default: 0.0.
            clip_norm (float | None | Unset): the gradient's largest norm over all
            layer_decay (float | None | Unset): lr of each layer as a share of that of the layer after it
            beta2_decay (float | Unset):  Default: -0.8.
            eps (list[float | None] | Unset):
            d (float | Unset):  Default: 1.0.
     """

    name: Literal['adafactor'] = 'adafactor'
    lr: float | Unset = 0.01
    lr_scaling: AdafactorLrScaling | Unset = 'linear'
    weight_decay: float | Unset = 0.0
    clip_norm: float | None | Unset = UNSET
    layer_decay: float | None | Unset = UNSET
    beta2_decay: float | Unset = -0.8
    eps: list[float | None] | Unset = UNSET
    d: float | Unset = 1.0





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

        beta2_decay = self.beta2_decay

        eps: list[float | None] | Unset = UNSET
        if not isinstance(self.eps, Unset):
            eps = []
            for eps_item_data in self.eps:
                eps_item: float | None
                eps_item = eps_item_data
                eps.append(eps_item)



        d = self.d


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
        if beta2_decay is not UNSET:
            field_dict["beta2_decay"] = beta2_decay
        if eps is not UNSET:
            field_dict["eps"] = eps
        if d is not UNSET:
            field_dict["d"] = d

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = cast(Literal['adafactor'] , d.pop("name"))
        if name != 'adafactor':
            raise ValueError(f"name must match const 'adafactor', got '{name}'")

        lr = d.pop("lr", UNSET)

        _lr_scaling = d.pop("lr_scaling", UNSET)
        lr_scaling: AdafactorLrScaling | Unset
        if isinstance(_lr_scaling,  Unset):
            lr_scaling = UNSET
        else:
            lr_scaling = check_adafactor_lr_scaling(_lr_scaling)




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


        beta2_decay = d.pop("beta2_decay", UNSET)

        _eps = d.pop("eps", UNSET)
        eps: list[float | None] | Unset = UNSET
        if _eps is not UNSET:
            eps = []
            for eps_item_data in _eps:
                def _parse_eps_item(data: object) -> float | None:
                    if data is None:
                        return data
                    return cast(float | None, data)

                eps_item = _parse_eps_item(eps_item_data)

                eps.append(eps_item)


        d = d.pop("d", UNSET)

        adafactor = cls(
            name=name,
            lr=lr,
            lr_scaling=lr_scaling,
            weight_decay=weight_decay,
            clip_norm=clip_norm,
            layer_decay=layer_decay,
            beta2_decay=beta2_decay,
            eps=eps,
            d=d,
        )

        return adafactor

