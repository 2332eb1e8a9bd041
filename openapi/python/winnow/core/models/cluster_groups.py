from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import Literal, cast






T = TypeVar("T", bound="ClusterGroups")



@_attrs_define
class ClusterGroups:
    """ Clusters of the embedding, by k-means.

        Attributes:
            source (Literal['cluster']):  Default: 'cluster'.
            n_clusters (int | Unset):  Default: 50.
            seed (int | Unset):  Default: 0.
     """

    source: Literal['cluster'] = 'cluster'
    n_clusters: int | Unset = 50
    seed: int | Unset = 0





    def to_dict(self) -> dict[str, Any]:
        source = self.source

        n_clusters = self.n_clusters

        seed = self.seed


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "source": source,
        })
        if n_clusters is not UNSET:
            field_dict["n_clusters"] = n_clusters
        if seed is not UNSET:
            field_dict["seed"] = seed

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        source = cast(Literal['cluster'] , d.pop("source"))
        if source != 'cluster':
            raise ValueError(f"source must match const 'cluster', got '{source}'")

        n_clusters = d.pop("n_clusters", UNSET)

        seed = d.pop("seed", UNSET)

        cluster_groups = cls(
            source=source,
            n_clusters=n_clusters,
            seed=seed,
        )

        return cluster_groups

