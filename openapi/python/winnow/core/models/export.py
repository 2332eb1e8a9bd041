from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
import datetime






T = TypeVar("T", bound="Export")



@_attrs_define
class Export:
    """ A file that carries a subset out.

        Attributes:
            id (str):
            dataset_id (str):
            subset_id (str):
            job_id (str):
            exporter (str):
            filename (str):
            media_type (str):
            size_bytes (int):
            sha256 (str):
            created_at (datetime.datetime):
            expires_at (datetime.datetime): when it is removed; making it again is cheap
     """

    id: str
    dataset_id: str
    subset_id: str
    job_id: str
    exporter: str
    filename: str
    media_type: str
    size_bytes: int
    sha256: str
    created_at: datetime.datetime
    expires_at: datetime.datetime
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        id = self.id

        dataset_id = self.dataset_id

        subset_id = self.subset_id

        job_id = self.job_id

        exporter = self.exporter

        filename = self.filename

        media_type = self.media_type

        size_bytes = self.size_bytes

        sha256 = self.sha256

        created_at = self.created_at.isoformat()

        expires_at = self.expires_at.isoformat()


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "id": id,
            "dataset_id": dataset_id,
            "subset_id": subset_id,
            "job_id": job_id,
            "exporter": exporter,
            "filename": filename,
            "media_type": media_type,
            "size_bytes": size_bytes,
            "sha256": sha256,
            "created_at": created_at,
            "expires_at": expires_at,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        dataset_id = d.pop("dataset_id")

        subset_id = d.pop("subset_id")

        job_id = d.pop("job_id")

        exporter = d.pop("exporter")

        filename = d.pop("filename")

        media_type = d.pop("media_type")

        size_bytes = d.pop("size_bytes")

        sha256 = d.pop("sha256")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))




        expires_at = datetime.datetime.fromisoformat(d.pop("expires_at"))




        export = cls(
            id=id,
            dataset_id=dataset_id,
            subset_id=subset_id,
            job_id=job_id,
            exporter=exporter,
            filename=filename,
            media_type=media_type,
            size_bytes=size_bytes,
            sha256=sha256,
            created_at=created_at,
            expires_at=expires_at,
        )


        export.additional_properties = d
        return export

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
