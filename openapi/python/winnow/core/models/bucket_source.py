from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import cast
from typing import Literal, cast






T = TypeVar("T", bound="BucketSource")



@_attrs_define
class BucketSource:
    """ Everything below a prefix of a bucket, or below a folder of a web server that lists its files.

        Attributes:
            type_ (Literal['bucket']):  Default: 'bucket'.
            url (str):
            copy (bool | Unset): false leaves the images where they are: only thumbnails and facts are stored, and every
                later job reads the images from there again Default: True.
            endpoint (None | str | Unset): of an S3-compatible server; must be one of WINNOW_IMPORT_ENDPOINTS
            connection (None | str | Unset): one of WINNOW_IMPORT_CONNECTIONS, for its endpoint and credentials; null takes
                the credentials of the worker's environment
     """

    url: str
    type_: Literal['bucket'] = 'bucket'
    copy: bool | Unset = True
    endpoint: None | str | Unset = UNSET
    connection: None | str | Unset = UNSET





    def to_dict(self) -> dict[str, Any]:
        type_ = self.type_

        url = self.url

        copy = self.copy

        endpoint: None | str | Unset
        if isinstance(self.endpoint, Unset):
            endpoint = UNSET
        else:
            endpoint = self.endpoint

        connection: None | str | Unset
        if isinstance(self.connection, Unset):
            connection = UNSET
        else:
            connection = self.connection


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "type": type_,
            "url": url,
        })
        if copy is not UNSET:
            field_dict["copy"] = copy
        if endpoint is not UNSET:
            field_dict["endpoint"] = endpoint
        if connection is not UNSET:
            field_dict["connection"] = connection

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        type_ = cast(Literal['bucket'] , d.pop("type"))
        if type_ != 'bucket':
            raise ValueError(f"type must match const 'bucket', got '{type_}'")

        url = d.pop("url")

        copy = d.pop("copy", UNSET)

        def _parse_endpoint(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        endpoint = _parse_endpoint(d.pop("endpoint", UNSET))


        def _parse_connection(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        connection = _parse_connection(d.pop("connection", UNSET))


        bucket_source = cls(
            type_=type_,
            url=url,
            copy=copy,
            endpoint=endpoint,
            connection=connection,
        )

        return bucket_source

