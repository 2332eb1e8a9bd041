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
from typing import cast
import datetime

if TYPE_CHECKING:
  from ..models.failure import Failure
  from ..models.job_summary_result_type_0 import JobSummaryResultType0
  from ..models.progress import Progress





T = TypeVar("T", bound="JobSummary")



@_attrs_define
class JobSummary:
    """ A job without its parameters.

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
            result (JobSummaryResultType0 | None): what it made, e.g. checkpoint_id
            failure (Failure | None):
            revision (int):
            created_at (datetime.datetime):
            updated_at (datetime.datetime):
            started_at (datetime.datetime | None):
            finished_at (datetime.datetime | None):
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
    result: JobSummaryResultType0 | None
    failure: Failure | None
    revision: int
    created_at: datetime.datetime
    updated_at: datetime.datetime
    started_at: datetime.datetime | None
    finished_at: datetime.datetime | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.failure import Failure # noqa: PLC0415
        from ..models.job_summary_result_type_0 import JobSummaryResultType0 # noqa: PLC0415
        from ..models.progress import Progress # noqa: PLC0415
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
        if isinstance(self.result, JobSummaryResultType0):
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
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.failure import Failure # noqa: PLC0415
        from ..models.job_summary_result_type_0 import JobSummaryResultType0 # noqa: PLC0415
        from ..models.progress import Progress # noqa: PLC0415
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


        def _parse_result(data: object) -> JobSummaryResultType0 | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                result_type_0 = JobSummaryResultType0.from_dict(data)



                return result_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(JobSummaryResultType0 | None, data)

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


        job_summary = cls(
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
        )


        job_summary.additional_properties = d
        return job_summary

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
