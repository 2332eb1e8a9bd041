from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import Literal, cast






T = TypeVar("T", bound="DropQueryStrategy")



@_attrs_define
class DropQueryStrategy:
    """ DropQuery (Gupte et al., TMLR 2024): samples whose prediction flips when features are dropped, then clustered.

    Needs labels, on which a linear probe is trained. Good and quick at small and middle budgets.

        Attributes:
            name (Literal['dropquery']):  Default: 'dropquery'.
            strength (float | Unset): exponent of this strategy in a combination; negative prefers the opposite Default:
                1.0.
            n_dropout (int | Unset):  Default: 3.
            p (float | Unset): share of features that are dropped Default: 0.75.
            candidate_factor (float | Unset): candidates for each pick at least Default: 25.0.
            seed (int | Unset):  Default: 0.
     """

    name: Literal['dropquery'] = 'dropquery'
    strength: float | Unset = 1.0
    n_dropout: int | Unset = 3
    p: float | Unset = 0.75
    candidate_factor: float | Unset = 25.0
    seed: int | Unset = 0





    def to_dict(self) -> dict[str, Any]:
        name = self.name

        strength = self.strength

        n_dropout = self.n_dropout

        p = self.p

        candidate_factor = self.candidate_factor

        seed = self.seed


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "name": name,
        })
        if strength is not UNSET:
            field_dict["strength"] = strength
        if n_dropout is not UNSET:
            field_dict["n_dropout"] = n_dropout
        if p is not UNSET:
            field_dict["p"] = p
        if candidate_factor is not UNSET:
            field_dict["candidate_factor"] = candidate_factor
        if seed is not UNSET:
            field_dict["seed"] = seed

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = cast(Literal['dropquery'] , d.pop("name"))
        if name != 'dropquery':
            raise ValueError(f"name must match const 'dropquery', got '{name}'")

        strength = d.pop("strength", UNSET)

        n_dropout = d.pop("n_dropout", UNSET)

        p = d.pop("p", UNSET)

        candidate_factor = d.pop("candidate_factor", UNSET)

        seed = d.pop("seed", UNSET)

        drop_query_strategy = cls(
            name=name,
            strength=strength,
            n_dropout=n_dropout,
            p=p,
            candidate_factor=candidate_factor,
            seed=seed,
        )

        return drop_query_strategy

