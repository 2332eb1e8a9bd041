from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.upload_purpose import check_upload_purpose
from ..models.upload_purpose import UploadPurpose
from ..models.upload_state import check_upload_state
from ..models.upload_state import UploadState
from typing import cast
import datetime






T = TypeVar("T", bound="Upload")



@_attrs_define
class Upload:
    """ Bytes that have arrived, or that arrive piece by piece.

        Attributes:
            id (str):
            dataset_id (str):
            filename (str):
            state (UploadState):
            size_bytes (int):
            offset (int): bytes that have arrived so far
            sha256 (None | str): null while it is received
            purpose (UploadPurpose):
            job_id (None | str): the ingest job that reads it
            created_at (datetime.datetime):
            expires_at (datetime.datetime): when the bytes are removed
     """

    id: str
    dataset_id: str
    filename: str
    state: UploadState
    size_bytes: int
    offset: int
    sha256: None | str
    purpose: UploadPurpose
    job_id: None | str
    created_at: datetime.datetime
    expires_at: datetime.datetime
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        id = self.id

        dataset_id = self.dataset_id

        filename = self.filename

        state: str = self.state

        size_bytes = self.size_bytes

        offset = self.offset

        sha256: None | str
        sha256 = self.sha256

        purpose: str = self.purpose

        job_id: None | str
        job_id = self.job_id

        created_at = self.created_at.isoformat()

        expires_at = self.expires_at.isoformat()


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "id": id,
            "dataset_id": dataset_id,
            "filename": filename,
            "state": state,
            "size_bytes": size_bytes,
            "offset": offset,
            "sha256": sha256,
            "purpose": purpose,
            "job_id": job_id,
            "created_at": created_at,
            "expires_at": expires_at,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        dataset_id = d.pop("dataset_id")

        filename = d.pop("filename")

        state = check_upload_state(d.pop("state"))




        size_bytes = d.pop("size_bytes")

        offset = d.pop("offset")

        def _parse_sha256(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        sha256 = _parse_sha256(d.pop("sha256"))


        purpose = check_upload_purpose(d.pop("purpose"))




        def _parse_job_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        job_id = _parse_job_id(d.pop("job_id"))


        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))




        expires_at = datetime.datetime.fromisoformat(d.pop("expires_at"))




        upload = cls(
            id=id,
            dataset_id=dataset_id,
            filename=filename,
            state=state,
            size_bytes=size_bytes,
            offset=offset,
            sha256=sha256,
            purpose=purpose,
            job_id=job_id,
            created_at=created_at,
            expires_at=expires_at,
        )


        upload.additional_properties = d
        return upload

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
