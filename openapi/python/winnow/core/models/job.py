from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.job_kind import check_job_kind
from ..models.job_kind import JobKind
from ..models.job_state import check_job_state
from ..models.job_state import JobState
from ..models.queue import check_queue
from ..models.queue import Queue
from ..types import UNSET, Unset
from typing import cast
import datetime

if TYPE_CHECKING:
  from ..models.annotate_spec import AnnotateSpec
  from ..models.convert_spec import ConvertSpec
  from ..models.crop_spec import CropSpec
  from ..models.deduplicate_spec import DeduplicateSpec
  from ..models.embed_spec import EmbedSpec
  from ..models.evaluate_spec import EvaluateSpec
  from ..models.export_embedding_spec import ExportEmbeddingSpec
  from ..models.export_spec import ExportSpec
  from ..models.failure import Failure
  from ..models.import_embedding_spec import ImportEmbeddingSpec
  from ..models.import_weights_spec import ImportWeightsSpec
  from ..models.ingest_spec import IngestSpec
  from ..models.job_result_type_0 import JobResultType0
  from ..models.job_summary import JobSummary
  from ..models.neighbors_spec import NeighborsSpec
  from ..models.pipeline_spec import PipelineSpec
  from ..models.preview_spec import PreviewSpec
  from ..models.progress import Progress
  from ..models.project_spec import ProjectSpec
  from ..models.score_spec import ScoreSpec
  from ..models.select_spec import SelectSpec
  from ..models.train_spec import TrainSpec





T = TypeVar("T", bound="Job")



@_attrs_define
class Job:
    """ One unit of asynchronous work.

        Attributes:
            id (str):
            kind (JobKind):
            name (None | str):
            dataset_id (str):
            parent_id (None | str): the pipeline that it belongs to
            child_name (None | str): what the pipeline calls it
            state (JobState):
            queue (Queue): Where a job waits. Workers say which queues they serve.
            priority (int):
            blocked_by (int): jobs that have to succeed before this one may start
            attempt (int): attempts so far
            crashes (int): attempts that died since it was submitted or retried
            max_attempts (int):
            worker_id (None | str):
            cancel_requested_at (datetime.datetime | None):
            progress (None | Progress):
            result (JobResultType0 | None): what it made, e.g. checkpoint_id
            failure (Failure | None):
            revision (int):
            created_at (datetime.datetime):
            updated_at (datetime.datetime):
            started_at (datetime.datetime | None):
            finished_at (datetime.datetime | None):
            spec (AnnotateSpec | ConvertSpec | CropSpec | DeduplicateSpec | EmbedSpec | EvaluateSpec | ExportEmbeddingSpec |
                ExportSpec | ImportEmbeddingSpec | ImportWeightsSpec | IngestSpec | NeighborsSpec | PipelineSpec | PreviewSpec |
                ProjectSpec | ScoreSpec | SelectSpec | TrainSpec):
            children (list[JobSummary] | Unset): the jobs of a pipeline, in its order
     """

    id: str
    kind: JobKind
    name: None | str
    dataset_id: str
    parent_id: None | str
    child_name: None | str
    state: JobState
    queue: Queue
    priority: int
    blocked_by: int
    attempt: int
    crashes: int
    max_attempts: int
    worker_id: None | str
    cancel_requested_at: datetime.datetime | None
    progress: None | Progress
    result: JobResultType0 | None
    failure: Failure | None
    revision: int
    created_at: datetime.datetime
    updated_at: datetime.datetime
    started_at: datetime.datetime | None
    finished_at: datetime.datetime | None
    spec: AnnotateSpec | ConvertSpec | CropSpec | DeduplicateSpec | EmbedSpec | EvaluateSpec | ExportEmbeddingSpec | ExportSpec | ImportEmbeddingSpec | ImportWeightsSpec | IngestSpec | NeighborsSpec | PipelineSpec | PreviewSpec | ProjectSpec | ScoreSpec | SelectSpec | TrainSpec
    children: list[JobSummary] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.annotate_spec import AnnotateSpec # noqa: PLC0415
        from ..models.convert_spec import ConvertSpec # noqa: PLC0415
        from ..models.crop_spec import CropSpec # noqa: PLC0415
        from ..models.deduplicate_spec import DeduplicateSpec # noqa: PLC0415
        from ..models.embed_spec import EmbedSpec # noqa: PLC0415
        from ..models.evaluate_spec import EvaluateSpec # noqa: PLC0415
        from ..models.export_embedding_spec import ExportEmbeddingSpec # noqa: PLC0415
        from ..models.export_spec import ExportSpec # noqa: PLC0415
        from ..models.failure import Failure # noqa: PLC0415
        from ..models.import_embedding_spec import ImportEmbeddingSpec # noqa: PLC0415
        from ..models.import_weights_spec import ImportWeightsSpec # noqa: PLC0415
        from ..models.ingest_spec import IngestSpec # noqa: PLC0415
        from ..models.job_result_type_0 import JobResultType0 # noqa: PLC0415
        from ..models.job_summary import JobSummary # noqa: PLC0415
        from ..models.neighbors_spec import NeighborsSpec # noqa: PLC0415
        from ..models.pipeline_spec import PipelineSpec # noqa: PLC0415
        from ..models.preview_spec import PreviewSpec # noqa: PLC0415
        from ..models.progress import Progress # noqa: PLC0415
        from ..models.project_spec import ProjectSpec # noqa: PLC0415
        from ..models.score_spec import ScoreSpec # noqa: PLC0415
        from ..models.select_spec import SelectSpec # noqa: PLC0415
        from ..models.train_spec import TrainSpec # noqa: PLC0415
        id = self.id

        kind: str = self.kind

        name: None | str
        name = self.name

        dataset_id = self.dataset_id

        parent_id: None | str
        parent_id = self.parent_id

        child_name: None | str
        child_name = self.child_name

        state: str = self.state

        queue: str = self.queue

        priority = self.priority

        blocked_by = self.blocked_by

        attempt = self.attempt

        crashes = self.crashes

        max_attempts = self.max_attempts

        worker_id: None | str
        worker_id = self.worker_id

        cancel_requested_at: None | str
        if isinstance(self.cancel_requested_at, datetime.datetime):
            cancel_requested_at = self.cancel_requested_at.isoformat()
        else:
            cancel_requested_at = self.cancel_requested_at

        progress: dict[str, Any] | None
        if isinstance(self.progress, Progress):
            progress = self.progress.to_dict()
        else:
            progress = self.progress

        result: dict[str, Any] | None
        if isinstance(self.result, JobResultType0):
            result = self.result.to_dict()
        else:
            result = self.result

        failure: dict[str, Any] | None
        if isinstance(self.failure, Failure):
            failure = self.failure.to_dict()
        else:
            failure = self.failure

        revision = self.revision

        created_at = self.created_at.isoformat()

        updated_at = self.updated_at.isoformat()

        started_at: None | str
        if isinstance(self.started_at, datetime.datetime):
            started_at = self.started_at.isoformat()
        else:
            started_at = self.started_at

        finished_at: None | str
        if isinstance(self.finished_at, datetime.datetime):
            finished_at = self.finished_at.isoformat()
        else:
            finished_at = self.finished_at

        spec: dict[str, Any]
        if isinstance(self.spec, IngestSpec):
            spec = self.spec.to_dict()
        elif isinstance(self.spec, AnnotateSpec):
            spec = self.spec.to_dict()
        elif isinstance(self.spec, TrainSpec):
            spec = self.spec.to_dict()
        elif isinstance(self.spec, PreviewSpec):
            spec = self.spec.to_dict()
        elif isinstance(self.spec, EmbedSpec):
            spec = self.spec.to_dict()
        elif isinstance(self.spec, SelectSpec):
            spec = self.spec.to_dict()
        elif isinstance(self.spec, ExportSpec):
            spec = self.spec.to_dict()
        elif isinstance(self.spec, CropSpec):
            spec = self.spec.to_dict()
        elif isinstance(self.spec, DeduplicateSpec):
            spec = self.spec.to_dict()
        elif isinstance(self.spec, ImportWeightsSpec):
            spec = self.spec.to_dict()
        elif isinstance(self.spec, ConvertSpec):
            spec = self.spec.to_dict()
        elif isinstance(self.spec, ScoreSpec):
            spec = self.spec.to_dict()
        elif isinstance(self.spec, NeighborsSpec):
            spec = self.spec.to_dict()
        elif isinstance(self.spec, ProjectSpec):
            spec = self.spec.to_dict()
        elif isinstance(self.spec, ImportEmbeddingSpec):
            spec = self.spec.to_dict()
        elif isinstance(self.spec, ExportEmbeddingSpec):
            spec = self.spec.to_dict()
        elif isinstance(self.spec, EvaluateSpec):
            spec = self.spec.to_dict()
        else:
            spec = self.spec.to_dict()


        children: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.children, Unset):
            children = []
            for children_item_data in self.children:
                children_item = children_item_data.to_dict()
                children.append(children_item)




        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "id": id,
            "kind": kind,
            "name": name,
            "dataset_id": dataset_id,
            "parent_id": parent_id,
            "child_name": child_name,
            "state": state,
            "queue": queue,
            "priority": priority,
            "blocked_by": blocked_by,
            "attempt": attempt,
            "crashes": crashes,
            "max_attempts": max_attempts,
            "worker_id": worker_id,
            "cancel_requested_at": cancel_requested_at,
            "progress": progress,
            "result": result,
            "failure": failure,
            "revision": revision,
            "created_at": created_at,
            "updated_at": updated_at,
            "started_at": started_at,
            "finished_at": finished_at,
            "spec": spec,
        })
        if children is not UNSET:
            field_dict["children"] = children

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.annotate_spec import AnnotateSpec # noqa: PLC0415
        from ..models.convert_spec import ConvertSpec # noqa: PLC0415
        from ..models.crop_spec import CropSpec # noqa: PLC0415
        from ..models.deduplicate_spec import DeduplicateSpec # noqa: PLC0415
        from ..models.embed_spec import EmbedSpec # noqa: PLC0415
        from ..models.evaluate_spec import EvaluateSpec # noqa: PLC0415
        from ..models.export_embedding_spec import ExportEmbeddingSpec # noqa: PLC0415
        from ..models.export_spec import ExportSpec # noqa: PLC0415
        from ..models.failure import Failure # noqa: PLC0415
        from ..models.import_embedding_spec import ImportEmbeddingSpec # noqa: PLC0415
        from ..models.import_weights_spec import ImportWeightsSpec # noqa: PLC0415
        from ..models.ingest_spec import IngestSpec # noqa: PLC0415
        from ..models.job_result_type_0 import JobResultType0 # noqa: PLC0415
        from ..models.job_summary import JobSummary # noqa: PLC0415
        from ..models.neighbors_spec import NeighborsSpec # noqa: PLC0415
        from ..models.pipeline_spec import PipelineSpec # noqa: PLC0415
        from ..models.preview_spec import PreviewSpec # noqa: PLC0415
        from ..models.progress import Progress # noqa: PLC0415
        from ..models.project_spec import ProjectSpec # noqa: PLC0415
        from ..models.score_spec import ScoreSpec # noqa: PLC0415
        from ..models.select_spec import SelectSpec # noqa: PLC0415
        from ..models.train_spec import TrainSpec # noqa: PLC0415
        d = dict(src_dict)
        id = d.pop("id")

        kind = check_job_kind(d.pop("kind"))




        def _parse_name(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        name = _parse_name(d.pop("name"))


        dataset_id = d.pop("dataset_id")

        def _parse_parent_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        parent_id = _parse_parent_id(d.pop("parent_id"))


        def _parse_child_name(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        child_name = _parse_child_name(d.pop("child_name"))


        state = check_job_state(d.pop("state"))




        queue = check_queue(d.pop("queue"))




        priority = d.pop("priority")

        blocked_by = d.pop("blocked_by")

        attempt = d.pop("attempt")

        crashes = d.pop("crashes")

        max_attempts = d.pop("max_attempts")

        def _parse_worker_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        worker_id = _parse_worker_id(d.pop("worker_id"))


        def _parse_cancel_requested_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                cancel_requested_at_type_0 = datetime.datetime.fromisoformat(data)



                return cancel_requested_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        cancel_requested_at = _parse_cancel_requested_at(d.pop("cancel_requested_at"))


        def _parse_progress(data: object) -> None | Progress:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                progress_type_0 = Progress.from_dict(data)



                return progress_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Progress, data)

        progress = _parse_progress(d.pop("progress"))


        def _parse_result(data: object) -> JobResultType0 | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                result_type_0 = JobResultType0.from_dict(data)



                return result_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(JobResultType0 | None, data)

        result = _parse_result(d.pop("result"))


        def _parse_failure(data: object) -> Failure | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                failure_type_0 = Failure.from_dict(data)



                return failure_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Failure | None, data)

        failure = _parse_failure(d.pop("failure"))


        revision = d.pop("revision")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))




        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))




        def _parse_started_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                started_at_type_0 = datetime.datetime.fromisoformat(data)



                return started_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        started_at = _parse_started_at(d.pop("started_at"))


        def _parse_finished_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                finished_at_type_0 = datetime.datetime.fromisoformat(data)



                return finished_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        finished_at = _parse_finished_at(d.pop("finished_at"))


        def _parse_spec(data: object) -> AnnotateSpec | ConvertSpec | CropSpec | DeduplicateSpec | EmbedSpec | EvaluateSpec | ExportEmbeddingSpec | ExportSpec | ImportEmbeddingSpec | ImportWeightsSpec | IngestSpec | NeighborsSpec | PipelineSpec | PreviewSpec | ProjectSpec | ScoreSpec | SelectSpec | TrainSpec:
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_job_spec_type_0 = IngestSpec.from_dict(data)



                return componentsschemas_job_spec_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_job_spec_type_1 = AnnotateSpec.from_dict(data)



                return componentsschemas_job_spec_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_job_spec_type_2 = TrainSpec.from_dict(data)



                return componentsschemas_job_spec_type_2
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_job_spec_type_3 = PreviewSpec.from_dict(data)



                return componentsschemas_job_spec_type_3
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_job_spec_type_4 = EmbedSpec.from_dict(data)



                return componentsschemas_job_spec_type_4
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_job_spec_type_5 = SelectSpec.from_dict(data)



                return componentsschemas_job_spec_type_5
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_job_spec_type_6 = ExportSpec.from_dict(data)



                return componentsschemas_job_spec_type_6
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_job_spec_type_7 = CropSpec.from_dict(data)



                return componentsschemas_job_spec_type_7
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_job_spec_type_8 = DeduplicateSpec.from_dict(data)



                return componentsschemas_job_spec_type_8
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_job_spec_type_9 = ImportWeightsSpec.from_dict(data)



                return componentsschemas_job_spec_type_9
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_job_spec_type_10 = ConvertSpec.from_dict(data)



                return componentsschemas_job_spec_type_10
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_job_spec_type_11 = ScoreSpec.from_dict(data)



                return componentsschemas_job_spec_type_11
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_job_spec_type_12 = NeighborsSpec.from_dict(data)



                return componentsschemas_job_spec_type_12
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_job_spec_type_13 = ProjectSpec.from_dict(data)



                return componentsschemas_job_spec_type_13
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_job_spec_type_14 = ImportEmbeddingSpec.from_dict(data)



                return componentsschemas_job_spec_type_14
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_job_spec_type_15 = ExportEmbeddingSpec.from_dict(data)



                return componentsschemas_job_spec_type_15
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_job_spec_type_16 = EvaluateSpec.from_dict(data)



                return componentsschemas_job_spec_type_16
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            componentsschemas_job_spec_type_17 = PipelineSpec.from_dict(data)



            return componentsschemas_job_spec_type_17

        spec = _parse_spec(d.pop("spec"))


        _children = d.pop("children", UNSET)
        children: list[JobSummary] | Unset = UNSET
        if _children is not UNSET:
            children = []
            for children_item_data in _children:
                children_item = JobSummary.from_dict(children_item_data)



                children.append(children_item)


        job = cls(
            id=id,
            kind=kind,
            name=name,
            dataset_id=dataset_id,
            parent_id=parent_id,
            child_name=child_name,
            state=state,
            queue=queue,
            priority=priority,
            blocked_by=blocked_by,
            attempt=attempt,
            crashes=crashes,
            max_attempts=max_attempts,
            worker_id=worker_id,
            cancel_requested_at=cancel_requested_at,
            progress=progress,
            result=result,
            failure=failure,
            revision=revision,
            created_at=created_at,
            updated_at=updated_at,
            started_at=started_at,
            finished_at=finished_at,
            spec=spec,
            children=children,
        )


        job.additional_properties = d
        return job

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
