"""The queue of record: claim by lease, heartbeat, and taking back what a silent worker held."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import Session, aliased

from store.db import Database, now
from store.errors import LeaseLost
from store.jobs import gate, shards
from store.jobs.tables import Job, JobLabel, JobState
from store.specs.jobs import JobKind, Queue

_CANDIDATES = 20
_HELD = (JobState.RUNNING, JobState.CANCELLING)


@dataclass(frozen=True)
class Lease:
    """The right to work on a job, until it expires or somebody claims the job anew."""

    job_id: str
    token: int
    run_id: str


def claim_next(
    session: Session,
    *,
    queues: Sequence[Queue],
    labels: Sequence[str],
    worker_id: str,
    run_id: str,
    duration: timedelta,
) -> Lease | None:
    """Take the job that should run next on such a worker, or None.

    Higher priority first; then the dataset with the fewest running jobs, then the one that was served longest ago: a
    dataset with a thousand jobs does not starve one with a single job; then first come, first served.
    """
    for job_id, parent_id in session.execute(_candidates(session, queues, labels)).all():
        job = _try_lock_both(session, job_id, parent_id)
        if job is None or job.state != JobState.QUEUED or job.blocked_by > 0:
            continue
        job.attempt += 1
        job.lease_token += 1
        job.lease_owner, job.worker_id = run_id, worker_id
        job.lease_expires_at = now(session) + duration
        job.failure = None
        gate.transition(session, job, JobState.RUNNING, worker=worker_id)
        return Lease(job.id, job.lease_token, run_id)
    return None


def _candidates(session: Session, queues: Sequence[Queue], labels: Sequence[str]) -> Select[str, str | None]:
    other = aliased(Job)
    same_dataset = (
        select(other).where(other.dataset_id == Job.dataset_id, other.kind != JobKind.PIPELINE).correlate(Job)
    )
    running = same_dataset.with_only_columns(func.count()).where(other.state == JobState.RUNNING).scalar_subquery()
    served = same_dataset.with_only_columns(func.max(other.started_at)).scalar_subquery()
    missing_label = exists().where(JobLabel.job_id == Job.id, JobLabel.label.not_in(labels))
    return (
        select(Job.id, Job.parent_id)
        .where(
            Job.state == JobState.QUEUED,
            Job.kind != JobKind.PIPELINE,
            Job.queue.in_([str(queue) for queue in queues]),
            Job.blocked_by == 0,
            Job.run_after <= now(session),
            ~missing_label,
        )
        .order_by(Job.priority.desc(), running, served.asc().nulls_first(), Job.id)
        .limit(_CANDIDATES)
    )


def _try_lock_both(session: Session, job_id: str, parent_id: str | None) -> Job | None:
    """The job, locked after its parent as in gate.lock; None when somebody else holds one of them at the moment."""
    if parent_id is not None and _try_lock(session, parent_id) is None:
        return None
    return _try_lock(session, job_id)


def _try_lock(session: Session, job_id: str) -> Job | None:
    query = select(Job).where(Job.id == job_id).with_for_update(skip_locked=True)
    return session.scalars(query.execution_options(populate_existing=True)).one_or_none()


@contextmanager
def fenced(database: Database, lease: Lease, *, ending: bool = False) -> Iterator[tuple[Session, Job]]:
    """A write transaction of a running job. LeaseLost when the lease is not the current one, or the job must stop.

    The job's row stays locked to the end of the block, so the lease cannot pass to somebody else in between.
    `ending`: the block ends the job, which its pipeline follows, so that is locked first (see gate.lock).
    """
    with database.write() as session:
        if ending:
            job: Job | None = gate.lock(session, lease.job_id)
        else:
            job = session.scalars(select(Job).where(Job.id == lease.job_id).with_for_update()).one_or_none()
        if job is None or job.state != JobState.RUNNING or not holds(job, lease):
            raise LeaseLost(f"The lease {lease.token} of job {lease.job_id} has ended.")
        yield session, job


def holds(job: Job, lease: Lease) -> bool:
    """Whether a locked job is still this lease's."""
    return (job.lease_token, job.lease_owner) == (lease.token, lease.run_id)


def renew(session: Session, lease: Lease, *, duration: timedelta) -> JobState | None:
    """Extend a run's lease on its job and shards. Returns the job's state, or None when the lease is lost."""
    query = select(Job).where(Job.id == lease.job_id).with_for_update()
    job = session.scalars(query).one_or_none()
    if job is None or not holds(job, lease):
        return None
    job.lease_expires_at = now(session) + duration
    shards.renew(session, lease.run_id, duration=duration)
    return JobState(job.state)


def reap(session: Session, *, backoff: timedelta, limit: int = 50) -> int:
    """Take jobs from workers that have gone silent, and queue crashed jobs whose pause is over. Returns how many."""
    moment = now(session)
    # What is locked is left for the next time: a worker that was frozen in the middle of a transaction must not keep
    # the jobs of all others waiting, and two dispatchers must not wait for each other.
    silent = select(Job.id, Job.parent_id).where(Job.state.in_(_HELD), Job.lease_expires_at < moment)
    rested = select(Job.id, Job.parent_id).where(Job.state == JobState.CRASHED, Job.run_after <= moment)
    changed = 0
    for job_id, parent_id in session.execute(silent.limit(limit)).all():
        job = _try_lock_both(session, job_id, parent_id)
        if job is not None and job.state in _HELD and job.lease_expires_at and job.lease_expires_at < moment:
            gate.crash(session, job, LOST_WORKER, backoff=backoff)
            changed += 1
    for job_id, parent_id in session.execute(rested.limit(limit)).all():
        job = _try_lock_both(session, job_id, parent_id)
        if job is not None and job.state == JobState.CRASHED:
            gate.transition(session, job, JobState.QUEUED, reason="trying again after a crash")
            changed += 1
    return changed


LOST_WORKER = {
    "type": "lost-worker",
    "title": "The worker went silent",
    "detail": "The worker stopped sending heartbeats: it was killed, lost its network, or its machine stopped.",
    "hint": "Look at the worker's own log and at the machine's memory.",
}


def rehint(session: Session, *, queue: Queue, older_than: timedelta, limit: int) -> int:
    """Hint again for jobs that wait although a worker is idle: a broker may lose messages. Returns how many."""
    moment = now(session)
    query = (
        select(Job)
        .where(
            Job.state == JobState.QUEUED,
            Job.kind != JobKind.PIPELINE,
            Job.queue == queue,
            Job.blocked_by == 0,
            Job.run_after <= moment,
            Job.hinted_at.is_(None) | (Job.hinted_at < moment - older_than),
        )
        .order_by(Job.priority.desc(), Job.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    waiting = session.scalars(query).all()
    for job in waiting:
        gate.hint(session, job)
    return len(waiting)
