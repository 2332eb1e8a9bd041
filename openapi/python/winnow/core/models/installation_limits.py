from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import cast

if TYPE_CHECKING:
  from ..models.annotation_bounds import AnnotationBounds
  from ..models.archive_bounds import ArchiveBounds
  from ..models.decoding_bounds import DecodingBounds
  from ..models.video_bounds import VideoBounds





T = TypeVar("T", bound="InstallationLimits")



@_attrs_define
class InstallationLimits:
    """ What this installation takes at most.

        Attributes:
            max_upload_bytes (int): bytes of one upload
            max_upload_bytes_total (int | None): bytes of all uploads that are kept or in progress; null: as many as the
                disk takes
            upload_lifetime_seconds (int): how long an upload that nothing happens to is kept
            max_entries (int): files in one archive
            max_entry_bytes (int): bytes of one image
            max_pixels (int): width x height of one image
            max_queued_jobs (int): jobs that wait at the same time
            max_json_bytes (int): bytes of any other body
            max_page_items (int): items on a page of a listing
            archives (ArchiveBounds | Unset): Of archives and of the files in them, unpacked.
            decoding (DecodingBounds | Unset): Of the processes that decode images and videos.
            videos (VideoBounds | Unset): Of one video.
            annotations (AnnotationBounds | Unset): Of metadata, labels and predictions.
     """

    max_upload_bytes: int
    max_upload_bytes_total: int | None
    upload_lifetime_seconds: int
    max_entries: int
    max_entry_bytes: int
    max_pixels: int
    max_queued_jobs: int
    max_json_bytes: int
    max_page_items: int
    archives: ArchiveBounds | Unset = UNSET
    decoding: DecodingBounds | Unset = UNSET
    videos: VideoBounds | Unset = UNSET
    annotations: AnnotationBounds | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.annotation_bounds import AnnotationBounds # noqa: PLC0415
        from ..models.archive_bounds import ArchiveBounds # noqa: PLC0415
        from ..models.decoding_bounds import DecodingBounds # noqa: PLC0415
        from ..models.video_bounds import VideoBounds # noqa: PLC0415
        max_upload_bytes = self.max_upload_bytes

        max_upload_bytes_total: int | None
        max_upload_bytes_total = self.max_upload_bytes_total

        upload_lifetime_seconds = self.upload_lifetime_seconds

        max_entries = self.max_entries

        max_entry_bytes = self.max_entry_bytes

        max_pixels = self.max_pixels

        max_queued_jobs = self.max_queued_jobs

        max_json_bytes = self.max_json_bytes

        max_page_items = self.max_page_items

        archives: dict[str, Any] | Unset = UNSET
        if not isinstance(self.archives, Unset):
            archives = self.archives.to_dict()

        decoding: dict[str, Any] | Unset = UNSET
        if not isinstance(self.decoding, Unset):
            decoding = self.decoding.to_dict()

        videos: dict[str, Any] | Unset = UNSET
        if not isinstance(self.videos, Unset):
            videos = self.videos.to_dict()

        annotations: dict[str, Any] | Unset = UNSET
        if not isinstance(self.annotations, Unset):
            annotations = self.annotations.to_dict()


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "max_upload_bytes": max_upload_bytes,
            "max_upload_bytes_total": max_upload_bytes_total,
            "upload_lifetime_seconds": upload_lifetime_seconds,
            "max_entries": max_entries,
            "max_entry_bytes": max_entry_bytes,
            "max_pixels": max_pixels,
            "max_queued_jobs": max_queued_jobs,
            "max_json_bytes": max_json_bytes,
            "max_page_items": max_page_items,
        })
        if archives is not UNSET:
            field_dict["archives"] = archives
        if decoding is not UNSET:
            field_dict["decoding"] = decoding
        if videos is not UNSET:
            field_dict["videos"] = videos
        if annotations is not UNSET:
            field_dict["annotations"] = annotations

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.annotation_bounds import AnnotationBounds # noqa: PLC0415
        from ..models.archive_bounds import ArchiveBounds # noqa: PLC0415
        from ..models.decoding_bounds import DecodingBounds # noqa: PLC0415
        from ..models.video_bounds import VideoBounds # noqa: PLC0415
        d = dict(src_dict)
        max_upload_bytes = d.pop("max_upload_bytes")

        def _parse_max_upload_bytes_total(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        max_upload_bytes_total = _parse_max_upload_bytes_total(d.pop("max_upload_bytes_total"))


        upload_lifetime_seconds = d.pop("upload_lifetime_seconds")

        max_entries = d.pop("max_entries")

        max_entry_bytes = d.pop("max_entry_bytes")

        max_pixels = d.pop("max_pixels")

        max_queued_jobs = d.pop("max_queued_jobs")

        max_json_bytes = d.pop("max_json_bytes")

        max_page_items = d.pop("max_page_items")

        _archives = d.pop("archives", UNSET)
        archives: ArchiveBounds | Unset
        if isinstance(_archives,  Unset):
            archives = UNSET
        else:
            archives = ArchiveBounds.from_dict(_archives)




        _decoding = d.pop("decoding", UNSET)
        decoding: DecodingBounds | Unset
        if isinstance(_decoding,  Unset):
            decoding = UNSET
        else:
            decoding = DecodingBounds.from_dict(_decoding)




        _videos = d.pop("videos", UNSET)
        videos: VideoBounds | Unset
        if isinstance(_videos,  Unset):
            videos = UNSET
        else:
            videos = VideoBounds.from_dict(_videos)




        _annotations = d.pop("annotations", UNSET)
        annotations: AnnotationBounds | Unset
        if isinstance(_annotations,  Unset):
            annotations = UNSET
        else:
            annotations = AnnotationBounds.from_dict(_annotations)




        installation_limits = cls(
            max_upload_bytes=max_upload_bytes,
            max_upload_bytes_total=max_upload_bytes_total,
            upload_lifetime_seconds=upload_lifetime_seconds,
            max_entries=max_entries,
            max_entry_bytes=max_entry_bytes,
            max_pixels=max_pixels,
            max_queued_jobs=max_queued_jobs,
            max_json_bytes=max_json_bytes,
            max_page_items=max_page_items,
            archives=archives,
            decoding=decoding,
            videos=videos,
            annotations=annotations,
        )


        installation_limits.additional_properties = d
        return installation_limits

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
