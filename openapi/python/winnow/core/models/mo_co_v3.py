from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import Literal, cast






T = TypeVar("T", bound="MoCoV3")



@_attrs_define
class MoCoV3:
    """ Contrast predictions with a momentum encoder's keys of the same batch, without a bank (Chen, Xie & He 2021).

    Use it for large batches, and among the contrastive methods for vision transformers.

        Attributes:
            name (Literal['moco_v3']):  Default: 'moco_v3'.
            temperature (float | Unset):  Default: 0.2.
            hidden_dim (int | Unset): of the projection and the prediction head Default: 4096.
            output_dim (int | Unset):  Default: 256.
            momentum (float | Unset): of the momentum encoder at the first step Default: 0.99.
            momentum_end (float | Unset): at the last step; a cosine joins the two Default: 1.0.
            freeze_patches (bool | Unset): of vision transformers: leaves the projection of patches as it is, for stability
                Default: True.
     """

    name: Literal['moco_v3'] = 'moco_v3'
    temperature: float | Unset = 0.2
    hidden_dim: int | Unset = 4096
    output_dim: int | Unset = 256
    momentum: float | Unset = 0.99
    momentum_end: float | Unset = 1.0
    freeze_patches: bool | Unset = True





    def to_dict(self) -> dict[str, Any]:
        name = self.name

        temperature = self.temperature

        hidden_dim = self.hidden_dim

        output_dim = self.output_dim

        momentum = self.momentum

        momentum_end = self.momentum_end

        freeze_patches = self.freeze_patches


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "name": name,
        })
        if temperature is not UNSET:
            field_dict["temperature"] = temperature
        if hidden_dim is not UNSET:
            field_dict["hidden_dim"] = hidden_dim
        if output_dim is not UNSET:
            field_dict["output_dim"] = output_dim
        if momentum is not UNSET:
            field_dict["momentum"] = momentum
        if momentum_end is not UNSET:
            field_dict["momentum_end"] = momentum_end
        if freeze_patches is not UNSET:
            field_dict["freeze_patches"] = freeze_patches

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = cast(Literal['moco_v3'] , d.pop("name"))
        if name != 'moco_v3':
            raise ValueError(f"name must match const 'moco_v3', got '{name}'")

        temperature = d.pop("temperature", UNSET)

        hidden_dim = d.pop("hidden_dim", UNSET)

        output_dim = d.pop("output_dim", UNSET)

        momentum = d.pop("momentum", UNSET)

        momentum_end = d.pop("momentum_end", UNSET)

        freeze_patches = d.pop("freeze_patches", UNSET)

        mo_co_v3 = cls(
            name=name,
            temperature=temperature,
            hidden_dim=hidden_dim,
            output_dim=output_dim,
            momentum=momentum,
            momentum_end=momentum_end,
            freeze_patches=freeze_patches,
        )

        return mo_co_v3

