"""Workers: who is there, what they can do and what they run."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import String, delete, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from store.base import Base, Id
from store.db import now
from store.specs.jobs import Queue


class Worker(Base):
    __tablename__ = "workers"
    __shared__ = "one fleet serves every workspace"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    host: Mapped[str] = mapped_column(String(255))
    pid: Mapped[int]
    version: Mapped[str] = mapped_column(String(40))
    device: Mapped[str] = mapped_column(String(80))
    queues: Mapped[list[str]]
    labels: Mapped[list[str]]
    plugins: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """`plugins`: a list of what is installed beside it, as worker.plugins.describe gives it."""
    run_id: Mapped[str | None] = mapped_column(Id)
    """The run that keeps it busy."""
    job_id: Mapped[str | None] = mapped_column(Id)
    started_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]


def register(
    session: Session, *, worker_id: str, name: str, host: str, pid: int, version: str, device: str,
    queues: Sequence[str], labels: Sequence[str], plugins: Sequence[dict[str, Any]] = (),
) -> None:  # fmt: skip
    """Add a worker that has just started."""
    moment = now(session)
    session.add(
        Worker(
            id=worker_id,
            name=name,
            host=host,
            pid=pid,
            version=version,
            device=device,
            queues=list(queues),
            labels=list(labels),
            plugins={"plugins": list(plugins)},
            started_at=moment,
            last_seen_at=moment,
        )
    )


def seen(session: Session, worker_id: str) -> bool:
    """Record a heartbeat. False when the worker is not registered (any more)."""
    result = session.execute(
        update(Worker).where(Worker.id == worker_id).values(last_seen_at=now(session)).returning(Worker.id)
    )
    return result.one_or_none() is not None


def busy(session: Session, worker_id: str, *, run_id: str | None, job_id: str | None) -> None:
    """Record what a worker runs, or with None that it is idle."""
    session.execute(
        update(Worker).where(Worker.id == worker_id).values(run_id=run_id, job_id=job_id, last_seen_at=now(session))
    )


def leave(session: Session, worker_id: str) -> None:
    session.execute(delete(Worker).where(Worker.id == worker_id))


def alive(session: Session, *, within: timedelta) -> Sequence[Worker]:
    """Workers that were seen lately, oldest first."""
    return session.scalars(select(Worker).where(Worker.last_seen_at > now(session) - within).order_by(Worker.id)).all()


def idle_count(session: Session, queue: Queue, *, within: timedelta) -> int:
    """How many live workers of a queue have nothing to do."""
    return sum(queue in worker.queues and worker.run_id is None for worker in alive(session, within=within))


def forget_silent(session: Session, *, longer_than: timedelta) -> int:
    """Remove workers that have not been seen for long. Returns how many."""
    silent = Worker.last_seen_at < now(session) - longer_than
    count = session.execute(select(func.count()).where(silent)).scalar_one()
    session.execute(delete(Worker).where(silent))
    return count
