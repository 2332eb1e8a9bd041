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
from ..types import UNSET, Unset
from typing import cast
import datetime






T = TypeVar("T", bound="SampleCondition")



@_attrs_define
class SampleCondition:
    """ Facts that a sample must have, all of them; bounds are inclusive.

        Attributes:
            status (list[SampleStatus] | None | Unset): any of these
            kind (list[SampleKind] | None | Unset): any of these
            label (list[str] | None | Unset): any of these weak labels
            format_ (list[str] | None | Unset): any of these file formats, e.g. jpeg
            filename_prefix (None | str | Unset): how the filename begins, e.g. train/cats/
            sha256 (None | str | Unset):
            phash (None | str | Unset): exactly this perceptual hash
            video_id (None | str | Unset): frames of this video
            parent_id (None | str | Unset): crops of this sample
            width_min (int | None | Unset):
            width_max (int | None | Unset):
            height_min (int | None | Unset):
            height_max (int | None | Unset):
            size_min (int | None | Unset): bytes
            size_max (int | None | Unset): bytes
            sharpness_min (float | None | Unset):
            sharpness_max (float | None | Unset):
            luminance_min (float | None | Unset):
            luminance_max (float | None | Unset):
            contrast_min (float | None | Unset):
            contrast_max (float | None | Unset):
            colorfulness_min (float | None | Unset):
            colorfulness_max (float | None | Unset):
            snr_min (float | None | Unset):
            snr_max (float | None | Unset):
            uniform_row_ratio_min (float | None | Unset):
            uniform_row_ratio_max (float | None | Unset):
            taken_after (datetime.datetime | None | Unset): taken at this moment or later
            taken_before (datetime.datetime | None | Unset): taken at this moment or earlier
     """

    status: list[SampleStatus] | None | Unset = UNSET
    kind: list[SampleKind] | None | Unset = UNSET
    label: list[str] | None | Unset = UNSET
    format_: list[str] | None | Unset = UNSET
    filename_prefix: None | str | Unset = UNSET
    sha256: None | str | Unset = UNSET
    phash: None | str | Unset = UNSET
    video_id: None | str | Unset = UNSET
    parent_id: None | str | Unset = UNSET
    width_min: int | None | Unset = UNSET
    width_max: int | None | Unset = UNSET
    height_min: int | None | Unset = UNSET
    height_max: int | None | Unset = UNSET
    size_min: int | None | Unset = UNSET
    size_max: int | None | Unset = UNSET
    sharpness_min: float | None | Unset = UNSET
    sharpness_max: float | None | Unset = UNSET
    luminance_min: float | None | Unset = UNSET
    luminance_max: float | None | Unset = UNSET
    contrast_min: float | None | Unset = UNSET
    contrast_max: float | None | Unset = UNSET
    colorfulness_min: float | None | Unset = UNSET
    colorfulness_max: float | None | Unset = UNSET
    snr_min: float | None | Unset = UNSET
    snr_max: float | None | Unset = UNSET
    uniform_row_ratio_min: float | None | Unset = UNSET
    uniform_row_ratio_max: float | None | Unset = UNSET
    taken_after: datetime.datetime | None | Unset = UNSET
    taken_before: datetime.datetime | None | Unset = UNSET





    def to_dict(self) -> dict[str, Any]:
        status: list[str] | None | Unset
        if isinstance(self.status, Unset):
            status = UNSET
        elif isinstance(self.status, list):
            status = []
            for status_type_0_item_data in self.status:
                status_type_0_item: str = status_type_0_item_data
                status.append(status_type_0_item)


        else:
            status = self.status

        kind: list[str] | None | Unset
        if isinstance(self.kind, Unset):
            kind = UNSET
        elif isinstance(self.kind, list):
            kind = []
            for kind_type_0_item_data in self.kind:
                kind_type_0_item: str = kind_type_0_item_data
                kind.append(kind_type_0_item)


        else:
            kind = self.kind

        label: list[str] | None | Unset
        if isinstance(self.label, Unset):
            label = UNSET
        elif isinstance(self.label, list):
            label = self.label


        else:
            label = self.label

        format_: list[str] | None | Unset
        if isinstance(self.format_, Unset):
            format_ = UNSET
        elif isinstance(self.format_, list):
            format_ = self.format_


        else:
            format_ = self.format_

        filename_prefix: None | str | Unset
        if isinstance(self.filename_prefix, Unset):
            filename_prefix = UNSET
        else:
            filename_prefix = self.filename_prefix

        sha256: None | str | Unset
        if isinstance(self.sha256, Unset):
            sha256 = UNSET
        else:
            sha256 = self.sha256

        phash: None | str | Unset
        if isinstance(self.phash, Unset):
            phash = UNSET
        else:
            phash = self.phash

        video_id: None | str | Unset
        if isinstance(self.video_id, Unset):
            video_id = UNSET
        else:
            video_id = self.video_id

        parent_id: None | str | Unset
        if isinstance(self.parent_id, Unset):
            parent_id = UNSET
        else:
            parent_id = self.parent_id

        width_min: int | None | Unset
        if isinstance(self.width_min, Unset):
            width_min = UNSET
        else:
            width_min = self.width_min

        width_max: int | None | Unset
        if isinstance(self.width_max, Unset):
            width_max = UNSET
        else:
            width_max = self.width_max

        height_min: int | None | Unset
        if isinstance(self.height_min, Unset):
            height_min = UNSET
        else:
            height_min = self.height_min

        height_max: int | None | Unset
        if isinstance(self.height_max, Unset):
            height_max = UNSET
        else:
            height_max = self.height_max

        size_min: int | None | Unset
        if isinstance(self.size_min, Unset):
            size_min = UNSET
        else:
            size_min = self.size_min

        size_max: int | None | Unset
        if isinstance(self.size_max, Unset):
            size_max = UNSET
        else:
            size_max = self.size_max

        sharpness_min: float | None | Unset
        if isinstance(self.sharpness_min, Unset):
            sharpness_min = UNSET
        else:
            sharpness_min = self.sharpness_min

        sharpness_max: float | None | Unset
        if isinstance(self.sharpness_max, Unset):
            sharpness_max = UNSET
        else:
            sharpness_max = self.sharpness_max

        luminance_min: float | None | Unset
        if isinstance(self.luminance_min, Unset):
            luminance_min = UNSET
        else:
            luminance_min = self.luminance_min

        luminance_max: float | None | Unset
        if isinstance(self.luminance_max, Unset):
            luminance_max = UNSET
        else:
            luminance_max = self.luminance_max

        contrast_min: float | None | Unset
        if isinstance(self.contrast_min, Unset):
            contrast_min = UNSET
        else:
            contrast_min = self.contrast_min

        contrast_max: float | None | Unset
        if isinstance(self.contrast_max, Unset):
            contrast_max = UNSET
        else:
            contrast_max = self.contrast_max

        colorfulness_min: float | None | Unset
        if isinstance(self.colorfulness_min, Unset):
            colorfulness_min = UNSET
        else:
            colorfulness_min = self.colorfulness_min

        colorfulness_max: float | None | Unset
        if isinstance(self.colorfulness_max, Unset):
            colorfulness_max = UNSET
        else:
            colorfulness_max = self.colorfulness_max

        snr_min: float | None | Unset
        if isinstance(self.snr_min, Unset):
            snr_min = UNSET
        else:
            snr_min = self.snr_min

        snr_max: float | None | Unset
        if isinstance(self.snr_max, Unset):
            snr_max = UNSET
        else:
            snr_max = self.snr_max

        uniform_row_ratio_min: float | None | Unset
        if isinstance(self.uniform_row_ratio_min, Unset):
            uniform_row_ratio_min = UNSET
        else:
            uniform_row_ratio_min = self.uniform_row_ratio_min

        uniform_row_ratio_max: float | None | Unset
        if isinstance(self.uniform_row_ratio_max, Unset):
            uniform_row_ratio_max = UNSET
        else:
            uniform_row_ratio_max = self.uniform_row_ratio_max

        taken_after: None | str | Unset
        if isinstance(self.taken_after, Unset):
            taken_after = UNSET
        elif isinstance(self.taken_after, datetime.datetime):
            taken_after = self.taken_after.isoformat()
        else:
            taken_after = self.taken_after

        taken_before: None | str | Unset
        if isinstance(self.taken_before, Unset):
            taken_before = UNSET
        elif isinstance(self.taken_before, datetime.datetime):
            taken_before = self.taken_before.isoformat()
        else:
            taken_before = self.taken_before


        field_dict: dict[str, Any] = {}

        field_dict.update({
        })
        if status is not UNSET:
            field_dict["status"] = status
        if kind is not UNSET:
            field_dict["kind"] = kind
        if label is not UNSET:
            field_dict["label"] = label
        if format_ is not UNSET:
            field_dict["format"] = format_
        if filename_prefix is not UNSET:
            field_dict["filename_prefix"] = filename_prefix
        if sha256 is not UNSET:
            field_dict["sha256"] = sha256
        if phash is not UNSET:
            field_dict["phash"] = phash
        if video_id is not UNSET:
            field_dict["video_id"] = video_id
        if parent_id is not UNSET:
            field_dict["parent_id"] = parent_id
        if width_min is not UNSET:
            field_dict["width_min"] = width_min
        if width_max is not UNSET:
            field_dict["width_max"] = width_max
        if height_min is not UNSET:
            field_dict["height_min"] = height_min
        if height_max is not UNSET:
            field_dict["height_max"] = height_max
        if size_min is not UNSET:
            field_dict["size_min"] = size_min
        if size_max is not UNSET:
            field_dict["size_max"] = size_max
        if sharpness_min is not UNSET:
            field_dict["sharpness_min"] = sharpness_min
        if sharpness_max is not UNSET:
            field_dict["sharpness_max"] = sharpness_max
        if luminance_min is not UNSET:
            field_dict["luminance_min"] = luminance_min
        if luminance_max is not UNSET:
            field_dict["luminance_max"] = luminance_max
        if contrast_min is not UNSET:
            field_dict["contrast_min"] = contrast_min
        if contrast_max is not UNSET:
            field_dict["contrast_max"] = contrast_max
        if colorfulness_min is not UNSET:
            field_dict["colorfulness_min"] = colorfulness_min
        if colorfulness_max is not UNSET:
            field_dict["colorfulness_max"] = colorfulness_max
        if snr_min is not UNSET:
            field_dict["snr_min"] = snr_min
        if snr_max is not UNSET:
            field_dict["snr_max"] = snr_max
        if uniform_row_ratio_min is not UNSET:
            field_dict["uniform_row_ratio_min"] = uniform_row_ratio_min
        if uniform_row_ratio_max is not UNSET:
            field_dict["uniform_row_ratio_max"] = uniform_row_ratio_max
        if taken_after is not UNSET:
            field_dict["taken_after"] = taken_after
        if taken_before is not UNSET:
            field_dict["taken_before"] = taken_before

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        def _parse_status(data: object) -> list[SampleStatus] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                status_type_0 = []
                _status_type_0 = data
                for status_type_0_item_data in (_status_type_0):
                    status_type_0_item = check_sample_status(status_type_0_item_data)



                    status_type_0.append(status_type_0_item)

                return status_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[SampleStatus] | None | Unset, data)

        status = _parse_status(d.pop("status", UNSET))


        def _parse_kind(data: object) -> list[SampleKind] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                kind_type_0 = []
                _kind_type_0 = data
                for kind_type_0_item_data in (_kind_type_0):
                    kind_type_0_item = check_sample_kind(kind_type_0_item_data)



                    kind_type_0.append(kind_type_0_item)

                return kind_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[SampleKind] | None | Unset, data)

        kind = _parse_kind(d.pop("kind", UNSET))


        def _parse_label(data: object) -> list[str] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                label_type_0 = cast(list[str], data)

                return label_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None | Unset, data)

        label = _parse_label(d.pop("label", UNSET))


        def _parse_format_(data: object) -> list[str] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                format_type_0 = cast(list[str], data)

                return format_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None | Unset, data)

        format_ = _parse_format_(d.pop("format", UNSET))


        def _parse_filename_prefix(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        filename_prefix = _parse_filename_prefix(d.pop("filename_prefix", UNSET))


        def _parse_sha256(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        sha256 = _parse_sha256(d.pop("sha256", UNSET))


        def _parse_phash(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        phash = _parse_phash(d.pop("phash", UNSET))


        def _parse_video_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        video_id = _parse_video_id(d.pop("video_id", UNSET))


        def _parse_parent_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        parent_id = _parse_parent_id(d.pop("parent_id", UNSET))


        def _parse_width_min(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        width_min = _parse_width_min(d.pop("width_min", UNSET))


        def _parse_width_max(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        width_max = _parse_width_max(d.pop("width_max", UNSET))


        def _parse_height_min(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        height_min = _parse_height_min(d.pop("height_min", UNSET))


        def _parse_height_max(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        height_max = _parse_height_max(d.pop("height_max", UNSET))


        def _parse_size_min(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        size_min = _parse_size_min(d.pop("size_min", UNSET))


        def _parse_size_max(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        size_max = _parse_size_max(d.pop("size_max", UNSET))


        def _parse_sharpness_min(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        sharpness_min = _parse_sharpness_min(d.pop("sharpness_min", UNSET))


        def _parse_sharpness_max(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        sharpness_max = _parse_sharpness_max(d.pop("sharpness_max", UNSET))


        def _parse_luminance_min(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        luminance_min = _parse_luminance_min(d.pop("luminance_min", UNSET))


        def _parse_luminance_max(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        luminance_max = _parse_luminance_max(d.pop("luminance_max", UNSET))


        def _parse_contrast_min(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        contrast_min = _parse_contrast_min(d.pop("contrast_min", UNSET))


        def _parse_contrast_max(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        contrast_max = _parse_contrast_max(d.pop("contrast_max", UNSET))


        def _parse_colorfulness_min(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        colorfulness_min = _parse_colorfulness_min(d.pop("colorfulness_min", UNSET))


        def _parse_colorfulness_max(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        colorfulness_max = _parse_colorfulness_max(d.pop("colorfulness_max", UNSET))


        def _parse_snr_min(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        snr_min = _parse_snr_min(d.pop("snr_min", UNSET))


        def _parse_snr_max(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        snr_max = _parse_snr_max(d.pop("snr_max", UNSET))


        def _parse_uniform_row_ratio_min(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        uniform_row_ratio_min = _parse_uniform_row_ratio_min(d.pop("uniform_row_ratio_min", UNSET))


        def _parse_uniform_row_ratio_max(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        uniform_row_ratio_max = _parse_uniform_row_ratio_max(d.pop("uniform_row_ratio_max", UNSET))


        def _parse_taken_after(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                taken_after_type_0 = datetime.datetime.fromisoformat(data)



                return taken_after_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        taken_after = _parse_taken_after(d.pop("taken_after", UNSET))


        def _parse_taken_before(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                taken_before_type_0 = datetime.datetime.fromisoformat(data)



                return taken_before_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        taken_before = _parse_taken_before(d.pop("taken_before", UNSET))


        sample_condition = cls(
            status=status,
            kind=kind,
            label=label,
            format_=format_,
            filename_prefix=filename_prefix,
            sha256=sha256,
            phash=phash,
            video_id=video_id,
            parent_id=parent_id,
            width_min=width_min,
            width_max=width_max,
            height_min=height_min,
            height_max=height_max,
            size_min=size_min,
            size_max=size_max,
            sharpness_min=sharpness_min,
            sharpness_max=sharpness_max,
            luminance_min=luminance_min,
            luminance_max=luminance_max,
            contrast_min=contrast_min,
            contrast_max=contrast_max,
            colorfulness_min=colorfulness_min,
            colorfulness_max=colorfulness_max,
            snr_min=snr_min,
            snr_max=snr_max,
            uniform_row_ratio_min=uniform_row_ratio_min,
            uniform_row_ratio_max=uniform_row_ratio_max,
            taken_after=taken_after,
            taken_before=taken_before,
        )

        return sample_condition

