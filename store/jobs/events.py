"""Events: what happened to a job, numbered without gaps, so that a reader who was away can go on where it stopped."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, event, insert, select, text, update
from sqlalchemy.orm import Session

from store.db import now
from store.jobs.tables import TERMINAL, Counter, Job, JobEvent
from store.ownership import EVERYWHERE

_PENDING = "winnow_pending_events"
_COUNTER = "job_events"
_FROZEN = "10s"
STATE, PROGRESS, METRIC, LOG = "state", "progress", "metric", "log"


@dataclass(frozen=True)
class _Pending:
    job_id: str
    type: str
    data: dict[str, Any]


def append(session: Session, job_id: str, type_: str, data: dict[str, Any]) -> None:
    """Add an event to the current transaction. It is numbered when the transaction commits.

    The caller has locked or changed the job's row in this transaction, which orders the writers of one job.
    """
    session.info.setdefault(_PENDING, []).append(_Pending(job_id, type_, data))


@event.listens_for(Session, "before_commit")
def _number_events(session: Session) -> None:
    """Give numbers as the last act of a transaction.

    The counter's row is locked until the commit, so positions become visible in their order: a reader that has seen
    position 7 will never meet a 6 that committed late. Locking it last keeps the lock short and out of any deadlock.
    """
    pending: list[_Pending] = session.info.pop(_PENDING, [])
    if not pending:
        return
    session.flush()
    numbers = _numbers(session, pending)
    _end_when_frozen(session)
    moment, first = now(session), _reserve(session, len(pending))
    rows = [
        {
            "job_id": item.job_id,
            "number": number,
            "position": first + offset,
            "at": moment,
            "type": item.type,
            "data": item.data,
        }
        for offset, (item, number) in enumerate(zip(pending, numbers, strict=True))
    ]
    session.execute(insert(JobEvent), rows)


@event.listens_for(Session, "after_rollback")
def _forget_events(session: Session) -> None:
    session.info.pop(_PENDING, None)


def _numbers(session: Session, pending: Sequence[_Pending]) -> list[int]:
    counts: dict[str, int] = {}
    for item in pending:
        counts[item.job_id] = counts.get(item.job_id, 0) + 1
    upcoming: dict[str, int] = {}
    for job_id, count in sorted(counts.items()):
        last = session.execute(
            update(Job)
            .where(Job.id == job_id)
            .values(event_number=Job.event_number + count)
            .returning(Job.event_number)
            .execution_options(synchronize_session=False)
        ).scalar_one()
        upcoming[job_id] = last - count + 1
    numbers = []
    for item in pending:
        numbers.append(upcoming[item.job_id])
        upcoming[item.job_id] += 1
    return numbers


def _end_when_frozen(session: Session) -> None:
    """Have PostgreSQL end this transaction if its process stops here (SIGSTOP, a suspended machine, a cut cable).

    Everybody else waits for the counter. SQLite has no such server; there a frozen process is on the same machine.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(
            text(f"SET LOCAL idle_in_transaction_session_timeout = '{_FROZEN}'"), execution_options=EVERYWHERE
        )


def _reserve(session: Session, count: int) -> int:
    query = update(Counter).where(Counter.name == _COUNTER).values(value=Counter.value + count).returning(Counter.value)
    return session.execute(query.execution_options(synchronize_session=False)).scalar_one() - count + 1


def after(
    session: Session, job_id: str, number: int, *, limit: int = 500, types: Sequence[str] | None = None
) -> Sequence[JobEvent]:
    """Events of one job with higher numbers than `number`, in order."""
    query = (
        select(JobEvent)
        .where(JobEvent.job_id == job_id, JobEvent.number > number)
        .order_by(JobEvent.number)
        .limit(limit)
    )
    return session.scalars(query if types is None else query.where(JobEvent.type.in_(types))).all()


def after_position(
    session: Session, position: int, *, limit: int = 500, dataset_id: str | None = None
) -> Sequence[JobEvent]:
    """Events of all jobs behind `position`, in order."""
    query = select(JobEvent).where(JobEvent.position > position).order_by(JobEvent.position).limit(limit)
    if dataset_id is not None:
        query = query.where(JobEvent.job_id.in_(select(Job.id).where(Job.dataset_id == dataset_id)))
    return session.scalars(query).all()


def latest_position(session: Session) -> int:
    """The position of the newest event of all jobs."""
    return session.execute(select(Counter.value).where(Counter.name == _COUNTER)).scalar_one()


def prune(session: Session, *, older_than: timedelta, limit: int) -> int:
    """Remove old events of jobs that have ended, but for the changes of their state. Returns how many."""
    old = (
        select(JobEvent.position)
        .join(Job, Job.id == JobEvent.job_id)
        .where(JobEvent.at < now(session) - older_than, JobEvent.type != STATE, Job.state.in_(TERMINAL))
        .limit(limit)
    )
    positions = session.scalars(old).all()
    for start in range(0, len(positions), 500):
        session.execute(delete(JobEvent).where(JobEvent.position.in_(positions[start : start + 500])))
    return len(positions)
