from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import Literal, cast






T = TypeVar("T", bound="UploadSource")



@_attrs_define
class UploadSource:
    """ An archive or image that was uploaded to the dataset.

        Attributes:
            upload_id (str):
            type_ (Literal['upload'] | Unset):  Default: 'upload'.
     """

    upload_id: str
    type_: Literal['upload'] | Unset = 'upload'





    def to_dict(self) -> dict[str, Any]:
        upload_id = self.upload_id

        type_ = self.type_


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "upload_id": upload_id,
        })
        if type_ is not UNSET:
            field_dict["type"] = type_

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        upload_id = d.pop("upload_id")

        type_ = cast(Literal['upload'] | Unset , d.pop("type", UNSET))
        if type_ != 'upload'and not isinstance(type_, Unset):
            raise ValueError(f"type must match const 'upload', got '{type_}'")

        upload_source = cls(
            upload_id=upload_id,
            type_=type_,
        )

        return upload_source

