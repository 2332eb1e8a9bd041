from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import cast
from typing import Literal, cast






T = TypeVar("T", bound="UmapProjection")



@_attrs_define
class UmapProjection:
    """ UMAP (McInnes et al. 2018): neighbours like t-SNE, and more of the coarse arrangement. Starts from PCA.

        Attributes:
            name (Literal['umap']):  Default: 'umap'.
            n_neighbors (int | Unset):  Default: 15.
            min_dist (float | Unset): how near to each other samples may lie in the map Default: 0.1.
            epochs (int | None | Unset): null: 500 up to 10,000 samples, else 200
            seed (int | Unset):  Default: 0.
     """

    name: Literal['umap'] = 'umap'
    n_neighbors: int | Unset = 15
    min_dist: float | Unset = 0.1
    epochs: int | None | Unset = UNSET
    seed: int | Unset = 0





    def to_dict(self) -> dict[str, Any]:
        name = self.name

        n_neighbors = self.n_neighbors

        min_dist = self.min_dist

        epochs: int | None | Unset
        if isinstance(self.epochs, Unset):
            epochs = UNSET
        else:
            epochs = self.epochs

        seed = self.seed


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "name": name,
        })
        if n_neighbors is not UNSET:
            field_dict["n_neighbors"] = n_neighbors
        if min_dist is not UNSET:
            field_dict["min_dist"] = min_dist
        if epochs is not UNSET:
            field_dict["epochs"] = epochs
        if seed is not UNSET:
            field_dict["seed"] = seed

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = cast(Literal['umap'] , d.pop("name"))
        if name != 'umap':
            raise ValueError(f"name must match const 'umap', got '{name}'")

        n_neighbors = d.pop("n_neighbors", UNSET)

        min_dist = d.pop("min_dist", UNSET)

        def _parse_epochs(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        epochs = _parse_epochs(d.pop("epochs", UNSET))


        seed = d.pop("seed", UNSET)

        umap_projection = cls(
            name=name,
            n_neighbors=n_neighbors,
            min_dist=min_dist,
            epochs=epochs,
            seed=seed,
        )

        return umap_projection

