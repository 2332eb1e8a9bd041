from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import Literal, cast






T = TypeVar("T", bound="WeakLabels")



@_attrs_define
class WeakLabels:
    """ The weak labels (folders) of the preselected samples. Those of the others are never looked at.

        Attributes:
            source (Literal['weak-label']):  Default: 'weak-label'.
     """

    source: Literal['weak-label'] = 'weak-label'





    def to_dict(self) -> dict[str, Any]:
        source = self.source


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "source": source,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        source = cast(Literal['weak-label'] , d.pop("source"))
        if source != 'weak-label':
            raise ValueError(f"source must match const 'weak-label', got '{source}'")

        weak_labels = cls(
            source=source,
        )

        return weak_labels

