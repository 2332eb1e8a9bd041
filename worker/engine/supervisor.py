"""The supervisor of one run: it starts a fresh Python process for the job and sees it to its end.

It renews the lease, enforces the limits, cancels in steps (ask, SIGTERM, SIGKILL), keeps the output, and says how the
process ended when that could not say so itself.
"""

import os
import shutil
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from store.db import Database
from store.jobs import control, gate, queue, shards
from store.jobs.queue import Lease
from store.jobs.tables import TERMINAL, JobState
from store.settings import Settings
from store.specs.job_request import Limits
from worker.engine import exits, failures, process
from worker.engine.output import Output

log = structlog.get_logger()
_TICK = 0.2


@dataclass(frozen=True)
class Help:
    """A run that works on shards of a job which another run holds."""

    job_id: str
    run_id: str


class Supervisor:
    """`run()` returns when the process has ended and the database knows how."""

    def __init__(
        self, database: Database, settings: Settings, assignment: Lease | Help, *, draining: Callable[[], bool]
    ) -> None:
        self._database, self._settings, self._assignment = database, settings, assignment
        self._draining = draining
        self._output = Output()
        self._scratch = settings.scratch_dir / assignment.run_id
        self._next_beat = 0.0
        self._lease_ends = time.monotonic() + settings.lease.total_seconds()

    def run(self) -> None:
        try:
            self._scratch.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            self._settle(exits.Failed(failures.explain(error, stage="start")))
            return
        ooms = process.oom_kills()
        with self._database.read() as session:
            limits = Limits.model_validate(control.get(session, self._assignment.job_id).spec["limits"])
        child = process.Process(self._arguments(), on_line=self._output.add)
        try:
            ending = self._watch(child, limits)
        finally:
            code = child.kill()
            child.drain()
        if ending is None:
            ending = exits.explain(code, oom=process.oom_kills() > ooms)
        self._settle(ending)
        self._log_traceback()
        shutil.rmtree(self._scratch, ignore_errors=True)

    def _arguments(self) -> list[str]:
        token = str(self._assignment.token) if isinstance(self._assignment, Lease) else "help"
        run = self._assignment
        return [sys.executable, "-m", "worker.engine.run", run.job_id, token, run.run_id, str(os.getpid())]

    def _watch(self, child: process.Process, limits: Limits) -> exits.Ending | None:
        """Until the process ends by itself (None) or is stopped (why)."""
        started, stop = time.monotonic(), _Stop(child, self._settings.cancel_grace.total_seconds())
        while (code := child.wait(_TICK)) is None:
            moment = time.monotonic()
            if stop.is_due(moment):
                return stop.ending
            if stop.ending is not None:
                continue
            if limits.wall_seconds is not None and moment - started > limits.wall_seconds:
                stop.begin(exits.wall_limit(limits.wall_seconds), ask=False)
            elif limits.memory_mb is not None and (used := child.memory_bytes()) > limits.memory_mb * 1024**2:
                stop.begin(exits.memory_limit(limits.memory_mb, used), ask=False)
            elif self._draining():
                stop.begin(exits.Drained(), ask=False)
            elif moment >= self._next_beat and (ending := self._beat(moment)) is not None:
                stop.begin(ending, ask=isinstance(ending, exits.Cancelled))
        return stop.ending if code != 0 else None

    def _beat(self, moment: float) -> exits.Ending | None:
        """Renew the lease and write out the output. Returns a reason to stop."""
        self._next_beat = moment + min(self._settings.lease.total_seconds() / 3, 1.0)
        try:
            state = self._renew()
        except SQLAlchemyError as error:
            log.warning("database out of reach", run=self._assignment.run_id, error=type(error).__name__)
            # While the lease may still be ours the work goes on; afterwards somebody else may have it.
            return exits.LostLease() if moment > self._lease_ends else None
        self._lease_ends = moment + self._settings.lease.total_seconds()
        if state is JobState.CANCELLING:
            return exits.Cancelled()
        return None if state is JobState.RUNNING else exits.LostLease()

    def _renew(self) -> JobState | None:
        with self._database.write() as session:
            if isinstance(self._assignment, Help):
                shards.renew(session, self._assignment.run_id, duration=self._settings.lease)
                return JobState(control.get(session, self._assignment.job_id).state)
            state = queue.renew(session, self._assignment, duration=self._settings.lease)
            if state is not None and self._output.is_waiting:
                self._output.write(session, self._assignment.job_id)
            return state

    def _settle(self, ending: exits.Ending) -> None:
        """Write how it ended. The database may be away for a while: the lease decides how long that can matter."""
        deadline = time.monotonic() + 2 * self._settings.lease.total_seconds()
        while True:
            try:
                with self._database.write() as session:
                    shards.release(session, self._assignment.run_id)
                    if isinstance(self._assignment, Lease):
                        self._settle_job(session, ending)
                    elif isinstance(ending, exits.Crashed):
                        log.warning("helper crashed", job=self._assignment.job_id, failure=ending.failure)
            except SQLAlchemyError as error:
                if time.monotonic() > deadline:
                    raise
                log.warning("cannot settle yet", run=self._assignment.run_id, error=type(error).__name__)
                time.sleep(1)
            else:
                return

    def _settle_job(self, session: Session, ending: exits.Ending) -> None:
        assert isinstance(self._assignment, Lease)
        job = gate.lock(session, self._assignment.job_id)
        current = job.lease_token == self._assignment.token
        ours = current and job.lease_owner == self._assignment.run_id
        ended_itself = current and job.state in TERMINAL and isinstance(ending, exits.Finished)
        if ours or ended_itself:
            self._output.write(session, job.id, last=True)
        if not ours:
            return
        if job.state == JobState.CANCELLING:
            gate.transition(session, job, JobState.CANCELLED)
        elif isinstance(ending, exits.Failed):
            gate.fail(session, job, ending.failure)
        elif isinstance(ending, exits.Drained):
            gate.transition(session, job, JobState.QUEUED, reason="its worker shuts down")
        elif isinstance(ending, exits.Crashed):
            gate.crash(session, job, ending.failure, backoff=self._settings.crash_backoff)
        elif isinstance(ending, exits.LostLease):
            gate.crash(session, job, queue.LOST_WORKER, backoff=self._settings.crash_backoff)
        else:
            gate.crash(session, job, exits.silent_exit(), backoff=self._settings.crash_backoff)

    def _log_traceback(self) -> None:
        """For whoever runs the worker; the job's owner gets a sentence instead."""
        path = self._scratch / "traceback.txt"
        if path.exists():
            log.error("job failed", job=self._assignment.job_id, traceback=path.read_text(errors="replace"))


class _Stop:
    """Stopping a process in steps: ask (the job sees its state in the database), SIGTERM, and in the end SIGKILL."""

    def __init__(self, child: process.Process, grace: float) -> None:
        self._child, self._grace = child, grace
        self.ending: exits.Ending | None = None
        self._signal_at: float | None = None
        self._kill_at = float("inf")

    def begin(self, ending: exits.Ending, *, ask: bool) -> None:
        """`ask`: the job will notice by itself, so SIGTERM waits for the grace period."""
        self.ending = ending
        self._signal_at = time.monotonic() + (self._grace if ask else 0)
        self._kill_at = self._signal_at + self._grace
        if isinstance(ending, exits.LostLease):
            self._kill_at = self._signal_at  # somebody else may be at work already

    def is_due(self, moment: float) -> bool:
        """Send what is due; True when it is time for SIGKILL."""
        if self._signal_at is not None and moment >= self._signal_at:
            self._child.terminate()
            self._signal_at = None
        return moment >= self._kill_at
