from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import Literal, cast






T = TypeVar("T", bound="MetadataTarget")



@_attrs_define
class MetadataTarget:
    """ The samples' own metadata: each record is merged into what is there (JSON merge patch, RFC 7396).

        Attributes:
            type_ (Literal['metadata']):  Default: 'metadata'.
     """

    type_: Literal['metadata'] = 'metadata'





    def to_dict(self) -> dict[str, Any]:
        type_ = self.type_


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "type": type_,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        type_ = cast(Literal['metadata'] , d.pop("type"))
        if type_ != 'metadata':
            raise ValueError(f"type must match const 'metadata', got '{type_}'")

        metadata_target = cls(
            type_=type_,
        )

        return metadata_target

