from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import Literal, cast






T = TypeVar("T", bound="CsvExporter")



@_attrs_define
class CsvExporter:
    """ One row per sample in pick order: rank, sample_id, filename, label, width, height, sha256, gain, reason.

        Attributes:
            name (Literal['csv']):  Default: 'csv'.
     """

    name: Literal['csv'] = 'csv'





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
        name = cast(Literal['csv'] , d.pop("name"))
        if name != 'csv':
            raise ValueError(f"name must match const 'csv', got '{name}'")

        csv_exporter = cls(
            name=name,
        )

        return csv_exporter

