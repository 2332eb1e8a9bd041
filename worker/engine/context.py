"""What a job gets to work with: its spec, the blobs, and writes that carry its lease."""

import math
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from store.blobs import Blobs, artifact_key
from store.db import Database
from store.errors import LeaseLost
from store.jobs import control, events, gate, queue, shards
from store.jobs.queue import Lease
from store.jobs.shards import ShardLease
from store.jobs.tables import Job, JobState, Shard
from store.settings import Settings
from store.specs.jobs import JOB_SPEC, JobSpec
from worker.engine.failures import DATABASE_ERRORS
from worker.reporting import Cancelled

# Often enough for a person who watches, seldom enough for SQLite.
_FLUSH_SECONDS = 0.5


@dataclass
class Tools:
    """What every part of a run shares."""

    settings: Settings
    database: Database
    blobs: Blobs
    scratch: Path
    job_id: str
    run_id: str
    spec: JobSpec = field(init=False)

    def __post_init__(self) -> None:
        with self.database.read() as session:
            self.spec = JOB_SPEC.validate_python(control.get(session, self.job_id).spec)

    @contextmanager
    def cancellation(self) -> Iterator[None]:
        """A lease that ended because somebody cancelled the job is a cancellation, not a loss."""
        try:
            yield
        except LeaseLost:
            if was_cancelled(self.database, self.job_id):
                raise Cancelled from None
            raise


def was_cancelled(database: Database, job_id: str) -> bool:
    """Whether somebody has asked the job to stop."""
    with database.read() as session:
        return control.get(session, job_id).state in {JobState.CANCELLING, JobState.CANCELLED}


class JobContext:
    """The holder's side of a running job; also its Reporter."""

    def __init__(self, tools: Tools, lease: Lease) -> None:
        self.tools, self.lease = tools, lease
        self.settings, self.blobs, self.database = tools.settings, tools.blobs, tools.database
        self.scratch, self.spec = tools.scratch, tools.spec
        self.stage = "start"
        self._progress: dict[str, Any] | None = None
        self._waiting: list[tuple[str, dict[str, Any]]] = []
        self._flushed = 0.0
        self._pace = _Pace()

    @property
    def job_id(self) -> str:
        return self.lease.job_id

    @contextmanager
    def write(self) -> Iterator[tuple[Session, Job]]:
        """A transaction under the job's lease. Raises Cancelled or LeaseLost when the job must not write any more."""
        with self.tools.cancellation(), queue.fenced(self.database, self.lease) as (session, job):
            yield session, job

    @contextmanager
    def succeed(self) -> Iterator[tuple[Session, dict[str, Any]]]:
        """The last transaction: what the block writes becomes visible together with the job's success.

        The block fills the dictionary, which becomes the job's result.
        """
        self.flush()
        fence = queue.fenced(self.database, self.lease, ending=True)
        with self.tools.cancellation(), fence as (session, job):
            result: dict[str, Any] = {}
            yield session, result
            job.result, job.resume = result, None
            gate.transition(session, job, JobState.SUCCEEDED, result=result)

    def artifact_key(self, name: str) -> str:
        """A key that no other attempt can write to."""
        return artifact_key(self.job_id, self.lease.token, name)

    def progress(self, stage: str, done: int, total: int, unit: str) -> None:
        """See worker.reporting.Reporter."""
        self.stage = stage
        rate = self._pace.rate(stage, done)
        eta = round((total - done) / rate) if rate else None
        self._progress = {
            "stage": stage, "done": done, "total": total, "unit": unit, "rate": rate, "eta_seconds": eta,
        }  # fmt: skip
        self.flush_when_due(force=done == total)

    def metrics(self, step: int, values: dict[str, float]) -> None:
        finite = {name: value for name, value in values.items() if math.isfinite(value)}  # JSON has no NaN
        self._waiting.append((events.METRIC, {"step": step, "values": finite}))
        self.flush_when_due()

    def log(self, message: str) -> None:
        self._waiting.append((events.LOG, {"stream": "winnow", "text": message}))
        self.flush_when_due()

    def flush_when_due(self, *, force: bool = False) -> None:
        """Write what has gathered, at most twice a second; this is also where a cancellation is noticed."""
        moment = time.monotonic()
        if not force and moment - self._flushed < _FLUSH_SECONDS:
            return
        self._flushed = moment
        # A database that is away for a moment costs no work: what waits is written when it is back, and whether the
        # lease has outlived the outage is the supervisor's concern.
        with suppress(*DATABASE_ERRORS):
            self.flush()

    def flush(self) -> None:
        """Write what has gathered, now."""
        with self.write() as (session, job):
            for type_, data in self._waiting:
                events.append(session, job.id, type_, data)
            if self._progress is not None:
                job.progress, job.revision = self._progress, job.revision + 1
                events.append(session, job.id, events.PROGRESS, self._progress)
        self._waiting.clear()
        self._progress = None


class ShardContext:
    """The side of whoever works on one shard; also its Reporter: progress counts on the shard's row."""

    def __init__(self, tools: Tools, lease: ShardLease, job: JobContext | None) -> None:
        self.tools, self.lease, self._job = tools, lease, job
        self.settings, self.blobs, self.database = tools.settings, tools.blobs, tools.database
        self.scratch, self.spec = tools.scratch, tools.spec
        self._flushed = time.monotonic()

    @contextmanager
    def write(self) -> Iterator[tuple[Session, Shard]]:
        """A transaction under the shard's lease. Raises Cancelled or LeaseLost when the shard is no longer ours."""
        with self.tools.cancellation(), shards.fenced(self.database, self.lease) as (session, shard):
            yield session, shard

    def artifact_key(self, name: str) -> str:
        """A key that no other run can write to."""
        lease = self.lease
        return artifact_key(lease.job_id, lease.token, f"shard-{lease.index}-{lease.run_id}-{name}")

    def progress(self, stage: str, done: int, total: int, unit: str) -> None:
        """`done` of the shard's own items; the job's progress is the sum over its shards."""
        del total
        moment = time.monotonic()
        if moment - self._flushed < _FLUSH_SECONDS:
            return
        self._flushed = moment
        with suppress(*DATABASE_ERRORS), self.write() as (_, shard):
            shard.done = done
        if self._job is not None:
            report_shards(self._job, stage, unit)

    def metrics(self, step: int, values: dict[str, float]) -> None:
        if self._job is not None:
            self._job.metrics(step, values)

    def log(self, message: str) -> None:
        if self._job is not None:
            self._job.log(message)


def report_shards(job: JobContext, stage: str, unit: str) -> shards.ShardTotals:
    """Report the sum over all shards as the job's progress."""
    with job.database.read() as session:
        totals = shards.totals(session, job.job_id)
    job.progress(stage, totals.items_done, totals.items, unit)
    return totals


class _Pace:
    """Units per second over the last seconds of a stage."""

    def __init__(self) -> None:
        self._stage = ""
        self._history: list[tuple[float, int]] = []

    def rate(self, stage: str, done: int) -> float | None:
        if stage != self._stage:
            self._stage, self._history = stage, []
        moment = time.monotonic()
        self._history.append((moment, done))
        while len(self._history) > 2 and self._history[0][0] < moment - 30:
            self._history.pop(0)
        seconds, units = moment - self._history[0][0], done - self._history[0][1]
        return round(units / seconds, 3) if seconds > 0 and units > 0 else None
