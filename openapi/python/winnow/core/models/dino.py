from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import Literal, cast






T = TypeVar("T", bound="DINO")



@_attrs_define
class DINO:
    """ Predict from any crop what a slowly moving teacher says of the full views (Caron et al. 2021).

    Use it for vision transformers and 10 000 images or more.

        Attributes:
            name (Literal['dino']):  Default: 'dino'.
            temperature (float | Unset): of the student Default: 0.1.
            teacher_temperature_start (float | Unset):  Default: 0.04.
            teacher_temperature (float | Unset): after the warm-up; up to 0.07 in long runs Default: 0.04.
            teacher_temperature_warmup (float | Unset): share of the run Default: 0.3.
            center_momentum (float | Unset):  Default: 0.9.
            hidden_dim (int | Unset):  Default: 2048.
            bottleneck_dim (int | Unset):  Default: 256.
            output_dim (int | Unset): prototypes; more for more images, 65536 for a million Default: 2048.
            batch_norm (bool | Unset): in the head; helps convolutional networks in short runs Default: False.
            freeze_last_layer_epochs (int | Unset): epochs before prototypes move Default: 1.
            momentum (float | Unset): of the teacher at the first step Default: 0.996.
            momentum_end (float | Unset): at the last step; a cosine joins the two Default: 1.0.
     """

    name: Literal['dino'] = 'dino'
    temperature: float | Unset = 0.1
    teacher_temperature_start: float | Unset = 0.04
    teacher_temperature: float | Unset = 0.04
    teacher_temperature_warmup: float | Unset = 0.3
    center_momentum: float | Unset = 0.9
    hidden_dim: int | Unset = 2048
    bottleneck_dim: int | Unset = 256
    output_dim: int | Unset = 2048
    batch_norm: bool | Unset = False
    freeze_last_layer_epochs: int | Unset = 1
    momentum: float | Unset = 0.996
    momentum_end: float | Unset = 1.0





    def to_dict(self) -> dict[str, Any]:
        name = self.name

        temperature = self.temperature

        teacher_temperature_start = self.teacher_temperature_start

        teacher_temperature = self.teacher_temperature

        teacher_temperature_warmup = self.teacher_temperature_warmup

        center_momentum = self.center_momentum

        hidden_dim = self.hidden_dim

        bottleneck_dim = self.bottleneck_dim

        output_dim = self.output_dim

        batch_norm = self.batch_norm

        freeze_last_layer_epochs = self.freeze_last_layer_epochs

        momentum = self.momentum

        momentum_end = self.momentum_end


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "name": name,
        })
        if temperature is not UNSET:
            field_dict["temperature"] = temperature
        if teacher_temperature_start is not UNSET:
            field_dict["teacher_temperature_start"] = teacher_temperature_start
        if teacher_temperature is not UNSET:
            field_dict["teacher_temperature"] = teacher_temperature
        if teacher_temperature_warmup is not UNSET:
            field_dict["teacher_temperature_warmup"] = teacher_temperature_warmup
        if center_momentum is not UNSET:
            field_dict["center_momentum"] = center_momentum
        if hidden_dim is not UNSET:
            field_dict["hidden_dim"] = hidden_dim
        if bottleneck_dim is not UNSET:
            field_dict["bottleneck_dim"] = bottleneck_dim
        if output_dim is not UNSET:
            field_dict["output_dim"] = output_dim
        if batch_norm is not UNSET:
            field_dict["batch_norm"] = batch_norm
        if freeze_last_layer_epochs is not UNSET:
            field_dict["freeze_last_layer_epochs"] = freeze_last_layer_epochs
        if momentum is not UNSET:
            field_dict["momentum"] = momentum
        if momentum_end is not UNSET:
            field_dict["momentum_end"] = momentum_end

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = cast(Literal['dino'] , d.pop("name"))
        if name != 'dino':
            raise ValueError(f"name must match const 'dino', got '{name}'")

        temperature = d.pop("temperature", UNSET)

        teacher_temperature_start = d.pop("teacher_temperature_start", UNSET)

        teacher_temperature = d.pop("teacher_temperature", UNSET)

        teacher_temperature_warmup = d.pop("teacher_temperature_warmup", UNSET)

        center_momentum = d.pop("center_momentum", UNSET)

        hidden_dim = d.pop("hidden_dim", UNSET)

        bottleneck_dim = d.pop("bottleneck_dim", UNSET)

        output_dim = d.pop("output_dim", UNSET)

        batch_norm = d.pop("batch_norm", UNSET)

        freeze_last_layer_epochs = d.pop("freeze_last_layer_epochs", UNSET)

        momentum = d.pop("momentum", UNSET)

        momentum_end = d.pop("momentum_end", UNSET)

        dino = cls(
            name=name,
            temperature=temperature,
            teacher_temperature_start=teacher_temperature_start,
            teacher_temperature=teacher_temperature,
            teacher_temperature_warmup=teacher_temperature_warmup,
            center_momentum=center_momentum,
            hidden_dim=hidden_dim,
            bottleneck_dim=bottleneck_dim,
            output_dim=output_dim,
            batch_norm=batch_norm,
            freeze_last_layer_epochs=freeze_last_layer_epochs,
            momentum=momentum,
            momentum_end=momentum_end,
        )

        return dino

