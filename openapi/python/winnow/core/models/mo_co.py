from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import Literal, cast






T = TypeVar("T", bound="MoCo")



@_attrs_define
class MoCo:
    """ Contrast a query with keys of a momentum encoder and a memory bank of older keys (MoCo v2, He et al. 2020).

    Use it when memory only allows small batches: the number of negatives is the bank's, not the batch's.

        Attributes:
            name (Literal['moco']):  Default: 'moco'.
            temperature (float | Unset):  Default: 0.2.
            hidden_dim (int | Unset):  Default: 2048.
            output_dim (int | Unset):  Default: 128.
            memory_bank_size (int | Unset): keys kept as negatives Default: 4096.
            momentum (float | Unset): of the momentum encoder at the first step Default: 0.99.
            momentum_end (float | Unset): at the last step; a cosine joins the two Default: 0.999.
     """

    name: Literal['moco'] = 'moco'
    temperature: float | Unset = 0.2
    hidden_dim: int | Unset = 2048
    output_dim: int | Unset = 128
    memory_bank_size: int | Unset = 4096
    momentum: float | Unset = 0.99
    momentum_end: float | Unset = 0.999





    def to_dict(self) -> dict[str, Any]:
        name = self.name

        temperature = self.temperature

        hidden_dim = self.hidden_dim

        output_dim = self.output_dim

        memory_bank_size = self.memory_bank_size

        momentum = self.momentum

        momentum_end = self.momentum_end


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
        if memory_bank_size is not UNSET:
            field_dict["memory_bank_size"] = memory_bank_size
        if momentum is not UNSET:
            field_dict["momentum"] = momentum
        if momentum_end is not UNSET:
            field_dict["momentum_end"] = momentum_end

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = cast(Literal['moco'] , d.pop("name"))
        if name != 'moco':
            raise ValueError(f"name must match const 'moco', got '{name}'")

        temperature = d.pop("temperature", UNSET)

        hidden_dim = d.pop("hidden_dim", UNSET)

        output_dim = d.pop("output_dim", UNSET)

        memory_bank_size = d.pop("memory_bank_size", UNSET)

        momentum = d.pop("momentum", UNSET)

        momentum_end = d.pop("momentum_end", UNSET)

        mo_co = cls(
            name=name,
            temperature=temperature,
            hidden_dim=hidden_dim,
            output_dim=output_dim,
            memory_bank_size=memory_bank_size,
            momentum=momentum,
            momentum_end=momentum_end,
        )

        return mo_co

