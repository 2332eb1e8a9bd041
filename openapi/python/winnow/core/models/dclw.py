from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import Literal, cast






T = TypeVar("T", bound="DCLW")



@_attrs_define
class DCLW:
    """ DCL that pulls hardest where the two views of an image still disagree (Yeh et al. 2022).

    Use it as DCL; which of the two is better depends on the data, usually by less than a point.

        Attributes:
            name (Literal['dclw']):  Default: 'dclw'.
            temperature (float | Unset):  Default: 0.1.
            sigma (float | Unset): width of the weighting; a large one is DCL Default: 0.5.
            hidden_dim (int | Unset): width of the projection head's hidden layer Default: 2048.
            output_dim (int | Unset): width of the projection Default: 128.
     """

    name: Literal['dclw'] = 'dclw'
    temperature: float | Unset = 0.1
    sigma: float | Unset = 0.5
    hidden_dim: int | Unset = 2048
    output_dim: int | Unset = 128





    def to_dict(self) -> dict[str, Any]:
        name = self.name

        temperature = self.temperature

        sigma = self.sigma

        hidden_dim = self.hidden_dim

        output_dim = self.output_dim


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "name": name,
        })
        if temperature is not UNSET:
            field_dict["temperature"] = temperature
        if sigma is not UNSET:
            field_dict["sigma"] = sigma
        if hidden_dim is not UNSET:
            field_dict["hidden_dim"] = hidden_dim
        if output_dim is not UNSET:
            field_dict["output_dim"] = output_dim

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = cast(Literal['dclw'] , d.pop("name"))
        if name != 'dclw':
            raise ValueError(f"name must match const 'dclw', got '{name}'")

        temperature = d.pop("temperature", UNSET)

        sigma = d.pop("sigma", UNSET)

        hidden_dim = d.pop("hidden_dim", UNSET)

        output_dim = d.pop("output_dim", UNSET)

        dclw = cls(
            name=name,
            temperature=temperature,
            sigma=sigma,
            hidden_dim=hidden_dim,
            output_dim=output_dim,
        )

        return dclw

