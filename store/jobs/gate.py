"""The gate: the one function that changes a job's state, and what follows from each change.

queued ──claim──> running ──────────────> succeeded
  ^  |               |  └──code raised──> failed
  |  └─────cancel────┼──────────────────> cancelled
  |                  ├──cancel──> cancelling ──> cancelled
  └──after a pause── crashed <──process or machine died
"""

from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from store.db import now
from store.errors import Conflict, NotFound
from store.jobs import events, outbox, shards
from store.jobs.tables import TERMINAL, Job, JobState
from store.specs.jobs import JobKind, Queue

_MAX_BACKOFF = timedelta(minutes=10)
_ALLOWED: dict[JobState, frozenset[JobState]] = {
    JobState.QUEUED: frozenset({JobState.RUNNING, JobState.CANCELLED, JobState.FAILED}),
    JobState.RUNNING: frozenset(
        {
            JobState.SUCCEEDED,
            JobState.FAILED,
            JobState.CANCELLED,
            JobState.CANCELLING,
            JobState.CRASHED,
            JobState.QUEUED,
        }
    ),
    JobState.CANCELLING: frozenset({JobState.CANCELLED}),
    JobState.CRASHED: frozenset({JobState.QUEUED, JobState.FAILED, JobState.CANCELLED}),
    # Terminal states are left by a retry alone.
    JobState.SUCCEEDED: frozenset({JobState.QUEUED}),
    JobState.FAILED: frozenset({JobState.QUEUED}),
    JobState.CANCELLED: frozenset({JobState.QUEUED}),
}


class IllegalTransition(Conflict):
    """The job's state does not lead to the wanted one."""

    def __init__(self, job: Job, to: JobState) -> None:
        super().__init__(f"Job {job.id} is {job.state} and cannot become {to}.")


def lock(session: Session, job_id: str) -> Job:
    """The job, locked for this transaction, after its parent: always in that order, so that nobody deadlocks."""
    parent_id = session.execute(select(Job.parent_id).where(Job.id == job_id)).one_or_none()
    if parent_id is None:
        raise NotFound("job", job_id)
    if parent_id[0] is not None:
        _select_for_update(session, parent_id[0])
    return _select_for_update(session, job_id)


def transition(session: Session, job: Job, to: JobState, *, retry: bool = False, **details: Any) -> None:
    """Move a locked job to another state and record why; IllegalTransition when the states are not connected.

    `details` go into the state event. Ends of pipeline children act on their siblings and parent.
    """
    came_from = JobState(job.state)
    if to not in _ALLOWED[came_from] or (came_from in TERMINAL and not retry):
        raise IllegalTransition(job, to)
    moment = now(session)
    job.state, job.updated_at, job.revision = to, moment, job.revision + 1
    if to is JobState.RUNNING:
        job.started_at = job.started_at or moment
    else:
        job.finished_at = moment if to in TERMINAL else None
        if to is not JobState.CANCELLING:
            job.lease_owner = job.lease_expires_at = job.worker_id = None
    if to is JobState.QUEUED:
        hint(session, job)
    if to in TERMINAL:
        from store.webhooks import outbox as webhooks  # it knows the tables of everything that jobs make

        shards.release_all(session, job.id)
        webhooks.job_ended(session, job)
    events.append(session, job.id, events.STATE, {"state": to, "attempt": job.attempt, **details})
    session.flush()
    if job.parent_id is not None:
        from store.jobs import pipelines  # the two call each other: a child's end may end its siblings

        pipelines.child_changed(session, job)


def hint(session: Session, job: Job) -> None:
    """Have a worker told, if somebody could claim the job now."""
    moment = now(session)
    if job.kind != JobKind.PIPELINE and job.blocked_by == 0 and job.run_after <= moment:
        job.hinted_at = moment
        outbox.add(session, Queue(job.queue))


def fail(session: Session, job: Job, failure: dict[str, Any]) -> None:
    """End a locked job as failed; `failure` says what, where and what next."""
    job.failure = {**failure, "attempt": job.attempt}
    transition(session, job, JobState.FAILED, failure=job.failure)


def crash(session: Session, job: Job, failure: dict[str, Any], *, backoff: timedelta) -> None:
    """Record that a locked job's process or machine died: again after a pause, or failed without attempts left."""
    if job.state == JobState.CANCELLING:
        transition(session, job, JobState.CANCELLED, reason="its process ended while it was being cancelled")
        return
    job.crashes += 1
    job.failure = {**failure, "attempt": job.attempt}
    transition(session, job, JobState.CRASHED, failure=job.failure)
    if job.crashes >= job.max_attempts:
        again = f"It crashed {job.crashes} times" if job.crashes > 1 else "It crashed and max_attempts is 1"
        fail(session, job, {**failure, "detail": f"{failure['detail']} {again}, so it was given up."})
        return
    job.run_after = now(session) + min(backoff * 2 ** (job.crashes - 1), _MAX_BACKOFF)


def _select_for_update(session: Session, job_id: str) -> Job:
    query = select(Job).where(Job.id == job_id).with_for_update().execution_options(populate_existing=True)
    return session.scalars(query).one()
