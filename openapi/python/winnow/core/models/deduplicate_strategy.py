from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import cast
from typing import Literal, cast






T = TypeVar("T", bound="DeduplicateStrategy")



@_attrs_define
class DeduplicateStrategy:
    """ Of samples that are nearly the same picture only one can be picked, and none like a preselected one.

    The distance of embeddings finds them. A filter; alone it takes what is left in the order of the dataset.

        Attributes:
            name (Literal['deduplicate']):  Default: 'deduplicate'.
            max_distance (float | Unset): of embeddings (unit norm), up to which a sample is a duplicate Default: 0.4.
            max_hash_distance (int | None | Unset): bits in which the perceptual hashes may differ as well; null: any
     """

    name: Literal['deduplicate'] = 'deduplicate'
    max_distance: float | Unset = 0.4
    max_hash_distance: int | None | Unset = UNSET





    def to_dict(self) -> dict[str, Any]:
        name = self.name

        max_distance = self.max_distance

        max_hash_distance: int | None | Unset
        if isinstance(self.max_hash_distance, Unset):
            max_hash_distance = UNSET
        else:
            max_hash_distance = self.max_hash_distance


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "name": name,
        })
        if max_distance is not UNSET:
            field_dict["max_distance"] = max_distance
        if max_hash_distance is not UNSET:
            field_dict["max_hash_distance"] = max_hash_distance

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = cast(Literal['deduplicate'] , d.pop("name"))
        if name != 'deduplicate':
            raise ValueError(f"name must match const 'deduplicate', got '{name}'")

        max_distance = d.pop("max_distance", UNSET)

        def _parse_max_hash_distance(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        max_hash_distance = _parse_max_hash_distance(d.pop("max_hash_distance", UNSET))


        deduplicate_strategy = cls(
            name=name,
            max_distance=max_distance,
            max_hash_distance=max_hash_distance,
        )

        return deduplicate_strategy

