from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.annotation_format import AnnotationFormat
from ..models.annotation_format import check_annotation_format
from ..types import UNSET, Unset
from typing import cast
from typing import Literal, cast

if TYPE_CHECKING:
  from ..models.limits import Limits
  from ..models.metadata_target import MetadataTarget
  from ..models.task_target import TaskTarget
  from ..models.upload_source import UploadSource
  from ..models.weak_label_target import WeakLabelTarget





T = TypeVar("T", bound="AnnotateSpec")



@_attrs_define
class AnnotateSpec:
    """ Read metadata, labels or predictions of samples out of an uploaded file; docs/annotations.md has the formats.

        Attributes:
            kind (Literal['annotate']):  Default: 'annotate'.
            dataset_id (str):
            source (UploadSource): An archive or image that was uploaded to the dataset.
            target (MetadataTarget | TaskTarget | WeakLabelTarget):
            name (None | str | Unset): for people; need not be unique
            priority (int | Unset): higher runs earlier Default: 0.
            max_attempts (int | Unset): attempts before a crashing job counts as failed Default: 3.
            runs_on (list[str] | Unset): labels that the worker must carry, all of them
            limits (Limits | Unset): What one attempt may use before it is stopped.
            depends_on (list[str] | Unset): in a pipeline: siblings that must succeed first
            format_ (AnnotationFormat | Unset):
     """

    dataset_id: str
    source: UploadSource
    target: MetadataTarget | TaskTarget | WeakLabelTarget
    kind: Literal['annotate'] = 'annotate'
    name: None | str | Unset = UNSET
    priority: int | Unset = 0
    max_attempts: int | Unset = 3
    runs_on: list[str] | Unset = UNSET
    limits: Limits | Unset = UNSET
    depends_on: list[str] | Unset = UNSET
    format_: AnnotationFormat | Unset = UNSET





    def to_dict(self) -> dict[str, Any]:
        from ..models.limits import Limits # noqa: PLC0415
        from ..models.metadata_target import MetadataTarget # noqa: PLC0415
        from ..models.task_target import TaskTarget # noqa: PLC0415
        from ..models.upload_source import UploadSource # noqa: PLC0415
        from ..models.weak_label_target import WeakLabelTarget # noqa: PLC0415
        kind = self.kind

        dataset_id = self.dataset_id

        source = self.source.to_dict()

        target: dict[str, Any]
        if isinstance(self.target, MetadataTarget):
            target = self.target.to_dict()
        elif isinstance(self.target, WeakLabelTarget):
            target = self.target.to_dict()
        else:
            target = self.target.to_dict()


        name: None | str | Unset
        if isinstance(self.name, Unset):
            name = UNSET
        else:
            name = self.name

        priority = self.priority

        max_attempts = self.max_attempts

        runs_on: list[str] | Unset = UNSET
        if not isinstance(self.runs_on, Unset):
            runs_on = self.runs_on



        limits: dict[str, Any] | Unset = UNSET
        if not isinstance(self.limits, Unset):
            limits = self.limits.to_dict()

        depends_on: list[str] | Unset = UNSET
        if not isinstance(self.depends_on, Unset):
            depends_on = self.depends_on



        format_: str | Unset = UNSET
        if not isinstance(self.format_, Unset):
            format_ = self.format_



        field_dict: dict[str, Any] = {}

        field_dict.update({
            "kind": kind,
            "dataset_id": dataset_id,
            "source": source,
            "target": target,
        })
        if name is not UNSET:
            field_dict["name"] = name
        if priority is not UNSET:
            field_dict["priority"] = priority
        if max_attempts is not UNSET:
            field_dict["max_attempts"] = max_attempts
        if runs_on is not UNSET:
            field_dict["runs_on"] = runs_on
        if limits is not UNSET:
            field_dict["limits"] = limits
        if depends_on is not UNSET:
            field_dict["depends_on"] = depends_on
        if format_ is not UNSET:
            field_dict["format"] = format_

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.limits import Limits # noqa: PLC0415
        from ..models.metadata_target import MetadataTarget # noqa: PLC0415
        from ..models.task_target import TaskTarget # noqa: PLC0415
        from ..models.upload_source import UploadSource # noqa: PLC0415
        from ..models.weak_label_target import WeakLabelTarget # noqa: PLC0415
        d = dict(src_dict)
        kind = cast(Literal['annotate'] , d.pop("kind"))
        if kind != 'annotate':
            raise ValueError(f"kind must match const 'annotate', got '{kind}'")

        dataset_id = d.pop("dataset_id")

        source = UploadSource.from_dict(d.pop("source"))




        def _parse_target(data: object) -> MetadataTarget | TaskTarget | WeakLabelTarget:
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_annotation_target_type_0 = MetadataTarget.from_dict(data)



                return componentsschemas_annotation_target_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_annotation_target_type_1 = WeakLabelTarget.from_dict(data)



                return componentsschemas_annotation_target_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            componentsschemas_annotation_target_type_2 = TaskTarget.from_dict(data)



            return componentsschemas_annotation_target_type_2

        target = _parse_target(d.pop("target"))


        def _parse_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        name = _parse_name(d.pop("name", UNSET))


        priority = d.pop("priority", UNSET)

        max_attempts = d.pop("max_attempts", UNSET)

        runs_on = cast(list[str], d.pop("runs_on", UNSET))


        _limits = d.pop("limits", UNSET)
        limits: Limits | Unset
        if isinstance(_limits,  Unset):
            limits = UNSET
        else:
            limits = Limits.from_dict(_limits)




        depends_on = cast(list[str], d.pop("depends_on", UNSET))


        _format_ = d.pop("format", UNSET)
        format_: AnnotationFormat | Unset
        if isinstance(_format_,  Unset):
            format_ = UNSET
        else:
            format_ = check_annotation_format(_format_)




        annotate_spec = cls(
            kind=kind,
            dataset_id=dataset_id,
            source=source,
            target=target,
            name=name,
            priority=priority,
            max_attempts=max_attempts,
            runs_on=runs_on,
            limits=limits,
            depends_on=depends_on,
            format_=format_,
        )

        return annotate_spec

