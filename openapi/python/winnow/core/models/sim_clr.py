from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import Literal, cast






T = TypeVar("T", bound="SimCLR")



@_attrs_define
class SimCLR:
    """ Contrast two views of an image against all other images of the batch (Chen et al. 2020, NT-Xent loss).

    Use it as the plain baseline; it wants large batches (256 and more).

        Attributes:
            name (Literal['simclr']):  Default: 'simclr'.
            temperature (float | Unset):  Default: 0.2.
            hidden_dim (int | Unset): width of the projection head's hidden layer Default: 2048.
            output_dim (int | Unset): width of the projection Default: 128.
     """

    name: Literal['simclr'] = 'simclr'
    temperature: float | Unset = 0.2
    hidden_dim: int | Unset = 2048
    output_dim: int | Unset = 128





    def to_dict(self) -> dict[str, Any]:
        name = self.name

        temperature = self.temperature

        hidden_dim = self.hidden_dim

        output_dim = self.output_dim


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

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = cast(Literal['simclr'] , d.pop("name"))
        if name != 'simclr':
            raise ValueError(f"name must match const 'simclr', got '{name}'")

        temperature = d.pop("temperature", UNSET)

        hidden_dim = d.pop("hidden_dim", UNSET)

        output_dim = d.pop("output_dim", UNSET)

        sim_clr = cls(
            name=name,
            temperature=temperature,
            hidden_dim=hidden_dim,
            output_dim=output_dim,
        )

        return sim_clr

