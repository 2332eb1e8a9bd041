"""Jobs: submit, follow, wait for, cancel, retry."""

import time
from collections.abc import AsyncIterator, Callable, Mapping
from typing import Any

import httpx

from winnow._async.connection import AsyncConnection, only
from winnow._async.pages import each
from winnow._async.platform import sleep
from winnow.core.api.jobs import jobs_cancel, jobs_get, jobs_list, jobs_metrics, jobs_retry
from winnow.core.models import Job as JobModel
from winnow.core.models import JobMetrics, JobSummary
from winnow.errors import ConnectionFailed, JobCancelled, JobFailed, WaitTimeout
from winnow.events import Event, Parser

TERMINAL = frozenset({"succeeded", "failed", "cancelled"})
_LONG_POLL = 20.0
OnProgress = Callable[[JobModel], object]


class AsyncJob:
    """One job. `data` is its last known state as the service describes it."""

    def __init__(self, connection: AsyncConnection, data: JobModel) -> None:
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

    async def refresh(self) -> "AsyncJob":
        """Ask for its state."""
        answer = await jobs_get.asyncio_detailed(self.id, client=self._connection.core)
        self.data = only(JobModel, answer.parsed)
        return self

    async def wait(self, *, on_progress: OnProgress | None = None, timeout: float | None = None) -> "AsyncJob":
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
            await self._until_changed(left)
        if self.state == "failed":
            raise JobFailed(self._why(), self.data)
        if self.state == "cancelled":
            raise JobCancelled(f"{self.data.kind} {self.id} was cancelled", self.data)
        return self

    async def events(self, *, after: int = 0) -> AsyncIterator[Event]:
        """Everything that happens to it, from the first event or from `after`, until it has ended.

        A broken connection is made again and goes on where it was.
        """
        failures = 0
        while True:
            try:
                async with self._connection.stream(
                    "GET", f"/v1/jobs/{self.id}/events", headers={"Last-Event-ID": str(after)}
                ) as response:
                    if response.status_code == httpx.codes.NO_CONTENT:
                        return
                    parser = Parser()
                    async for line in response.aiter_lines():
                        if (event := parser.feed(line)) is not None:
                            after, failures = event.id, 0
                            yield event
            except httpx.TransportError as error:
                failures += 1
                if failures > 5:
                    raise ConnectionFailed(f"the events of {self.id} broke off: {error}") from error
                await sleep(min(2.0**failures / 2, 10))

    async def cancel(self) -> "AsyncJob":
        """Ask it to stop; `wait` tells when it has."""
        answer = await jobs_cancel.asyncio_detailed(self.id, client=self._connection.core)
        self.data = only(JobModel, answer.parsed)
        return self

    async def retry(self, *, from_start: bool = False) -> "AsyncJob":
        """Queue it again after it failed or was cancelled. `from_start`: of a pipeline, also what has succeeded."""
        answer = await jobs_retry.asyncio_detailed(self.id, client=self._connection.core, from_start=from_start)
        self.data = only(JobModel, answer.parsed)
        return self

    async def logs(self) -> str:
        """All that it has said."""
        return (await self._connection.request("GET", f"/v1/jobs/{self.id}/logs")).text

    async def metrics(self, *, points: int = 500) -> JobMetrics:
        """The numbers that it has recorded, at most `points` of each."""
        answer = await jobs_metrics.asyncio_detailed(self.id, client=self._connection.core, points=points)
        return only(JobMetrics, answer.parsed)

    async def _until_changed(self, seconds: float) -> None:
        answer = await self._connection.request("GET", f"/v1/jobs/{self.id}", params={"wait": round(seconds, 1)})
        self.data = JobModel.from_dict(answer.json())

    def _why(self) -> str:
        failure = self.data.to_dict().get("failure") or {}
        words = [failure.get("detail") or failure.get("title") or "no reason is known", failure.get("hint") or ""]
        return f"{self.data.kind} {self.id} failed: {' '.join(word for word in words if word)}"


class AsyncJobs:
    """`client.jobs`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def create(self, spec: Mapping[str, Any] | Any | None = None, **fields: Any) -> AsyncJob:
        """Submit a job: a spec out of `winnow.core.models`, a dictionary, or the fields themselves.

        jobs.create(kind="train", dataset_id=dataset.id, epochs=20)

        Raises InvalidRequest with a pointer to every wrong field.
        """
        body = dict(spec) if isinstance(spec, Mapping) else {} if spec is None else spec.to_dict()
        answer = await self._connection.request("POST", "/v1/jobs", json=body | fields)
        return AsyncJob(self._connection, JobModel.from_dict(answer.json()))

    async def get(self, job_id: str) -> AsyncJob:
        answer = await jobs_get.asyncio_detailed(job_id, client=self._connection.core)
        return AsyncJob(self._connection, only(JobModel, answer.parsed))

    async def list(self, **filters: Any) -> AsyncIterator[JobSummary]:
        """Every job, newest first. `filters` as in the API: state, kind, dataset_id, parent_id."""
        async for job in each(JobSummary, self._connection, jobs_list.asyncio_detailed, **filters):
            yield job
