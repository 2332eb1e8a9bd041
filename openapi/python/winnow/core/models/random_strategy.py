from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import Literal, cast






T = TypeVar("T", bound="RandomStrategy")



@_attrs_define
class RandomStrategy:
    """ Uniform sampling without replacement. The baseline that every other strategy has to beat.

        Attributes:
            name (Literal['random']):  Default: 'random'.
            strength (float | Unset): exponent of this strategy in a combination; negative prefers the opposite Default:
                1.0.
            seed (int | Unset):  Default: 0.
     """

    name: Literal['random'] = 'random'
    strength: float | Unset = 1.0
    seed: int | Unset = 0





    def to_dict(self) -> dict[str, Any]:
        name = self.name

        strength = self.strength

        seed = self.seed


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "name": name,
        })
        if strength is not UNSET:
            field_dict["strength"] = strength
        if seed is not UNSET:
            field_dict["seed"] = seed

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = cast(Literal['random'] , d.pop("name"))
        if name != 'random':
            raise ValueError(f"name must match const 'random', got '{name}'")

        strength = d.pop("strength", UNSET)

        seed = d.pop("seed", UNSET)

        random_strategy = cls(
            name=name,
            strength=strength,
            seed=seed,
        )

        return random_strategy

