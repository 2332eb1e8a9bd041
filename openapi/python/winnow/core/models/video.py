from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.video_status import check_video_status
from ..models.video_status import VideoStatus
from typing import cast
import datetime






T = TypeVar("T", bound="Video")



@_attrs_define
class Video:
    """ A video whose frames are samples of the dataset.

        Attributes:
            id (str):
            dataset_id (str):
            job_id (str): the job that has read it first
            filename (str):
            sha256 (str):
            size_bytes (int):
            format_ (None | str): container and codec
            width (int | None): pixels, as the video is shown
            height (int | None):
            frame_count (int | None): frames in the file, of which some or all are samples
            duration_seconds (float | None):
            status (VideoStatus):
            reason (None | str): why it is damaged or corrupt
            created_at (datetime.datetime):
     """

    id: str
    dataset_id: str
    job_id: str
    filename: str
    sha256: str
    size_bytes: int
    format_: None | str
    width: int | None
    height: int | None
    frame_count: int | None
    duration_seconds: float | None
    status: VideoStatus
    reason: None | str
    created_at: datetime.datetime
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        id = self.id

        dataset_id = self.dataset_id

        job_id = self.job_id

        filename = self.filename

        sha256 = self.sha256

        size_bytes = self.size_bytes

        format_: None | str
        format_ = self.format_

        width: int | None
        width = self.width

        height: int | None
        height = self.height

        frame_count: int | None
        frame_count = self.frame_count

        duration_seconds: float | None
        duration_seconds = self.duration_seconds

        status: str = self.status

        reason: None | str
        reason = self.reason

        created_at = self.created_at.isoformat()


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "id": id,
            "dataset_id": dataset_id,
            "job_id": job_id,
            "filename": filename,
            "sha256": sha256,
            "size_bytes": size_bytes,
            "format": format_,
            "width": width,
            "height": height,
            "frame_count": frame_count,
            "duration_seconds": duration_seconds,
            "status": status,
            "reason": reason,
            "created_at": created_at,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        dataset_id = d.pop("dataset_id")

        job_id = d.pop("job_id")

        filename = d.pop("filename")

        sha256 = d.pop("sha256")

        size_bytes = d.pop("size_bytes")

        def _parse_format_(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        format_ = _parse_format_(d.pop("format"))


        def _parse_width(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        width = _parse_width(d.pop("width"))


        def _parse_height(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        height = _parse_height(d.pop("height"))


        def _parse_frame_count(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        frame_count = _parse_frame_count(d.pop("frame_count"))


        def _parse_duration_seconds(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        duration_seconds = _parse_duration_seconds(d.pop("duration_seconds"))


        status = check_video_status(d.pop("status"))




        def _parse_reason(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        reason = _parse_reason(d.pop("reason"))


        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))




        video = cls(
            id=id,
            dataset_id=dataset_id,
            job_id=job_id,
            filename=filename,
            sha256=sha256,
            size_bytes=size_bytes,
            format_=format_,
            width=width,
            height=height,
            frame_count=frame_count,
            duration_seconds=duration_seconds,
            status=status,
            reason=reason,
            created_at=created_at,
        )


        video.additional_properties = d
        return video

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
