from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.sample_kind import check_sample_kind
from ..models.sample_kind import SampleKind
from ..models.sample_status import check_sample_status
from ..models.sample_status import SampleStatus
from typing import cast
import datetime

if TYPE_CHECKING:
  from ..models.sample_attributes import SampleAttributes





T = TypeVar("T", bound="Sample")



@_attrs_define
class Sample:
    """ One image of a dataset.

        Attributes:
            id (str):
            dataset_id (str):
            position (int): its row in every embedding of the dataset
            kind (SampleKind):
            filename (str):
            sha256 (str):
            size_bytes (int):
            format_ (None | str):
            width (int | None):
            height (int | None):
            label (None | str): weak label: the folder that the file lay in
            status (SampleStatus):
            reason (None | str): why it is corrupt or a duplicate
            taken_at (datetime.datetime | None):
            sharpness (float | None):
            luminance (float | None):
            contrast (float | None):
            colorfulness (float | None):
            snr (float | None):
            uniform_row_ratio (float | None):
            phash (None | str):
            video_id (None | str):
            frame_index (int | None): of a frame, from 0 in presentation order
            frame_seconds (float | None): of a frame: its exact presentation time
            parent_id (None | str): of a crop: the sample that it is a part of
            box (list[int] | None): of a crop: x, y, width, height in the upright parent, pixels
            attributes (SampleAttributes):
            version_added (int):
            version_deleted (int | None): the first version of the dataset without it, once it is deleted
            created_at (datetime.datetime):
     """

    id: str
    dataset_id: str
    position: int
    kind: SampleKind
    filename: str
    sha256: str
    size_bytes: int
    format_: None | str
    width: int | None
    height: int | None
    label: None | str
    status: SampleStatus
    reason: None | str
    taken_at: datetime.datetime | None
    sharpness: float | None
    luminance: float | None
    contrast: float | None
    colorfulness: float | None
    snr: float | None
    uniform_row_ratio: float | None
    phash: None | str
    video_id: None | str
    frame_index: int | None
    frame_seconds: float | None
    parent_id: None | str
    box: list[int] | None
    attributes: SampleAttributes
    version_added: int
    version_deleted: int | None
    created_at: datetime.datetime
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.sample_attributes import SampleAttributes # noqa: PLC0415
        id = self.id

        dataset_id = self.dataset_id

        position = self.position

        kind: str = self.kind

        filename = self.filename

        sha256 = self.sha256

        size_bytes = self.size_bytes

        format_: None | str
        format_ = self.format_

        width: int | None
        width = self.width

        height: int | None
        height = self.height

        label: None | str
        label = self.label

        status: str = self.status

        reason: None | str
        reason = self.reason

        taken_at: None | str
        if isinstance(self.taken_at, datetime.datetime):
            taken_at = self.taken_at.isoformat()
        else:
            taken_at = self.taken_at

        sharpness: float | None
        sharpness = self.sharpness

        luminance: float | None
        luminance = self.luminance

        contrast: float | None
        contrast = self.contrast

        colorfulness: float | None
        colorfulness = self.colorfulness

        snr: float | None
        snr = self.snr

        uniform_row_ratio: float | None
        uniform_row_ratio = self.uniform_row_ratio

        phash: None | str
        phash = self.phash

        video_id: None | str
        video_id = self.video_id

        frame_index: int | None
        frame_index = self.frame_index

        frame_seconds: float | None
        frame_seconds = self.frame_seconds

        parent_id: None | str
        parent_id = self.parent_id

        box: list[int] | None
        if isinstance(self.box, list):
            box = self.box


        else:
            box = self.box

        attributes = self.attributes.to_dict()

        version_added = self.version_added

        version_deleted: int | None
        version_deleted = self.version_deleted

        created_at = self.created_at.isoformat()


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "id": id,
            "dataset_id": dataset_id,
            "position": position,
            "kind": kind,
            "filename": filename,
            "sha256": sha256,
            "size_bytes": size_bytes,
            "format": format_,
            "width": width,
            "height": height,
            "label": label,
            "status": status,
            "reason": reason,
            "taken_at": taken_at,
            "sharpness": sharpness,
            "luminance": luminance,
            "contrast": contrast,
            "colorfulness": colorfulness,
            "snr": snr,
            "uniform_row_ratio": uniform_row_ratio,
            "phash": phash,
            "video_id": video_id,
            "frame_index": frame_index,
            "frame_seconds": frame_seconds,
            "parent_id": parent_id,
            "box": box,
            "attributes": attributes,
            "version_added": version_added,
            "version_deleted": version_deleted,
            "created_at": created_at,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.sample_attributes import SampleAttributes # noqa: PLC0415
        d = dict(src_dict)
        id = d.pop("id")

        dataset_id = d.pop("dataset_id")

        position = d.pop("position")

        kind = check_sample_kind(d.pop("kind"))




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


        def _parse_label(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        label = _parse_label(d.pop("label"))


        status = check_sample_status(d.pop("status"))




        def _parse_reason(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        reason = _parse_reason(d.pop("reason"))


        def _parse_taken_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                taken_at_type_0 = datetime.datetime.fromisoformat(data)



                return taken_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        taken_at = _parse_taken_at(d.pop("taken_at"))


        def _parse_sharpness(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        sharpness = _parse_sharpness(d.pop("sharpness"))


        def _parse_luminance(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        luminance = _parse_luminance(d.pop("luminance"))


        def _parse_contrast(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        contrast = _parse_contrast(d.pop("contrast"))


        def _parse_colorfulness(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        colorfulness = _parse_colorfulness(d.pop("colorfulness"))


        def _parse_snr(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        snr = _parse_snr(d.pop("snr"))


        def _parse_uniform_row_ratio(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        uniform_row_ratio = _parse_uniform_row_ratio(d.pop("uniform_row_ratio"))


        def _parse_phash(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        phash = _parse_phash(d.pop("phash"))


        def _parse_video_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        video_id = _parse_video_id(d.pop("video_id"))


        def _parse_frame_index(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        frame_index = _parse_frame_index(d.pop("frame_index"))


        def _parse_frame_seconds(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        frame_seconds = _parse_frame_seconds(d.pop("frame_seconds"))


        def _parse_parent_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        parent_id = _parse_parent_id(d.pop("parent_id"))


        def _parse_box(data: object) -> list[int] | None:
            if data is None:
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                box_type_0 = cast(list[int], data)

                return box_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[int] | None, data)

        box = _parse_box(d.pop("box"))


        attributes = SampleAttributes.from_dict(d.pop("attributes"))




        version_added = d.pop("version_added")

        def _parse_version_deleted(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        version_deleted = _parse_version_deleted(d.pop("version_deleted"))


        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))




        sample = cls(
            id=id,
            dataset_id=dataset_id,
            position=position,
            kind=kind,
            filename=filename,
            sha256=sha256,
            size_bytes=size_bytes,
            format_=format_,
            width=width,
            height=height,
            label=label,
            status=status,
            reason=reason,
            taken_at=taken_at,
            sharpness=sharpness,
            luminance=luminance,
            contrast=contrast,
            colorfulness=colorfulness,
            snr=snr,
            uniform_row_ratio=uniform_row_ratio,
            phash=phash,
            video_id=video_id,
            frame_index=frame_index,
            frame_seconds=frame_seconds,
            parent_id=parent_id,
            box=box,
            attributes=attributes,
            version_added=version_added,
            version_deleted=version_deleted,
            created_at=created_at,
        )


        sample.additional_properties = d
        return sample

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
