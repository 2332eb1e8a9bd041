"""Regular chores, without a scheduler: one row per chore says when it is next due, and whoever claims it does it."""

from datetime import datetime, timedelta

from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from store.base import Base
from store.db import now


class Chore(Base):
    __tablename__ = "chores"
    __shared__ = "chores of the installation"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    next_run_at: Mapped[datetime]
    """Also the lease: a claim moves it ahead, so that a chore whose process died is done again later."""
    last_run_at: Mapped[datetime | None]


def claim(session: Session, name: str, *, every: timedelta) -> bool:
    """Whether this chore is due and now ours. At most one process gets it, once per interval."""
    moment = now(session)
    query = select(Chore).where(Chore.name == name).with_for_update(skip_locked=True)
    chore = session.scalars(query).one_or_none()
    if chore is None:
        if session.get(Chore, name) is not None:
            return False  # somebody else holds it at this moment
        session.add(Chore(name=name, next_run_at=moment + every, last_run_at=moment))
        return True
    if chore.next_run_at > moment:
        return False
    chore.next_run_at, chore.last_run_at = moment + every, moment
    return True
