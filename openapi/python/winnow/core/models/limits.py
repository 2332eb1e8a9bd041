from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import cast






T = TypeVar("T", bound="Limits")



@_attrs_define
class Limits:
    """ What one attempt may use before it is stopped.

        Attributes:
            wall_seconds (int | None | Unset):
            memory_mb (int | None | Unset): resident memory of the job's processes
     """

    wall_seconds: int | None | Unset = UNSET
    memory_mb: int | None | Unset = UNSET





    def to_dict(self) -> dict[str, Any]:
        wall_seconds: int | None | Unset
        if isinstance(self.wall_seconds, Unset):
            wall_seconds = UNSET
        else:
            wall_seconds = self.wall_seconds

        memory_mb: int | None | Unset
        if isinstance(self.memory_mb, Unset):
            memory_mb = UNSET
        else:
            memory_mb = self.memory_mb


        field_dict: dict[str, Any] = {}

        field_dict.update({
        })
        if wall_seconds is not UNSET:
            field_dict["wall_seconds"] = wall_seconds
        if memory_mb is not UNSET:
            field_dict["memory_mb"] = memory_mb

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        def _parse_wall_seconds(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        wall_seconds = _parse_wall_seconds(d.pop("wall_seconds", UNSET))


        def _parse_memory_mb(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        memory_mb = _parse_memory_mb(d.pop("memory_mb", UNSET))


        limits = cls(
            wall_seconds=wall_seconds,
            memory_mb=memory_mb,
        )

        return limits

