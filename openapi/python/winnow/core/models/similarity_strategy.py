from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import cast
from typing import Literal, cast






T = TypeVar("T", bound="SimilarityStrategy")



@_attrs_define
class SimilarityStrategy:
    """ Samples like those of a query, or with a negative strength unlike them: to mine more of a rare thing.

        Attributes:
            name (Literal['similarity']):  Default: 'similarity'.
            strength (float | Unset): exponent of this strategy in a combination; negative prefers the opposite Default:
                1.0.
            query (list[str] | None | Unset):
            query_subset (None | str | Unset):
     """

    name: Literal['similarity'] = 'similarity'
    strength: float | Unset = 1.0
    query: list[str] | None | Unset = UNSET
    query_subset: None | str | Unset = UNSET





    def to_dict(self) -> dict[str, Any]:
        name = self.name

        strength = self.strength

        query: list[str] | None | Unset
        if isinstance(self.query, Unset):
            query = UNSET
        elif isinstance(self.query, list):
            query = self.query


        else:
            query = self.query

        query_subset: None | str | Unset
        if isinstance(self.query_subset, Unset):
            query_subset = UNSET
        else:
            query_subset = self.query_subset


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "name": name,
        })
        if strength is not UNSET:
            field_dict["strength"] = strength
        if query is not UNSET:
            field_dict["query"] = query
        if query_subset is not UNSET:
            field_dict["query_subset"] = query_subset

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = cast(Literal['similarity'] , d.pop("name"))
        if name != 'similarity':
            raise ValueError(f"name must match const 'similarity', got '{name}'")

        strength = d.pop("strength", UNSET)

        def _parse_query(data: object) -> list[str] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                query_type_0 = cast(list[str], data)

                return query_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None | Unset, data)

        query = _parse_query(d.pop("query", UNSET))


        def _parse_query_subset(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        query_subset = _parse_query_subset(d.pop("query_subset", UNSET))


        similarity_strategy = cls(
            name=name,
            strength=strength,
            query=query,
            query_subset=query_subset,
        )

        return similarity_strategy

