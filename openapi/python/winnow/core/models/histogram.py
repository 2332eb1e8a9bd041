from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast






T = TypeVar("T", bound="Histogram")



@_attrs_define
class Histogram:
    """ How the numbers of a score are distributed.

        Attributes:
            minimum (float | None):
            maximum (float | None):
            counts (list[int]): of equal bins from minimum to maximum; empty when no sample has a number
            missing (int): positions without a number
     """

    minimum: float | None
    maximum: float | None
    counts: list[int]
    missing: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        minimum: float | None
        minimum = self.minimum

        maximum: float | None
        maximum = self.maximum

        counts = self.counts



        missing = self.missing


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "minimum": minimum,
            "maximum": maximum,
            "counts": counts,
            "missing": missing,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        def _parse_minimum(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        minimum = _parse_minimum(d.pop("minimum"))


        def _parse_maximum(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        maximum = _parse_maximum(d.pop("maximum"))


        counts = cast(list[int], d.pop("counts"))


        missing = d.pop("missing")

        histogram = cls(
            minimum=minimum,
            maximum=maximum,
            counts=counts,
            missing=missing,
        )


        histogram.additional_properties = d
        return histogram

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
