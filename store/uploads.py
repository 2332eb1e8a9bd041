"""Uploads: bytes that arrive, at once or piece by piece, and wait for a job to read them."""

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from store.base import Base, Id
from store.db import now
from store.errors import Conflict, Expired, NotFound, QuotaExceeded
from store.ownership import EVERYWHERE
from store.pages import Page, newest_first

# One fixed number for PostgreSQL's advisory lock: uploads that would share the last free bytes are counted one by one.
_QUOTA_LOCK = 0x77_69_6E_6E_6F_77_02


class UploadState(StrEnum):
    RECEIVING = "receiving"
    """A resumable upload in progress."""
    COMPLETE = "complete"


class UploadPurpose(StrEnum):
    IMAGES = "images"
    """To be ingested."""
    ANNOTATIONS = "annotations"
    """Metadata, labels, predictions or a manifest, for a job to read."""
    WEIGHTS = "weights"
    """Weights of a backbone, for an import_weights job."""


class Upload(Base):
    __tablename__ = "uploads"
    __owned_through__ = "dataset_id"
    __table_args__ = (Index(None, "dataset_id", "id"), Index(None, "expires_at"))

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    dataset_id: Mapped[str] = mapped_column(Id, ForeignKey("datasets.id"))
    filename: Mapped[str] = mapped_column(String(1024))
    size_bytes: Mapped[int] = mapped_column(BigInteger)
    """While it is received, as announced."""
    sha256: Mapped[str] = mapped_column(String(64))
    """Empty while it is received."""
    blob_key: Mapped[str] = mapped_column(String(255))
    """Empty while it is received."""
    job_id: Mapped[str | None] = mapped_column(Id)
    """The ingest job that was started for it."""
    purpose: Mapped[str] = mapped_column(String(12), default=UploadPurpose.IMAGES)
    state: Mapped[str] = mapped_column(String(10), default=UploadState.COMPLETE)
    offset: Mapped[int] = mapped_column(BigInteger, default=0)
    """Bytes received so far by a resumable upload."""
    parts: Mapped[list[str]] = mapped_column(default=list)
    """Blob keys of the received pieces, in order, until they are joined."""
    metadata_header: Mapped[str | None] = mapped_column(Text)
    """What the client of a resumable upload said about it, as it said it."""
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]


def add(session: Session, upload: Upload, *, lifetime: timedelta) -> None:
    """Record bytes that are in the object store already, or a resumable upload that begins."""
    upload.created_at = now(session)
    upload.expires_at = upload.created_at + lifetime
    session.add(upload)
    session.flush()


def get(session: Session, upload_id: str) -> Upload:
    upload = session.get(Upload, upload_id)
    if upload is None:
        raise NotFound("upload", upload_id)
    return upload


def refuse_above(session: Session, *, size_bytes: int, max_total: int | None) -> None:
    """QuotaExceeded when all uploads, those in progress with their full size, and `size_bytes` exceed `max_total`.

    Holds for the rest of the transaction: nobody else is let in meanwhile.
    """
    if max_total is None:
        return
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(_QUOTA_LOCK)))
    total = select(func.coalesce(func.sum(Upload.size_bytes), 0))
    kept = int(session.execute(total, execution_options=EVERYWHERE).scalar_one())
    if kept + size_bytes > max_total:
        raise QuotaExceeded(
            f"Uploads may take {max_total} bytes in all, and {kept} are taken. Try again when jobs have read some."
        )


def current(session: Session, upload_id: str, *, lock: bool = False) -> Upload:
    """One that is complete or can still be resumed; Expired when its time has passed."""
    query = select(Upload).where(Upload.id == upload_id)
    upload = session.scalars(query.with_for_update() if lock else query).one_or_none()
    if upload is None:
        raise NotFound("upload", upload_id)
    if upload.state == UploadState.RECEIVING and upload.expires_at < now(session):
        raise Expired(f"The upload {upload_id} has expired. Start a new one.")
    return upload


def advance(
    session: Session, upload_id: str, *, start: int, stop: int, parts: list[str], lifetime: timedelta
) -> Upload:
    """Bytes `start` to `stop` have arrived, and `parts` hold all there are. Conflict when others came first."""
    upload = _at(session, upload_id, start)
    upload.offset, upload.parts, upload.expires_at = stop, parts, now(session) + lifetime
    return upload


def complete(
    session: Session, upload_id: str, *, start: int, blob_key: str, sha256: str, lifetime: timedelta
) -> Upload:
    """The bytes from `start` on have arrived, and one blob holds them all. Conflict when others came first."""
    upload = _at(session, upload_id, start)
    upload.state, upload.offset, upload.parts = UploadState.COMPLETE, upload.size_bytes, []
    upload.blob_key, upload.sha256, upload.expires_at = blob_key, sha256, now(session) + lifetime
    return upload


def terminate(session: Session, upload_id: str) -> list[str]:
    """Give up one that is in progress. Returns the keys of its blobs; Conflict when it is complete."""
    upload = current(session, upload_id, lock=True)
    if upload.state == UploadState.COMPLETE:
        raise Conflict(f"The upload {upload_id} is complete. It is removed when a job has read it or when it expires.")
    session.delete(upload)
    return upload.parts


def _at(session: Session, upload_id: str, offset: int) -> Upload:
    """An offset stands for all that arrived before it, since every change moves it: a compare-and-swap."""
    upload = current(session, upload_id, lock=True)
    if upload.offset != offset:
        raise Conflict(f"The upload {upload_id} is at offset {upload.offset} by now: another request was faster.")
    return upload


def list_page(session: Session, dataset_id: str, *, limit: int, cursor: str | None = None) -> Page[Upload]:
    """Newest first."""
    query = select(Upload).where(Upload.dataset_id == dataset_id)
    return newest_first(session, query, Upload.id, limit=limit, cursor=cursor)


def expired(session: Session, *, limit: int) -> list[Upload]:
    """Uploads whose time has passed, oldest first; not those that a request is just prolonging."""
    query = select(Upload).where(Upload.expires_at < now(session)).order_by(Upload.expires_at).limit(limit)
    return list(session.scalars(query.with_for_update(skip_locked=True)))


def expire_soon(session: Session, upload_id: str) -> None:
    """Its images are stored one by one now; housekeeping removes the archive."""
    get(session, upload_id).expires_at = now(session)
