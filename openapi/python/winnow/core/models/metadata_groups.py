from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import Literal, cast






T = TypeVar("T", bound="MetadataGroups")



@_attrs_define
class MetadataGroups:
    """ A value of the samples' own metadata: a text, a boolean or an integer.

        Attributes:
            source (Literal['metadata']):  Default: 'metadata'.
            key (str): a key of the samples' own metadata
     """

    key: str
    source: Literal['metadata'] = 'metadata'





    def to_dict(self) -> dict[str, Any]:
        source = self.source

        key = self.key


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "source": source,
            "key": key,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        source = cast(Literal['metadata'] , d.pop("source"))
        if source != 'metadata':
            raise ValueError(f"source must match const 'metadata', got '{source}'")

        key = d.pop("key")

        metadata_groups = cls(
            source=source,
            key=key,
        )

        return metadata_groups

