"""The job's own process: `python -m worker.engine.run JOB TOKEN RUN SUPERVISOR`, started by the supervisor alone."""

import signal
import sys
import traceback
from contextlib import closing, suppress
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

from store import lifeline
from store.blobs import Blobs
from store.db import Database
from store.errors import LeaseLost
from store.jobs import gate, queue
from store.jobs.queue import Lease
from store.settings import Settings
from worker import jobs
from worker.engine import exits, failures, sharded
from worker.engine.context import JobContext, Tools, was_cancelled
from worker.reporting import Cancelled


def main(job_id: str, token: str, run_id: str, supervisor: int) -> int:
    """Do the job; the exit code says what the database does not (see worker.engine.exits)."""
    lifeline.die_with_parent(signal.SIGKILL)
    lifeline.exit_if_orphaned(supervisor)
    signal.signal(signal.SIGTERM, _on_sigterm)
    settings = Settings()
    database, scratch = Database(settings.database), settings.scratch_dir / run_id
    lease = None if token == "help" else Lease(job_id, int(token), run_id)  # noqa: S105
    context = None
    try:
        tools = Tools(settings, database, Blobs(settings.blobs), scratch, job_id, run_id)
        context = None if lease is None else JobContext(tools, lease)
        _do(tools, context)
    except Cancelled:
        return exits.CANCELLED if was_cancelled(database, job_id) else exits.DRAINED
    except LeaseLost:
        return exits.LEASE_LOST
    except Exception as error:  # noqa: BLE001 - whatever it was, the job must end with a reason
        _keep_traceback(scratch)
        if failures.is_database_away(error):
            return exits.NO_DATABASE
        if lease is None:
            return 1
        failure = failures.explain(error, stage="start" if context is None else context.stage)
        return _record(database, lease, context, failure)
    return 0


def _do(tools: Tools, context: JobContext | None) -> None:
    job = jobs.load(tools.spec.kind)
    if callable(job):
        assert context is not None, "only jobs in shards have helpers"
        job(context)
        return
    with closing(job):
        if context is None:
            sharded.work_on_shards(job, tools, holder=None, max_attempts=tools.spec.max_attempts)
        else:
            sharded.run(job, context)


def _keep_traceback(scratch: Path) -> None:
    """For the worker's own log. Where the disk is full there is none, and the job must end with that reason."""
    with suppress(OSError):
        (scratch / "traceback.txt").write_text(traceback.format_exc())


def _record(database: Database, lease: Lease, context: JobContext | None, failure: dict[str, Any]) -> int:
    """End the job as failed, unless it has passed on or was cancelled meanwhile."""
    try:
        if context is not None:
            context.flush()
        with queue.fenced(database, lease, ending=True) as (session, job):
            gate.fail(session, job, failure)
    except (Cancelled, LeaseLost):
        return exits.CANCELLED if was_cancelled(database, lease.job_id) else exits.LEASE_LOST
    except failures.DATABASE_ERRORS:
        return exits.NO_DATABASE
    return 0


def _on_sigterm(number: int, frame: FrameType | None) -> NoReturn:
    del number, frame
    raise Cancelled


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])))
