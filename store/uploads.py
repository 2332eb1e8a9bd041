"""Uploads: bytes that have arrived whole and wait for an ingest job to read them."""

from datetime import datetime, timedelta

from sqlalchemy import BigInteger, ForeignKey, Index, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from store.base import Base, Id
from store.db import now
from store.errors import NotFound
from store.pages import Page, newest_first


class Upload(Base):
    __tablename__ = "uploads"
    __table_args__ = (Index(None, "dataset_id", "id"), Index(None, "expires_at"))

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    dataset_id: Mapped[str] = mapped_column(Id, ForeignKey("datasets.id"))
    filename: Mapped[str] = mapped_column(String(1024))
    size_bytes: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[str] = mapped_column(String(64))
    blob_key: Mapped[str] = mapped_column(String(255))
    job_id: Mapped[str | None] = mapped_column(Id)
    """The ingest job that was started for it."""
    purpose: Mapped[str] = mapped_column(String(12), default="images")
    """images: to be ingested; annotations: metadata, labels, predictions or a manifest that a job will read."""
    state: Mapped[str] = mapped_column(String(10), default="complete")
    """receiving (a resumable upload in progress) or complete."""
    offset: Mapped[int] = mapped_column(BigInteger, default=0)
    """Bytes received so far by a resumable upload."""
    parts: Mapped[list[str]] = mapped_column(default=list)
    """Blob keys of the received pieces, in order, until they are joined."""
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]


def add(session: Session, upload: Upload, *, lifetime: timedelta) -> None:
    """Record bytes that are in the object store already."""
    upload.created_at = now(session)
    upload.expires_at = upload.created_at + lifetime
    session.add(upload)
    session.flush()


def get(session: Session, upload_id: str) -> Upload:
    upload = session.get(Upload, upload_id)
    if upload is None:
        raise NotFound("upload", upload_id)
    return upload


def list_page(session: Session, dataset_id: str, *, limit: int, cursor: str | None = None) -> Page[Upload]:
    """Newest first."""
    query = select(Upload).where(Upload.dataset_id == dataset_id)
    return newest_first(session, query, Upload.id, limit=limit, cursor=cursor)


def expired(session: Session, *, limit: int) -> list[Upload]:
    """Uploads whose time has passed, oldest first."""
    query = select(Upload).where(Upload.expires_at < now(session)).order_by(Upload.expires_at).limit(limit)
    return list(session.scalars(query))


def expire_soon(session: Session, upload_id: str) -> None:
    """Its images are stored one by one now; housekeeping removes the archive."""
    get(session, upload_id).expires_at = now(session)
