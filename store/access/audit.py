"""The audit log: who has changed what and when, written in the transaction of the change."""

from datetime import datetime, timedelta

from sqlalchemy import Index, String, Text, delete, event, select
from sqlalchemy.orm import Mapped, Session, UOWTransaction, mapped_column

from store import ownership
from store.base import Base, Id
from store.db import now
from store.ids import new_id
from store.ownership import Owned
from store.pages import Page, newest_first

_CREATED = "winnow_created"
_MAX_CREATED = 20


class AuditEntry(Owned, Base):
    __tablename__ = "audit_log"
    __table_args__ = (Index(None, "workspace_id", "id"), Index(None, "at"))

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    at: Mapped[datetime]
    key_id: Mapped[str] = mapped_column(String(40))
    key_name: Mapped[str] = mapped_column(String(200))
    operation: Mapped[str] = mapped_column(String(100))
    method: Mapped[str] = mapped_column(String(10))
    path: Mapped[str] = mapped_column(Text)
    created: Mapped[list[str]]
    """The ids of what the request has made, at most twenty."""
    request_id: Mapped[str] = mapped_column(String(64))
    client: Mapped[str | None] = mapped_column(String(64))


def list_page(
    session: Session, *, limit: int, cursor: str | None = None, key_id: str | None = None
) -> Page[AuditEntry]:
    """Newest first."""
    query = select(AuditEntry)
    if key_id is not None:
        query = query.where(AuditEntry.key_id == key_id)
    return newest_first(session, query, AuditEntry.id, limit=limit, cursor=cursor)


def purge(session: Session, *, older_than: timedelta) -> None:
    session.execute(delete(AuditEntry).where(AuditEntry.at < now(session) - older_than))


@event.listens_for(Session, "after_flush")
def _collect_created(session: Session, flush: UOWTransaction) -> None:
    del flush
    if ownership.of_session(session) is not None:
        created: list[str] = session.info.setdefault(_CREATED, [])
        made = [row for row in session.new if isinstance(row, Owned) and not isinstance(row, AuditEntry)]
        created.extend(str(identifier) for row in made if (identifier := getattr(row, "id", None)) is not None)


@event.listens_for(Session, "before_commit")
def _write_entry(session: Session) -> None:
    """One entry for each request: further transactions of the same one (a large upload) are not told again."""
    scope = ownership.of_session(session)
    if scope is None or scope.cause is None or scope.cause.told or session.in_nested_transaction():
        return
    session.flush()
    created = session.info.pop(_CREATED, [])
    cause = scope.cause
    session.add(
        AuditEntry(
            id=new_id("aud"), at=now(session), key_id=scope.key_id, key_name=scope.key_name, operation=cause.operation,
            method=cause.method, path=cause.path[:2000], created=created[:_MAX_CREATED],
            request_id=cause.request_id, client=cause.client,
        )
    )  # fmt: skip


@event.listens_for(Session, "after_rollback")
def _forget_created(session: Session) -> None:
    session.info.pop(_CREATED, None)
