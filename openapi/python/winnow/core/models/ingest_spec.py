from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import cast
from typing import Literal, cast

if TYPE_CHECKING:
  from ..models.bucket_source import BucketSource
  from ..models.folder_source import FolderSource
  from ..models.limits import Limits
  from ..models.manifest_source import ManifestSource
  from ..models.torchvision_source import TorchvisionSource
  from ..models.upload_source import UploadSource
  from ..models.video_sampling import VideoSampling





T = TypeVar("T", bound="IngestSpec")



@_attrs_define
class IngestSpec:
    """ Read an upload, a folder, a bucket, a manifest or a torchvision dataset into samples.

        Attributes:
            kind (Literal['ingest']):  Default: 'ingest'.
            dataset_id (str):
            source (BucketSource | FolderSource | ManifestSource | TorchvisionSource | UploadSource):
            name (None | str | Unset): for people; need not be unique
            priority (int | Unset): higher runs earlier Default: 0.
            max_attempts (int | Unset): attempts before a crashing job counts as failed Default: 3.
            runs_on (list[str] | Unset): labels that the worker must carry, all of them
            limits (Limits | Unset): What one attempt may use before it is stopped.
            depends_on (list[str] | Unset): in a pipeline: siblings that must succeed first
            video (VideoSampling | Unset): Give at most one of the three. Without any, one frame per second is taken:
                neighbours hardly differ.
     """

    dataset_id: str
    source: BucketSource | FolderSource | ManifestSource | TorchvisionSource | UploadSource
    kind: Literal['ingest'] = 'ingest'
    name: None | str | Unset = UNSET
    priority: int | Unset = 0
    max_attempts: int | Unset = 3
    runs_on: list[str] | Unset = UNSET
    limits: Limits | Unset = UNSET
    depends_on: list[str] | Unset = UNSET
    video: VideoSampling | Unset = UNSET





    def to_dict(self) -> dict[str, Any]:
        from ..models.bucket_source import BucketSource # noqa: PLC0415
        from ..models.folder_source import FolderSource # noqa: PLC0415
        from ..models.limits import Limits # noqa: PLC0415
        from ..models.manifest_source import ManifestSource # noqa: PLC0415
        from ..models.torchvision_source import TorchvisionSource # noqa: PLC0415
        from ..models.upload_source import UploadSource # noqa: PLC0415
        from ..models.video_sampling import VideoSampling # noqa: PLC0415
        kind = self.kind

        dataset_id = self.dataset_id

        source: dict[str, Any]
        if isinstance(self.source, UploadSource):
            source = self.source.to_dict()
        elif isinstance(self.source, FolderSource):
            source = self.source.to_dict()
        elif isinstance(self.source, BucketSource):
            source = self.source.to_dict()
        elif isinstance(self.source, ManifestSource):
            source = self.source.to_dict()
        else:
            source = self.source.to_dict()


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



        video: dict[str, Any] | Unset = UNSET
        if not isinstance(self.video, Unset):
            video = self.video.to_dict()


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "kind": kind,
            "dataset_id": dataset_id,
            "source": source,
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
        if video is not UNSET:
            field_dict["video"] = video

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.bucket_source import BucketSource # noqa: PLC0415
        from ..models.folder_source import FolderSource # noqa: PLC0415
        from ..models.limits import Limits # noqa: PLC0415
        from ..models.manifest_source import ManifestSource # noqa: PLC0415
        from ..models.torchvision_source import TorchvisionSource # noqa: PLC0415
        from ..models.upload_source import UploadSource # noqa: PLC0415
        from ..models.video_sampling import VideoSampling # noqa: PLC0415
        d = dict(src_dict)
        kind = cast(Literal['ingest'] , d.pop("kind"))
        if kind != 'ingest':
            raise ValueError(f"kind must match const 'ingest', got '{kind}'")

        dataset_id = d.pop("dataset_id")

        def _parse_source(data: object) -> BucketSource | FolderSource | ManifestSource | TorchvisionSource | UploadSource:
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_ingest_source_type_0 = UploadSource.from_dict(data)



                return componentsschemas_ingest_source_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_ingest_source_type_1 = FolderSource.from_dict(data)



                return componentsschemas_ingest_source_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_ingest_source_type_2 = BucketSource.from_dict(data)



                return componentsschemas_ingest_source_type_2
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_ingest_source_type_3 = ManifestSource.from_dict(data)



                return componentsschemas_ingest_source_type_3
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            componentsschemas_ingest_source_type_4 = TorchvisionSource.from_dict(data)



            return componentsschemas_ingest_source_type_4

        source = _parse_source(d.pop("source"))


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


        _video = d.pop("video", UNSET)
        video: VideoSampling | Unset
        if isinstance(_video,  Unset):
            video = UNSET
        else:
            video = VideoSampling.from_dict(_video)




        ingest_spec = cls(
            kind=kind,
            dataset_id=dataset_id,
            source=source,
            name=name,
            priority=priority,
            max_attempts=max_attempts,
            runs_on=runs_on,
            limits=limits,
            depends_on=depends_on,
            video=video,
        )

        return ingest_spec

