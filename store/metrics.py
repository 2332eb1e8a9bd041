"""Counts for monitoring."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from store import workers
from store.db import now
from store.jobs.tables import Job, JobState, OutboxMessage
from store.specs.jobs import JobKind, Queue


@dataclass(frozen=True)
class Snapshot:
    """How the service stands at one moment."""

    jobs: Sequence[tuple[str, str, int]]
    """(kind, state, how many)"""
    oldest_queued_seconds: dict[str, float]
    """By queue: how long the job that has waited longest could have run; 0 when none waits."""
    workers_busy: int
    workers_idle: int
    outbox_backlog: int


def snapshot(session: Session, *, alive_within: timedelta) -> Snapshot:
    by_state = select(Job.kind, Job.state, func.count()).group_by(Job.kind, Job.state)
    alive = workers.alive(session, within=alive_within)
    busy = sum(worker.run_id is not None for worker in alive)
    backlog = select(func.count()).where(OutboxMessage.dispatched_at.is_(None))
    return Snapshot(
        jobs=[(kind, state, count) for kind, state, count in session.execute(by_state)],
        oldest_queued_seconds=_oldest_queued_seconds(session),
        workers_busy=busy,
        workers_idle=len(alive) - busy,
        outbox_backlog=session.execute(backlog).scalar_one(),
    )


def _oldest_queued_seconds(session: Session) -> dict[str, float]:
    query = (
        select(Job.queue, func.min(Job.run_after))
        .where(Job.state == JobState.QUEUED, Job.kind != JobKind.PIPELINE, Job.blocked_by == 0)
        .group_by(Job.queue)
    )
    moment = now(session)
    waiting = {queue: (moment - since).total_seconds() for queue, since in session.execute(query)}
    return {str(queue): max(0.0, waiting.get(queue, 0.0)) for queue in Queue}
