from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import Literal, cast






T = TypeVar("T", bound="NNCLR")



@_attrs_define
class NNCLR:
    """ Contrast a view with the nearest neighbour of its partner in a memory bank (Dwibedi et al. 2021).

    Use it when crops and colours alone say too little about what belongs together, e.g. few, diverse images per class.

        Attributes:
            name (Literal['nnclr']):  Default: 'nnclr'.
            temperature (float | Unset):  Default: 0.1.
            hidden_dim (int | Unset):  Default: 2048.
            output_dim (int | Unset):  Default: 256.
            prediction_dim (int | Unset): width of the prediction head's hidden layer Default: 4096.
            memory_bank_size (int | Unset): projections to find neighbours among Default: 8192.
     """

    name: Literal['nnclr'] = 'nnclr'
    temperature: float | Unset = 0.1
    hidden_dim: int | Unset = 2048
    output_dim: int | Unset = 256
    prediction_dim: int | Unset = 4096
    memory_bank_size: int | Unset = 8192





    def to_dict(self) -> dict[str, Any]:
        name = self.name

        temperature = self.temperature

        hidden_dim = self.hidden_dim

        output_dim = self.output_dim

        prediction_dim = self.prediction_dim

        memory_bank_size = self.memory_bank_size


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
        if prediction_dim is not UNSET:
            field_dict["prediction_dim"] = prediction_dim
        if memory_bank_size is not UNSET:
            field_dict["memory_bank_size"] = memory_bank_size

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = cast(Literal['nnclr'] , d.pop("name"))
        if name != 'nnclr':
            raise ValueError(f"name must match const 'nnclr', got '{name}'")

        temperature = d.pop("temperature", UNSET)

        hidden_dim = d.pop("hidden_dim", UNSET)

        output_dim = d.pop("output_dim", UNSET)

        prediction_dim = d.pop("prediction_dim", UNSET)

        memory_bank_size = d.pop("memory_bank_size", UNSET)

        nnclr = cls(
            name=name,
            temperature=temperature,
            hidden_dim=hidden_dim,
            output_dim=output_dim,
            prediction_dim=prediction_dim,
            memory_bank_size=memory_bank_size,
        )

        return nnclr

