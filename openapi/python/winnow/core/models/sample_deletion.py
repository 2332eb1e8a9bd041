from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast






T = TypeVar("T", bound="SampleDeletion")



@_attrs_define
class SampleDeletion:
    """ Which samples to delete.

        Attributes:
            sample_ids (list[str]):
     """

    sample_ids: list[str]





    def to_dict(self) -> dict[str, Any]:
        sample_ids = self.sample_ids




        field_dict: dict[str, Any] = {}

        field_dict.update({
            "sample_ids": sample_ids,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        sample_ids = cast(list[str], d.pop("sample_ids"))


        sample_deletion = cls(
            sample_ids=sample_ids,
        )

        return sample_deletion

