"""Jobs: submit, follow, wait for, cancel, retry."""

import time
from collections.abc import Iterator, Callable, Mapping
from typing import Any

import httpx

from winnow._sync.connection import Connection, only
from winnow._sync.pages import each
from winnow._sync.platform import sleep
from winnow.core.api.jobs import jobs_cancel, jobs_get, jobs_list, jobs_metrics, jobs_retry
from winnow.core.models import Job as JobModel
from winnow.core.models import JobMetrics, JobSummary
from winnow.errors import ConnectionFailed, JobCancelled, JobFailed, WaitTimeout
from winnow.events import Event, Parser

TERMINAL = frozenset({"succeeded", "failed", "cancelled"})
_LONG_POLL = 20.0
OnProgress = Callable[[JobModel], object]


class Job:
    """One job. `data` is its last known state as the service describes it."""

    def __init__(self, connection: Connection, data: JobModel) -> None:
        self._connection, self.data = connection, data

    def __repr__(self) -> str:
        return f"<Job {self.id} {self.data.kind} {self.state}>"

    @property
    def id(self) -> str:
        return self.data.id

    @property
    def state(self) -> str:
        return str(self.data.state)

    @property
    def result(self) -> dict[str, Any]:
        """What it made, e.g. `{"checkpoint_id": ...}`; of a pipeline also `jobs`, by name. Empty before its success."""
        return self.data.to_dict().get("result") or {}

    def refresh(self) -> "Job":
        """Ask for its state."""
        answer = jobs_get.sync_detailed(self.id, client=self._connection.core)
        self.data = only(JobModel, answer.parsed)
        return self

    def wait(self, *, on_progress: OnProgress | None = None, timeout: float | None = None) -> "Job":
        """Return when it has succeeded. `on_progress` is called with every new state, `Job` as in `data`.

        Raises JobFailed or JobCancelled when it ends otherwise, WaitTimeout after `timeout` seconds.
        """
        deadline = None if timeout is None else time.monotonic() + timeout
        while True:
            if on_progress is not None:
                on_progress(self.data)
            if self.state in TERMINAL:
                break
            left = _LONG_POLL if deadline is None else min(_LONG_POLL, deadline - time.monotonic())
            if left <= 0:
                raise WaitTimeout(f"{self.id} is still {self.state} after {timeout:g} s")
            self._until_changed(left)
        if self.state == "failed":
            raise JobFailed(self._why(), self.data)
        if self.state == "cancelled":
            raise JobCancelled(f"{self.data.kind} {self.id} was cancelled", self.data)
        return self

    def events(self, *, after: int = 0) -> Iterator[Event]:
        """Everything that happens to it, from the first event or from `after`, until it has ended.

        A broken connection is made again and goes on where it was.
        """
        failures = 0
        while True:
            try:
                with self._connection.stream(
                    "GET", f"/v1/jobs/{self.id}/events", headers={"Last-Event-ID": str(after)}
                ) as response:
                    if response.status_code == httpx.codes.NO_CONTENT:
                        return
                    parser = Parser()
                    for line in response.iter_lines():
                        if (event := parser.feed(line)) is not None:
                            after, failures = event.id, 0
                            yield event
            except httpx.TransportError as error:
                failures += 1
                if failures > 5:
                    raise ConnectionFailed(f"the events of {self.id} broke off: {error}") from error
                sleep(min(2.0**failures / 2, 10))

    def cancel(self) -> "Job":
        """Ask it to stop; `wait` tells when it has."""
        answer = jobs_cancel.sync_detailed(self.id, client=self._connection.core)
        self.data = only(JobModel, answer.parsed)
        return self

    def retry(self, *, from_start: bool = False) -> "Job":
        """Queue it again after it failed or was cancelled. `from_start`: of a pipeline, also what has succeeded."""
        answer = jobs_retry.sync_detailed(self.id, client=self._connection.core, from_start=from_start)
        self.data = only(JobModel, answer.parsed)
        return self

    def logs(self) -> str:
        """All that it has said."""
        return (self._connection.request("GET", f"/v1/jobs/{self.id}/logs")).text

    def metrics(self, *, points: int = 500) -> JobMetrics:
        """The numbers that it has recorded, at most `points` of each."""
        answer = jobs_metrics.sync_detailed(self.id, client=self._connection.core, points=points)
        return only(JobMetrics, answer.parsed)

    def _until_changed(self, seconds: float) -> None:
        answer = self._connection.request("GET", f"/v1/jobs/{self.id}", params={"wait": round(seconds, 1)})
        self.data = JobModel.from_dict(answer.json())

    def _why(self) -> str:
        failure = self.data.to_dict().get("failure") or {}
        words = [failure.get("detail") or failure.get("title") or "no reason is known", failure.get("hint") or ""]
        return f"{self.data.kind} {self.id} failed: {' '.join(word for word in words if word)}"


class Jobs:
    """`client.jobs`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def create(self, spec: Mapping[str, Any] | Any | None = None, **fields: Any) -> Job:
        """Submit a job: a spec out of `winnow.core.models`, a dictionary, or the fields themselves.

        jobs.create(kind="train", dataset_id=dataset.id, epochs=20)

        Raises InvalidRequest with a pointer to every wrong field.
        """
        body = dict(spec) if isinstance(spec, Mapping) else {} if spec is None else spec.to_dict()
        answer = self._connection.request("POST", "/v1/jobs", json=body | fields)
        return Job(self._connection, JobModel.from_dict(answer.json()))

    def get(self, job_id: str) -> Job:
        answer = jobs_get.sync_detailed(job_id, client=self._connection.core)
        return Job(self._connection, only(JobModel, answer.parsed))

    def list(self, **filters: Any) -> Iterator[JobSummary]:
        """Every job, newest first. `filters` as in the API: state, kind, dataset_id, parent_id."""
        for job in each(JobSummary, self._connection, jobs_list.sync_detailed, **filters):
            yield job
