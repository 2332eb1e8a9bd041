from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import Literal, cast






T = TypeVar("T", bound="Auto")



@_attrs_define
class Auto:
    """ Choose the method by the size of the dataset, the images, the backbone, the batch and the length of the run.

    The job's log and result say which one it became and why. Use it when in doubt.

        Attributes:
            name (Literal['auto']):  Default: 'auto'.
     """

    name: Literal['auto'] = 'auto'





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
        name = cast(Literal['auto'] , d.pop("name"))
        if name != 'auto':
            raise ValueError(f"name must match const 'auto', got '{name}'")

        auto = cls(
            name=name,
        )

        return auto

