"""One slot of a worker: claims what should run next and supervises it. Runs in a Celery pool child."""

import multiprocessing

import structlog

from store import workers
from store.db import Database
from store.ids import new_id
from store.jobs import queue, shards
from store.jobs.queue import Lease
from store.settings import Settings
from worker.engine.supervisor import Help, Supervisor

log = structlog.get_logger()

# Set before the pool forks, so that the children share them with the main process.
draining = multiprocessing.Event()
worker_id = ""


def work(settings: Settings) -> None:
    """Run one job, or help with one, and return; nothing to do is fine. Further hints bring further work."""
    if draining.is_set():
        return
    database = Database(settings.database)
    run_id = new_id("run")
    assignment = _claim(database, settings, run_id)
    if assignment is not None:
        log.info("run", run=run_id, job=assignment.job_id, helps=isinstance(assignment, Help))
        try:
            Supervisor(database, settings, assignment, draining=draining.is_set).run()
        finally:
            with database.write() as session:
                workers.busy(session, worker_id, run_id=None, job_id=None)
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
