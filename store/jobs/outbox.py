"""The outbox: hints for the broker, stored with the change that makes them true and sent afterwards."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from store.db import now
from store.ids import new_id
from store.jobs.tables import OutboxMessage
from store.specs.jobs import Queue

# The Celery task that a hint starts: "look into the queue of record, there is work for you".
HINT_TASK = "winnow.work"


def add(session: Session, queue: Queue) -> None:
    """Tell one worker of `queue`, once the current transaction is committed, that there is work."""
    session.add(OutboxMessage(id=new_id("out"), queue=queue, created_at=now(session), dispatched_at=None))


def undispatched(session: Session, *, limit: int = 100) -> Sequence[OutboxMessage]:
    """The oldest hints to send."""
    query = select(OutboxMessage).where(OutboxMessage.dispatched_at.is_(None)).order_by(OutboxMessage.id).limit(limit)
    return session.scalars(query).all()


def mark_dispatched(session: Session, ids: Sequence[str]) -> None:
    session.execute(update(OutboxMessage).where(OutboxMessage.id.in_(ids)).values(dispatched_at=now(session)))


def purge(session: Session, *, older_than: timedelta) -> None:
    """Forget hints that were sent long ago."""
    session.execute(delete(OutboxMessage).where(OutboxMessage.dispatched_at < now(session) - older_than))
