from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import Literal, cast






T = TypeVar("T", bound="ClusterStrategy")



@_attrs_define
class ClusterStrategy:
    """ k-means with one cluster for each pick, and the sample nearest to each centroid.

    A quick cold start that is almost as good as typicality and coverage.

        Attributes:
            name (Literal['cluster']):  Default: 'cluster'.
            strength (float | Unset): exponent of this strategy in a combination; negative prefers the opposite Default:
                1.0.
            n_iterations (int | Unset):  Default: 25.
            seed (int | Unset):  Default: 0.
     """

    name: Literal['cluster'] = 'cluster'
    strength: float | Unset = 1.0
    n_iterations: int | Unset = 25
    seed: int | Unset = 0





    def to_dict(self) -> dict[str, Any]:
        name = self.name

        strength = self.strength

        n_iterations = self.n_iterations

        seed = self.seed


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "name": name,
        })
        if strength is not UNSET:
            field_dict["strength"] = strength
        if n_iterations is not UNSET:
            field_dict["n_iterations"] = n_iterations
        if seed is not UNSET:
            field_dict["seed"] = seed

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = cast(Literal['cluster'] , d.pop("name"))
        if name != 'cluster':
            raise ValueError(f"name must match const 'cluster', got '{name}'")

        strength = d.pop("strength", UNSET)

        n_iterations = d.pop("n_iterations", UNSET)

        seed = d.pop("seed", UNSET)

        cluster_strategy = cls(
            name=name,
            strength=strength,
            n_iterations=n_iterations,
            seed=seed,
        )

        return cluster_strategy

