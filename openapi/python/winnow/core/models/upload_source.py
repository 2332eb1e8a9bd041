from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import Literal, cast






T = TypeVar("T", bound="UploadSource")



@_attrs_define
class UploadSource:
    """ An archive or image that was uploaded to the dataset.

        Attributes:
            type_ (Literal['upload']):  Default: 'upload'.
            upload_id (str):
     """

    upload_id: str
    type_: Literal['upload'] = 'upload'





    def to_dict(self) -> dict[str, Any]:
        type_ = self.type_

        upload_id = self.upload_id


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "type": type_,
            "upload_id": upload_id,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        type_ = cast(Literal['upload'] , d.pop("type"))
        if type_ != 'upload':
            raise ValueError(f"type must match const 'upload', got '{type_}'")

        upload_id = d.pop("upload_id")

        upload_source = cls(
            type_=type_,
            upload_id=upload_id,
        )

        return upload_source

