"""One slot of a worker: claims what should run next and supervises it. Runs in a Celery pool child."""

import ctypes
import os
from multiprocessing.sharedctypes import RawValue

import psutil
import structlog

from store import workers
from store.db import Database
from store.ids import new_id
from store.jobs import queue, shards
from store.jobs.queue import Lease
from store.settings import Settings
from worker.engine.supervisor import Help, Supervisor

log = structlog.get_logger()

# Made before the pool forks, so that the children share them with the main process. Without locks: one that a killed
# child held would stay locked for ever.
draining = RawValue(ctypes.c_bool, False)
_marked_by = RawValue(ctypes.c_int, 0)
_GONE = -1
worker_id = ""
main_process = 0


def is_mark_stale() -> bool:
    """Whether this worker counts as busy although the process that ran something is gone, or could not say so."""
    pid = _marked_by.value
    return pid != 0 and not psutil.pid_exists(pid)


def mark_idle(database: Database) -> None:
    """Record that this worker has nothing to do: only idle ones are told about work that waits."""
    _marked_by.value = _GONE  # if the next lines fail, the heartbeat repeats them
    with database.write() as session:
        workers.busy(session, worker_id, run_id=None, job_id=None)
    _marked_by.value = 0


def work(settings: Settings) -> None:
    """Run one job, or help with one, and return; nothing to do is fine. Further hints bring further work."""
    if draining.value:
        return
    database = Database(settings.database)
    run_id = new_id("run")
    _marked_by.value = os.getpid()  # before the claim: an error may leave open whether it was committed
    try:
        assignment = _claim(database, settings, run_id)
        if assignment is None:
            _marked_by.value = 0
            return
        log.info("run", run=run_id, job=assignment.job_id, helps=isinstance(assignment, Help))
        Supervisor(database, settings, assignment, draining=lambda: bool(draining.value)).run()
    finally:
        if _marked_by.value != 0:
            mark_idle(database)
        database.close()


def _claim(database: Database, settings: Settings, run_id: str) -> Lease | Help | None:
    with database.write() as session:
        lease = queue.claim_next(
            session,
            queues=settings.worker_queues,
            labels=settings.worker_labels,
            worker_id=worker_id,
            run_id=run_id,
            duration=settings.lease,
        )
        assignment: Lease | Help | None = lease
        if lease is None:
            job_id = shards.needs_help(session, queues=settings.worker_queues, labels=settings.worker_labels)
            assignment = None if job_id is None else Help(job_id, run_id)
        if assignment is not None:
            workers.busy(session, worker_id, run_id=run_id, job_id=assignment.job_id)
        return assignment
