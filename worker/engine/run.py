"""The job's own process: `python -m worker.engine.run JOB TOKEN RUN SUPERVISOR`, started by the supervisor alone."""

import errno
import signal
import sys
import traceback
from contextlib import closing
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

from store import lifeline
from store.blobs import Blobs
from store.db import Database
from store.errors import LeaseLost, StoreError
from store.jobs import gate, queue
from store.jobs.queue import Lease
from store.settings import Settings
from worker import jobs
from worker.engine import exits, sharded
from worker.engine.context import JobContext, Tools
from worker.reporting import Cancelled, UserError

_STORAGE_ERRORS = {errno.ENOSPC: "The disk is full.", errno.EDQUOT: "The disk quota is used up.",
                   errno.EROFS: "The file system is read-only.", errno.EACCES: "A folder cannot be written.",
                   errno.EPERM: "A folder cannot be written."}  # fmt: skip


def main(job_id: str, token: str, run_id: str, supervisor: int) -> int:
    """Do the job; the exit code says what the database does not (see worker.engine.exits)."""
    lifeline.die_with_parent(signal.SIGKILL)
    lifeline.exit_if_orphaned(supervisor)
    signal.signal(signal.SIGTERM, _on_sigterm)
    settings = Settings()
    database = Database(settings.database)
    tools = Tools(settings, database, Blobs(settings.blobs), Path.cwd(), job_id, run_id)
    context = None if token == "help" else JobContext(tools, Lease(job_id, int(token), run_id))  # noqa: S105
    try:
        _do(tools, context)
    except Cancelled:
        return exits.CANCELLED if tools.was_cancelled() else exits.DRAINED
    except LeaseLost:
        return exits.LEASE_LOST
    except Exception as error:  # noqa: BLE001 - whatever it was, the job must end with a reason
        Path("traceback.txt").write_text(traceback.format_exc())
        if context is None:
            return 1
        return _record(context, _failure(error, context.stage))
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


def _record(context: JobContext, failure: dict[str, Any]) -> int:
    """End the job as failed, unless it has passed on or was cancelled meanwhile."""
    try:
        context.flush_when_due(force=True)
        with context.database.write() as session:
            job = gate.lock(session, context.job_id)
            if not queue.holds(job, context.lease):
                return exits.LEASE_LOST
            gate.fail(session, job, failure)
    except Cancelled:
        return exits.CANCELLED
    except LeaseLost:
        return exits.LEASE_LOST
    return 0


def _failure(error: Exception, stage: str) -> dict[str, Any]:
    """What, where and what next, without anything from the inside of this machine."""
    if isinstance(error, UserError | StoreError):
        return {"type": "user-error", "title": "The input cannot work", "detail": str(error), "stage": stage,
                "hint": "Change what the message names and submit the job again."}  # fmt: skip
    if isinstance(error, MemoryError) or "out of memory" in str(error).lower():
        return {"type": "out-of-memory", "title": "Out of memory", "stage": stage,
                "detail": f"The job ran out of memory during {stage}.",
                "hint": "Use a smaller batch_size or image_size, or a worker with more memory."}  # fmt: skip
    full = "No space left on device" in str(error)  # SQLite and the object store hide the number
    if full or (isinstance(error, OSError) and error.errno in _STORAGE_ERRORS):
        reason = _STORAGE_ERRORS.get(getattr(error, "errno", None) or errno.ENOSPC, _STORAGE_ERRORS[errno.ENOSPC])
        return {"type": "storage", "title": "Cannot write", "stage": stage,
                "detail": f"{reason} It happened on the worker during {stage}.",
                "hint": "Free space or mend the permissions of WINNOW_DATA_DIR, then retry the job."}  # fmt: skip
    return {"type": "exception", "title": f"Unexpected {type(error).__name__}", "stage": stage,
            "detail": f"An unexpected {type(error).__name__} stopped the job during {stage}.",
            "hint": "The worker's own log has the details. Please report it if the input looks right."}  # fmt: skip


def _on_sigterm(number: int, frame: FrameType | None) -> NoReturn:
    del number, frame
    raise Cancelled


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])))
