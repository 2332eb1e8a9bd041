from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import Literal, cast






T = TypeVar("T", bound="WeakLabelTarget")



@_attrs_define
class WeakLabelTarget:
    """ The samples' weak label, which ingestion takes from the folder.

        Attributes:
            type_ (Literal['weak-label']):  Default: 'weak-label'.
     """

    type_: Literal['weak-label'] = 'weak-label'





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
        type_ = cast(Literal['weak-label'] , d.pop("type"))
        if type_ != 'weak-label':
            raise ValueError(f"type must match const 'weak-label', got '{type_}'")

        weak_label_target = cls(
            type_=type_,
        )

        return weak_label_target

