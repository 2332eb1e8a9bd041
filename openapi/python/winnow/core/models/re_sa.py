from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import Literal, cast






T = TypeVar("T", bound="ReSA")



@_attrs_define
class ReSA:
    """ Learn which images of the batch belong together from the backbone's own features (Weng et al. 2025).

    Use it for convolutional networks on 5000 images and more, with batches of 256 and two views: quickest there.

        Attributes:
            name (Literal['resa']):  Default: 'resa'.
            temperature (float | Unset):  Default: 0.4.
            epsilon (float | Unset): temperature of the balanced assignment Default: 0.05.
            hidden_dim (int | Unset):  Default: 2048.
            output_dim (int | Unset):  Default: 512.
            predictor (bool | Unset): a prediction head, as the paper has for ImageNet Default: False.
            momentum (float | Unset): of the momentum encoder at the first step Default: 0.996.
            momentum_end (float | Unset): at the last step; a cosine joins the two Default: 1.0.
     """

    name: Literal['resa'] = 'resa'
    temperature: float | Unset = 0.4
    epsilon: float | Unset = 0.05
    hidden_dim: int | Unset = 2048
    output_dim: int | Unset = 512
    predictor: bool | Unset = False
    momentum: float | Unset = 0.996
    momentum_end: float | Unset = 1.0





    def to_dict(self) -> dict[str, Any]:
        name = self.name

        temperature = self.temperature

        epsilon = self.epsilon

        hidden_dim = self.hidden_dim

        output_dim = self.output_dim

        predictor = self.predictor

        momentum = self.momentum

        momentum_end = self.momentum_end


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "name": name,
        })
        if temperature is not UNSET:
            field_dict["temperature"] = temperature
        if epsilon is not UNSET:
            field_dict["epsilon"] = epsilon
        if hidden_dim is not UNSET:
            field_dict["hidden_dim"] = hidden_dim
        if output_dim is not UNSET:
            field_dict["output_dim"] = output_dim
        if predictor is not UNSET:
            field_dict["predictor"] = predictor
        if momentum is not UNSET:
            field_dict["momentum"] = momentum
        if momentum_end is not UNSET:
            field_dict["momentum_end"] = momentum_end

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = cast(Literal['resa'] , d.pop("name"))
        if name != 'resa':
            raise ValueError(f"name must match const 'resa', got '{name}'")

        temperature = d.pop("temperature", UNSET)

        epsilon = d.pop("epsilon", UNSET)

        hidden_dim = d.pop("hidden_dim", UNSET)

        output_dim = d.pop("output_dim", UNSET)

        predictor = d.pop("predictor", UNSET)

        momentum = d.pop("momentum", UNSET)

        momentum_end = d.pop("momentum_end", UNSET)

        re_sa = cls(
            name=name,
            temperature=temperature,
            epsilon=epsilon,
            hidden_dim=hidden_dim,
            output_dim=output_dim,
            predictor=predictor,
            momentum=momentum,
            momentum_end=momentum_end,
        )

        return re_sa

