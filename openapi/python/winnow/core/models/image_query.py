from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import Literal, cast






T = TypeVar("T", bound="ImageQuery")



@_attrs_define
class ImageQuery:
    """ An image that was uploaded to the dataset with ingest=false: it is embedded by the network of the embedding.

        Attributes:
            type_ (Literal['image']):  Default: 'image'.
            upload_id (str):
     """

    upload_id: str
    type_: Literal['image'] = 'image'





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
        type_ = cast(Literal['image'] , d.pop("type"))
        if type_ != 'image':
            raise ValueError(f"type must match const 'image', got '{type_}'")

        upload_id = d.pop("upload_id")

        image_query = cls(
            type_=type_,
            upload_id=upload_id,
        )

        return image_query

