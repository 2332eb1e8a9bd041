"""API keys. Only an HMAC of a key is stored: neither the database nor its backups let anybody in."""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Index, String, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from store.access import tokens
from store.access.tokens import Token
from store.base import Base, Id
from store.db import now
from store.errors import Conflict, NotFound
from store.ids import new_id
from store.ownership import Owned
from store.pages import Page, newest_first
from store.secret import Secret

_PURPOSE = "api-keys"
_USE_IS_WRITTEN_EVERY = timedelta(minutes=1)


class AccessScope(StrEnum):
    """What a key may do."""

    DATASETS_READ = "datasets:read"
    """Look at datasets, samples, jobs, checkpoints, embeddings and subsets."""
    DATASETS_WRITE = "datasets:write"
    """Create, change and delete datasets and samples; upload."""
    JOBS_RUN = "jobs:run"
    """Submit, cancel and retry jobs."""
    EXPORTS_READ = "exports:read"
    """Download exports, checkpoints and embeddings."""
    ADMIN = "admin"
    """Everything in its workspace, keys, webhooks and the audit log included."""


class ApiKey(Owned, Base):
    __tablename__ = "api_keys"
    __table_args__ = (Index(None, "workspace_id", "id"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    scopes: Mapped[list[str]]
    digest: Mapped[str] = mapped_column(String(64))
    """HMAC-SHA256 of the key, hex."""
    previous_digest: Mapped[str | None] = mapped_column(String(64))
    previous_expires_at: Mapped[datetime | None]
    """Until when the key from before the last rotation works."""
    requests_per_minute: Mapped[int | None]
    max_queued_jobs: Mapped[int | None]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    last_used_at: Mapped[datetime | None]
    """To the minute."""
    revoked_at: Mapped[datetime | None]


@dataclass(frozen=True)
class Holder:
    """Whoever has shown a valid key."""

    key_id: str
    name: str
    workspace_id: str
    scopes: frozenset[AccessScope]
    requests_per_minute: int | None
    max_queued_jobs: int | None
    digest: str
    """Of the key as it is now: what a browser session is bound to."""
    expires_at: datetime | None
    note_use: bool
    """Whether the last use on record is old enough to be written anew."""


def create(
    session: Session,
    secret: Secret,
    *,
    name: str,
    scopes: Sequence[AccessScope],
    workspace_id: str | None = None,
    expires_at: datetime | None = None,
    requests_per_minute: int | None = None,
    max_queued_jobs: int | None = None,
) -> tuple[ApiKey, Token]:
    """A new key, and its text, which nobody can get again."""
    token = tokens.generate(new_id("key"))
    owner = {} if workspace_id is None else {"workspace_id": workspace_id}
    key = ApiKey(
        id=token.key_id, name=name, scopes=sorted(set(scopes)), digest=_digest(secret, token), expires_at=expires_at,
        requests_per_minute=requests_per_minute, max_queued_jobs=max_queued_jobs, created_at=now(session), **owner,
    )  # fmt: skip
    session.add(key)
    session.flush()
    return key, token


def get(session: Session, key_id: str) -> ApiKey:
    """NotFound when it was revoked, too."""
    key = session.scalars(select(ApiKey).where(ApiKey.id == key_id, ApiKey.revoked_at.is_(None))).one_or_none()
    if key is None:
        raise NotFound("API key", key_id)
    return key


def list_page(session: Session, *, limit: int, cursor: str | None = None) -> Page[ApiKey]:
    """Newest first, without the revoked."""
    query = select(ApiKey).where(ApiKey.revoked_at.is_(None))
    return newest_first(session, query, ApiKey.id, limit=limit, cursor=cursor)


def rotate(session: Session, secret: Secret, key_id: str, *, overlap: timedelta) -> tuple[ApiKey, Token]:
    """A new text for a key; the one before works for the `overlap`, and any older one no longer.

    Scopes, limits, the idempotency keys and the place in the audit log stay. Conflict when the key has expired.
    """
    key = get(session, key_id)
    moment = now(session)
    if key.expires_at is not None and key.expires_at <= moment:
        raise Conflict("The key has expired. Create a new one.")
    token = tokens.generate(key.id)
    key.previous_digest, key.previous_expires_at = key.digest, moment + overlap
    key.digest = _digest(secret, token)
    return key, token


def revoke(session: Session, key_id: str) -> None:
    """End a key, at once and for ever."""
    get(session, key_id).revoked_at = now(session)


def find(session: Session, secret: Secret, text: str) -> Holder | None:
    """Whose key this is; None when nobody's, or no longer."""
    token = tokens.parse(text)
    key = None if token is None else session.get(ApiKey, token.key_id)
    if token is None or key is None:
        return None
    moment, digest = now(session), _digest(secret, token)
    fits = hmac.compare_digest(digest, key.digest)
    if key.previous_digest is not None and hmac.compare_digest(digest, key.previous_digest):
        fits = key.previous_expires_at is not None and moment < key.previous_expires_at
    return _holder(key, moment) if fits else None


def holder(session: Session, key_id: str) -> Holder | None:
    """The holder of a key that has been shown before, while it is valid."""
    key = session.get(ApiKey, key_id)
    return None if key is None else _holder(key, now(session))


def note_use(session: Session, key_id: str) -> None:
    session.execute(update(ApiKey).where(ApiKey.id == key_id).values(last_used_at=now(session)))


def count(session: Session) -> int:
    """How many keys there are, of any workspace, the revoked ones included."""
    return session.execute(select(func.count(ApiKey.id))).scalar_one()


def _holder(key: ApiKey, moment: datetime) -> Holder | None:
    if key.revoked_at is not None or (key.expires_at is not None and key.expires_at <= moment):
        return None
    unnoted = key.last_used_at is None or moment - key.last_used_at > _USE_IS_WRITTEN_EVERY
    return Holder(
        key.id, key.name, key.workspace_id, frozenset(AccessScope(scope) for scope in key.scopes),
        key.requests_per_minute, key.max_queued_jobs, key.digest, key.expires_at, unnoted,
    )  # fmt: skip


def _digest(secret: Secret, token: Token) -> str:
    return secret.sign(_PURPOSE, token.text.encode()).hex()
