from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import Literal, cast






T = TypeVar("T", bound="SimSiam")



@_attrs_define
class SimSiam:
    """ Predict the projection of the other view, which gets no gradient (Chen & He 2021).

    Use it for a lean run, one network and no queue; watch `embedding_std`, because nothing forbids collapse.

        Attributes:
            name (Literal['simsiam']):  Default: 'simsiam'.
            hidden_dim (int | Unset): width of the projection head's hidden layers Default: 2048.
            output_dim (int | Unset): width of the projection Default: 2048.
            prediction_dim (int | Unset): width of the prediction head's hidden layer Default: 512.
     """

    name: Literal['simsiam'] = 'simsiam'
    hidden_dim: int | Unset = 2048
    output_dim: int | Unset = 2048
    prediction_dim: int | Unset = 512





    def to_dict(self) -> dict[str, Any]:
        name = self.name

        hidden_dim = self.hidden_dim

        output_dim = self.output_dim

        prediction_dim = self.prediction_dim


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "name": name,
        })
        if hidden_dim is not UNSET:
            field_dict["hidden_dim"] = hidden_dim
        if output_dim is not UNSET:
            field_dict["output_dim"] = output_dim
        if prediction_dim is not UNSET:
            field_dict["prediction_dim"] = prediction_dim

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = cast(Literal['simsiam'] , d.pop("name"))
        if name != 'simsiam':
            raise ValueError(f"name must match const 'simsiam', got '{name}'")

        hidden_dim = d.pop("hidden_dim", UNSET)

        output_dim = d.pop("output_dim", UNSET)

        prediction_dim = d.pop("prediction_dim", UNSET)

        sim_siam = cls(
            name=name,
            hidden_dim=hidden_dim,
            output_dim=output_dim,
            prediction_dim=prediction_dim,
        )

        return sim_siam

