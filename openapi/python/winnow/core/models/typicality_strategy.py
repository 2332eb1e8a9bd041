from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import Literal, cast






T = TypeVar("T", bound="TypicalityStrategy")



@_attrs_define
class TypicalityStrategy:
    """ TypiClust (Hacohen et al., ICML 2022): the densest sample of each of the largest clusters without a pick.

    The strongest cold start at one to five labels for each class. In a combination: the density alone, so never combine
    it only with weights, or the picks will be near duplicates of each other.

        Attributes:
            name (Literal['typicality']):  Default: 'typicality'.
            strength (float | Unset): exponent of this strategy in a combination; negative prefers the opposite Default:
                1.0.
            n_neighbors (int | Unset): whose mean distance makes the density Default: 20.
            max_clusters (int | Unset): otherwise one for each pick and preselected Default: 500.
            min_cluster_size (int | Unset): smaller clusters come last Default: 5.
            seed (int | Unset):  Default: 0.
     """

    name: Literal['typicality'] = 'typicality'
    strength: float | Unset = 1.0
    n_neighbors: int | Unset = 20
    max_clusters: int | Unset = 500
    min_cluster_size: int | Unset = 5
    seed: int | Unset = 0





    def to_dict(self) -> dict[str, Any]:
        name = self.name

        strength = self.strength

        n_neighbors = self.n_neighbors

        max_clusters = self.max_clusters

        min_cluster_size = self.min_cluster_size

        seed = self.seed


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "name": name,
        })
        if strength is not UNSET:
            field_dict["strength"] = strength
        if n_neighbors is not UNSET:
            field_dict["n_neighbors"] = n_neighbors
        if max_clusters is not UNSET:
            field_dict["max_clusters"] = max_clusters
        if min_cluster_size is not UNSET:
            field_dict["min_cluster_size"] = min_cluster_size
        if seed is not UNSET:
            field_dict["seed"] = seed

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = cast(Literal['typicality'] , d.pop("name"))
        if name != 'typicality':
            raise ValueError(f"name must match const 'typicality', got '{name}'")

        strength = d.pop("strength", UNSET)

        n_neighbors = d.pop("n_neighbors", UNSET)

        max_clusters = d.pop("max_clusters", UNSET)

        min_cluster_size = d.pop("min_cluster_size", UNSET)

        seed = d.pop("seed", UNSET)

        typicality_strategy = cls(
            name=name,
            strength=strength,
            n_neighbors=n_neighbors,
            max_clusters=max_clusters,
            min_cluster_size=min_cluster_size,
            seed=seed,
        )

        return typicality_strategy

