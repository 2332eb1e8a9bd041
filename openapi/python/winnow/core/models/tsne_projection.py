from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import Literal, cast






T = TypeVar("T", bound="TsneProjection")



@_attrs_define
class TsneProjection:
    """ t-SNE (van der Maaten & Hinton 2008; openTSNE): shows which samples are neighbours; distances between clusters
    mean little. Starts from PCA, so that the coarse arrangement is kept.

        Attributes:
            name (Literal['tsne']):  Default: 'tsne'.
            perplexity (float | Unset): neighbours that each sample minds, about Default: 20.0.
            iterations (int | Unset): after the 250 of early exaggeration Default: 500.
            seed (int | Unset):  Default: 0.
     """

    name: Literal['tsne'] = 'tsne'
    perplexity: float | Unset = 20.0
    iterations: int | Unset = 500
    seed: int | Unset = 0





    def to_dict(self) -> dict[str, Any]:
        name = self.name

        perplexity = self.perplexity

        iterations = self.iterations

        seed = self.seed


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "name": name,
        })
        if perplexity is not UNSET:
            field_dict["perplexity"] = perplexity
        if iterations is not UNSET:
            field_dict["iterations"] = iterations
        if seed is not UNSET:
            field_dict["seed"] = seed

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = cast(Literal['tsne'] , d.pop("name"))
        if name != 'tsne':
            raise ValueError(f"name must match const 'tsne', got '{name}'")

        perplexity = d.pop("perplexity", UNSET)

        iterations = d.pop("iterations", UNSET)

        seed = d.pop("seed", UNSET)

        tsne_projection = cls(
            name=name,
            perplexity=perplexity,
            iterations=iterations,
            seed=seed,
        )

        return tsne_projection

