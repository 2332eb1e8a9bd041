"""Idempotency keys (draft-ietf-httpapi-idempotency-key-header-07): a repeated POST gets the answer of the first.

The key is stored in the transaction of its effect, so that there is never one without the other.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Index, String, delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from store.base import Base, Json
from store.db import now
from store.errors import Conflict, InvalidField

LIFETIME = timedelta(days=1)


class IdempotencyKey(Base):
    __tablename__ = "idempotency_keys"
    __shared__ = "looked up by the API key that they belong to"
    __table_args__ = (Index(None, "expires_at"),)

    owner: Mapped[str] = mapped_column(String(64), primary_key=True)
    key: Mapped[str] = mapped_column(String(255), primary_key=True)
    fingerprint: Mapped[str] = mapped_column(String(64))
    """SHA-256 of method, path and body."""
    status: Mapped[int]
    headers: Mapped[dict[str, Any]]
    body: Mapped[Any] = mapped_column(Json)
    expires_at: Mapped[datetime]


def find(session: Session, *, owner: str, key: str, fingerprint: str) -> IdempotencyKey | None:
    """The stored answer to this request; InvalidField when the key was used for another one."""
    query = select(IdempotencyKey).where(IdempotencyKey.owner == owner, IdempotencyKey.key == key)
    stored = session.scalars(query).one_or_none()
    if stored is not None and stored.fingerprint != fingerprint:
        raise InvalidField("#header/Idempotency-Key", "This key was used for a different request.")
    return stored


def remember(
    session: Session,
    *,
    owner: str,
    key: str,
    fingerprint: str,
    status: int,
    headers: dict[str, str],
    body: Any,
) -> None:
    """Store the answer; Conflict when the same request is being answered at this very moment."""
    row = IdempotencyKey(
        owner=owner, key=key, fingerprint=fingerprint, status=status, headers=dict(headers), body=body,
        expires_at=now(session) + LIFETIME,
    )  # fmt: skip
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError as error:
        raise Conflict("The same request is being processed. Repeat it in a moment.") from error


def purge(session: Session) -> None:
    session.execute(delete(IdempotencyKey).where(IdempotencyKey.expires_at < now(session)))
