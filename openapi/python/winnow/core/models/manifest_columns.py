from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset






T = TypeVar("T", bound="ManifestColumns")



@_attrs_define
class ManifestColumns:
    """ The columns of a manifest, or the members of its lines; all but `uri` may be absent from the file.

        Attributes:
            uri (str | Unset):  Default: 'uri'.
            filename (str | Unset):  Default: 'filename'.
            label (str | Unset):  Default: 'label'.
            metadata (str | Unset):  Default: 'metadata'.
     """

    uri: str | Unset = 'uri'
    filename: str | Unset = 'filename'
    label: str | Unset = 'label'
    metadata: str | Unset = 'metadata'





    def to_dict(self) -> dict[str, Any]:
        uri = self.uri

        filename = self.filename

        label = self.label

        metadata = self.metadata


        field_dict: dict[str, Any] = {}

        field_dict.update({
        })
        if uri is not UNSET:
            field_dict["uri"] = uri
        if filename is not UNSET:
            field_dict["filename"] = filename
        if label is not UNSET:
            field_dict["label"] = label
        if metadata is not UNSET:
            field_dict["metadata"] = metadata

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        uri = d.pop("uri", UNSET)

        filename = d.pop("filename", UNSET)

        label = d.pop("label", UNSET)

        metadata = d.pop("metadata", UNSET)

        manifest_columns = cls(
            uri=uri,
            filename=filename,
            label=label,
            metadata=metadata,
        )

        return manifest_columns

