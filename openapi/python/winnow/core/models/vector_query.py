from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
from typing import Literal, cast






T = TypeVar("T", bound="VectorQuery")



@_attrs_define
class VectorQuery:
    """ A vector of the embedding's dimension.

        Attributes:
            type_ (Literal['vector']):  Default: 'vector'.
            vector (list[float]):
     """

    vector: list[float]
    type_: Literal['vector'] = 'vector'





    def to_dict(self) -> dict[str, Any]:
        type_ = self.type_

        vector = self.vector




        field_dict: dict[str, Any] = {}

        field_dict.update({
            "type": type_,
            "vector": vector,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        type_ = cast(Literal['vector'] , d.pop("type"))
        if type_ != 'vector':
            raise ValueError(f"type must match const 'vector', got '{type_}'")

        vector = cast(list[float], d.pop("vector"))


        vector_query = cls(
            type_=type_,
            vector=vector,
        )

        return vector_query

