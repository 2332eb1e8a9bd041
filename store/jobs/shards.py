"""Shards: the parts of a job that any number of workers do side by side, each under a lease of its own."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, exists, func, or_, select, update
from sqlalchemy.orm import Session

from store.db import Database, now
from store.errors import LeaseLost
from store.jobs import outbox
from store.jobs.tables import Job, JobLabel, JobState, Shard, ShardState
from store.specs.jobs import Queue


@dataclass(frozen=True)
class ShardLease:
    job_id: str
    index: int
    token: int
    run_id: str
    start: int
    stop: int
    attempt: int


def plan(session: Session, job_id: str, *, total: int, size: int) -> None:
    """Split `total` items into shards of `size`, unless an earlier attempt has done so."""
    if session.execute(select(func.count()).where(Shard.job_id == job_id)).scalar_one() > 0:
        return
    session.add_all(
        Shard(job_id=job_id, index=index, start=start, stop=min(start + size, total), state=ShardState.PENDING)
        for index, start in enumerate(range(0, total, size))
    )
    session.flush()


def claim(session: Session, job_id: str, *, run_id: str, duration: timedelta) -> ShardLease | None:
    """Take a shard that nobody works on: a new one, or one whose worker went silent."""
    moment = now(session)
    query = (
        select(Shard)
        .where(
            Shard.job_id == job_id,
            or_(
                Shard.state == ShardState.PENDING,
                (Shard.state == ShardState.RUNNING) & (Shard.lease_expires_at < moment),
            ),
        )
        .order_by(Shard.index)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    shard = session.scalars(query).one_or_none()
    if shard is None:
        return None
    shard.state, shard.done = ShardState.RUNNING, 0
    shard.attempt += 1
    shard.lease_token += 1
    shard.lease_owner, shard.lease_expires_at = run_id, moment + duration
    return ShardLease(job_id, shard.index, shard.lease_token, run_id, shard.start, shard.stop, shard.attempt)


@contextmanager
def fenced(database: Database, lease: ShardLease) -> Iterator[tuple[Session, Shard]]:
    """A write transaction of whoever holds a shard; LeaseLost when it has passed on or the job no longer runs."""
    with database.write() as session:
        # The job's row is only read: shard workers must not queue up behind each other on it.
        state = session.execute(select(Job.state).where(Job.id == lease.job_id)).scalar_one_or_none()
        query = select(Shard).where(Shard.job_id == lease.job_id, Shard.index == lease.index).with_for_update()
        shard = session.scalars(query).one_or_none()
        if (
            shard is None
            or state != JobState.RUNNING
            or shard.state != ShardState.RUNNING
            or (shard.lease_token, shard.lease_owner) != (lease.token, lease.run_id)
        ):
            raise LeaseLost(f"The lease of shard {lease.index} of job {lease.job_id} has ended.")
        yield session, shard


def finish(shard: Shard, result: dict[str, Any]) -> None:
    """Mark a fenced shard as done."""
    shard.state, shard.result, shard.done = ShardState.DONE, result, shard.stop - shard.start
    shard.lease_owner = shard.lease_expires_at = None


def renew(session: Session, run_id: str, *, duration: timedelta) -> None:
    """Extend every shard lease of a run."""
    session.execute(
        update(Shard)
        .where(Shard.lease_owner == run_id, Shard.state == ShardState.RUNNING)
        .values(lease_expires_at=now(session) + duration)
    )


def release(session: Session, run_id: str) -> None:
    """Give back every shard that a run held, at once instead of after its lease."""
    _give_back(session, Shard.lease_owner == run_id)


def release_all(session: Session, job_id: str) -> None:
    """Take back the shards of a job that has ended: whoever works on one finds its lease gone."""
    _give_back(session, Shard.job_id == job_id)


def _give_back(session: Session, which: ColumnElement[bool]) -> None:
    session.execute(
        update(Shard)
        .where(which, Shard.state == ShardState.RUNNING)
        .values(state=ShardState.PENDING, lease_owner=None, lease_expires_at=None)
    )


def forgive(session: Session, job_id: str) -> None:
    """Give unfinished shards all their attempts again, because somebody retries the job by hand."""
    session.execute(update(Shard).where(Shard.job_id == job_id, Shard.state != ShardState.DONE).values(attempt=0))


def forget(session: Session, job_id: str) -> None:
    """Drop the shards of a job with their results: its next attempt begins anew."""
    session.execute(delete(Shard).where(Shard.job_id == job_id))


def needs_help(session: Session, *, queues: Sequence[Queue], labels: Sequence[str]) -> str | None:
    """A running job with shards that nobody works on, for a worker that found no job to claim."""
    missing_label = exists().where(JobLabel.job_id == Job.id, JobLabel.label.not_in(labels))
    query = _with_pending_shards(queues).where(~missing_label).order_by(Job.priority.desc(), Job.id).limit(1)
    return session.scalars(query).one_or_none()


def rehint(session: Session, *, queue: Queue, limit: int) -> None:
    """Tell up to `limit` idle workers about running jobs whose shards wait, one for each such job."""
    for _ in session.scalars(_with_pending_shards([queue]).limit(limit)).all():
        outbox.add(session, queue)


def _with_pending_shards(queues: Sequence[Queue]) -> Select[str]:
    pending = exists().where(Shard.job_id == Job.id, Shard.state == ShardState.PENDING)
    return select(Job.id).where(Job.state == JobState.RUNNING, Job.queue.in_([str(queue) for queue in queues]), pending)


@dataclass(frozen=True)
class ShardTotals:
    """How far the shards of a job are."""

    shards: int
    shards_done: int
    items: int
    items_done: int
    worst_attempt: int

    @property
    def complete(self) -> bool:
        return self.shards == self.shards_done


def totals(session: Session, job_id: str) -> ShardTotals:
    """Over all shards of a job; `worst_attempt` counts only those that are not done."""
    query = select(
        func.count(),
        func.count().filter(Shard.state == ShardState.DONE),
        func.coalesce(func.sum(Shard.stop - Shard.start), 0),
        func.coalesce(func.sum(Shard.done), 0),
        func.coalesce(func.max(Shard.attempt).filter(Shard.state != ShardState.DONE), 0),
    ).where(Shard.job_id == job_id)
    shards, shards_done, items, items_done, worst = session.execute(query).one()
    return ShardTotals(shards, shards_done, int(items), int(items_done), worst)


def results(session: Session, job_id: str) -> Sequence[Shard]:
    """Every shard of a job in order."""
    return session.scalars(select(Shard).where(Shard.job_id == job_id).order_by(Shard.index)).all()
