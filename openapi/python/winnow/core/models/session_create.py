from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset







T = TypeVar("T", bound="SessionCreate")



@_attrs_define
class SessionCreate:
    """ How a browser logs in.

        Attributes:
            key (str): an API key
     """

    key: str





    def to_dict(self) -> dict[str, Any]:
        key = self.key


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "key": key,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        key = d.pop("key")

        session_create = cls(
            key=key,
        )

        return session_create

