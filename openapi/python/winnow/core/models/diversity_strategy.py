from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.diversity_strategy_start_type_0 import check_diversity_strategy_start_type_0
from ..models.diversity_strategy_start_type_0 import DiversityStrategyStartType0
from ..types import UNSET, Unset
from typing import cast
from typing import Literal, cast






T = TypeVar("T", bound="DiversityStrategy")



@_attrs_define
class DiversityStrategy:
    """ k-center greedy (farthest-first traversal, Gonzalez 1985; CoreSet, Sener & Savarese 2018), exact.

    Each pick is the sample farthest from everything picked so far. Use it to cover rare modes and to thin out video;
    for label efficiency at small budgets prefer a typicality-aware strategy.

        Attributes:
            name (Literal['diversity']):  Default: 'diversity'.
            strength (float | Unset): exponent of this strategy in a combination; negative prefers the opposite Default:
                1.0.
            seed (int | Unset): draws the first pick when nothing is preselected Default: 0.
            min_distance (float | Unset): stop early when every remaining sample is nearer than this (unit norm: 0..2)
                Default: 0.0.
            start (DiversityStrategyStartType0 | str | Unset): the first pick when nothing is preselected: drawn, the most
                central, or this one Default: 'random'.
            outlier_quantile (float | Unset): share of the most isolated samples that are never picked, e.g. 0.01 Default:
                0.0.
     """

    name: Literal['diversity'] = 'diversity'
    strength: float | Unset = 1.0
    seed: int | Unset = 0
    min_distance: float | Unset = 0.0
    start: DiversityStrategyStartType0 | str | Unset = 'random'
    outlier_quantile: float | Unset = 0.0





    def to_dict(self) -> dict[str, Any]:
        name = self.name

        strength = self.strength

        seed = self.seed

        min_distance = self.min_distance

        start: str | Unset
        if isinstance(self.start, Unset):
            start = UNSET
        elif isinstance(self.start, str):
            start = self.start
        else:
            start = self.start

        outlier_quantile = self.outlier_quantile


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "name": name,
        })
        if strength is not UNSET:
            field_dict["strength"] = strength
        if seed is not UNSET:
            field_dict["seed"] = seed
        if min_distance is not UNSET:
            field_dict["min_distance"] = min_distance
        if start is not UNSET:
            field_dict["start"] = start
        if outlier_quantile is not UNSET:
            field_dict["outlier_quantile"] = outlier_quantile

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = cast(Literal['diversity'] , d.pop("name"))
        if name != 'diversity':
            raise ValueError(f"name must match const 'diversity', got '{name}'")

        strength = d.pop("strength", UNSET)

        seed = d.pop("seed", UNSET)

        min_distance = d.pop("min_distance", UNSET)

        def _parse_start(data: object) -> DiversityStrategyStartType0 | str | Unset:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                start_type_0 = check_diversity_strategy_start_type_0(data)



                return start_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(DiversityStrategyStartType0 | str | Unset, data)

        start = _parse_start(d.pop("start", UNSET))


        outlier_quantile = d.pop("outlier_quantile", UNSET)

        diversity_strategy = cls(
            name=name,
            strength=strength,
            seed=seed,
            min_distance=min_distance,
            start=start,
            outlier_quantile=outlier_quantile,
        )

        return diversity_strategy

