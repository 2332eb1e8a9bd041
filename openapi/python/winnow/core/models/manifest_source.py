from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.manifest_source_format import check_manifest_source_format
from ..models.manifest_source_format import ManifestSourceFormat
from ..types import UNSET, Unset
from typing import cast
from typing import Literal, cast

if TYPE_CHECKING:
  from ..models.manifest_columns import ManifestColumns





T = TypeVar("T", bound="ManifestSource")



@_attrs_define
class ManifestSource:
    """ A list of images: JSON lines, CSV or Parquet, uploaded or at a URL.

        Attributes:
            type_ (Literal['manifest']):  Default: 'manifest'.
            copy (bool | Unset): false leaves the images where they are: only thumbnails and facts are stored, and every
                later job reads the images from there again Default: True.
            endpoint (None | str | Unset): of an S3-compatible server; must be one of WINNOW_IMPORT_ENDPOINTS
            connection (None | str | Unset): one of WINNOW_IMPORT_CONNECTIONS, for its endpoint and credentials; null takes
                the credentials of the worker's environment
            upload_id (None | str | Unset): an upload of this dataset, made with ingest=false
            url (None | str | Unset):
            format_ (ManifestSourceFormat | Unset): auto tells it from the contents Default: 'auto'.
            columns (ManifestColumns | Unset): The columns of a manifest, or the members of its lines; all but `uri` may be
                absent from the file.
     """

    type_: Literal['manifest'] = 'manifest'
    copy: bool | Unset = True
    endpoint: None | str | Unset = UNSET
    connection: None | str | Unset = UNSET
    upload_id: None | str | Unset = UNSET
    url: None | str | Unset = UNSET
    format_: ManifestSourceFormat | Unset = 'auto'
    columns: ManifestColumns | Unset = UNSET





    def to_dict(self) -> dict[str, Any]:
        from ..models.manifest_columns import ManifestColumns # noqa: PLC0415
        type_ = self.type_

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

        upload_id: None | str | Unset
        if isinstance(self.upload_id, Unset):
            upload_id = UNSET
        else:
            upload_id = self.upload_id

        url: None | str | Unset
        if isinstance(self.url, Unset):
            url = UNSET
        else:
            url = self.url

        format_: str | Unset = UNSET
        if not isinstance(self.format_, Unset):
            format_ = self.format_


        columns: dict[str, Any] | Unset = UNSET
        if not isinstance(self.columns, Unset):
            columns = self.columns.to_dict()


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "type": type_,
        })
        if copy is not UNSET:
            field_dict["copy"] = copy
        if endpoint is not UNSET:
            field_dict["endpoint"] = endpoint
        if connection is not UNSET:
            field_dict["connection"] = connection
        if upload_id is not UNSET:
            field_dict["upload_id"] = upload_id
        if url is not UNSET:
            field_dict["url"] = url
        if format_ is not UNSET:
            field_dict["format"] = format_
        if columns is not UNSET:
            field_dict["columns"] = columns

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.manifest_columns import ManifestColumns # noqa: PLC0415
        d = dict(src_dict)
        type_ = cast(Literal['manifest'] , d.pop("type"))
        if type_ != 'manifest':
            raise ValueError(f"type must match const 'manifest', got '{type_}'")

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


        def _parse_upload_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        upload_id = _parse_upload_id(d.pop("upload_id", UNSET))


        def _parse_url(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        url = _parse_url(d.pop("url", UNSET))


        _format_ = d.pop("format", UNSET)
        format_: ManifestSourceFormat | Unset
        if isinstance(_format_,  Unset):
            format_ = UNSET
        else:
            format_ = check_manifest_source_format(_format_)




        _columns = d.pop("columns", UNSET)
        columns: ManifestColumns | Unset
        if isinstance(_columns,  Unset):
            columns = UNSET
        else:
            columns = ManifestColumns.from_dict(_columns)




        manifest_source = cls(
            type_=type_,
            copy=copy,
            endpoint=endpoint,
            connection=connection,
            upload_id=upload_id,
            url=url,
            format_=format_,
            columns=columns,
        )

        return manifest_source

