from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import Literal, cast






T = TypeVar("T", bound="JsonLinesExporter")



@_attrs_define
class JsonLinesExporter:
    """ The same fields as `csv`, one JSON object per line.

        Attributes:
            name (Literal['jsonl']):  Default: 'jsonl'.
     """

    name: Literal['jsonl'] = 'jsonl'





    def to_dict(self) -> dict[str, Any]:
        name = self.name


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "name": name,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = cast(Literal['jsonl'] , d.pop("name"))
        if name != 'jsonl':
            raise ValueError(f"name must match const 'jsonl', got '{name}'")

        json_lines_exporter = cls(
            name=name,
        )

        return json_lines_exporter

