from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import Literal, cast






T = TypeVar("T", bound="DiversityStrategy")



@_attrs_define
class DiversityStrategy:
    """ k-center greedy (farthest-first traversal, Gonzalez 1985; CoreSet, Sener & Savarese 2018), exact.

    Each pick is the sample farthest from everything picked so far. Use it to cover rare modes and to thin out video;
    for label efficiency at small budgets prefer a typicality-aware strategy.

        Attributes:
            name (Literal['diversity'] | Unset):  Default: 'diversity'.
            seed (int | Unset): draws the first pick when nothing is preselected Default: 0.
            min_distance (float | Unset): stop early when every remaining sample is nearer than this (unit norm: 0..2)
                Default: 0.0.
     """

    name: Literal['diversity'] | Unset = 'diversity'
    seed: int | Unset = 0
    min_distance: float | Unset = 0.0





    def to_dict(self) -> dict[str, Any]:
        name = self.name

        seed = self.seed

        min_distance = self.min_distance


        field_dict: dict[str, Any] = {}

        field_dict.update({
        })
        if name is not UNSET:
            field_dict["name"] = name
        if seed is not UNSET:
            field_dict["seed"] = seed
        if min_distance is not UNSET:
            field_dict["min_distance"] = min_distance

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = cast(Literal['diversity'] | Unset , d.pop("name", UNSET))
        if name != 'diversity'and not isinstance(name, Unset):
            raise ValueError(f"name must match const 'diversity', got '{name}'")

        seed = d.pop("seed", UNSET)

        min_distance = d.pop("min_distance", UNSET)

        diversity_strategy = cls(
            name=name,
            seed=seed,
            min_distance=min_distance,
        )

        return diversity_strategy

