from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import Literal, cast






T = TypeVar("T", bound="RandomNumbers")



@_attrs_define
class RandomNumbers:
    """ A number between 0 and 1, drawn for each sample.

        Attributes:
            source (Literal['random']):  Default: 'random'.
            seed (int | Unset):  Default: 0.
     """

    source: Literal['random'] = 'random'
    seed: int | Unset = 0





    def to_dict(self) -> dict[str, Any]:
        source = self.source

        seed = self.seed


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "source": source,
        })
        if seed is not UNSET:
            field_dict["seed"] = seed

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        source = cast(Literal['random'] , d.pop("source"))
        if source != 'random':
            raise ValueError(f"source must match const 'random', got '{source}'")

        seed = d.pop("seed", UNSET)

        random_numbers = cls(
            source=source,
            seed=seed,
        )

        return random_numbers

