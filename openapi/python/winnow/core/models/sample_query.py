from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import Literal, cast






T = TypeVar("T", bound="SampleQuery")



@_attrs_define
class SampleQuery:
    """ A sample of the dataset; it is not among its own neighbours.

        Attributes:
            type_ (Literal['sample']):  Default: 'sample'.
            sample_id (str):
     """

    sample_id: str
    type_: Literal['sample'] = 'sample'





    def to_dict(self) -> dict[str, Any]:
        type_ = self.type_

        sample_id = self.sample_id


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "type": type_,
            "sample_id": sample_id,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        type_ = cast(Literal['sample'] , d.pop("type"))
        if type_ != 'sample':
            raise ValueError(f"type must match const 'sample', got '{type_}'")

        sample_id = d.pop("sample_id")

        sample_query = cls(
            type_=type_,
            sample_id=sample_id,
        )

        return sample_query

