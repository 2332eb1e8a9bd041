"""Exports: files that carry a subset out. They expire; making one again is cheap."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from store.base import Base, Id
from store.db import now
from store.errors import NotFound
from store.ownership import Owned
from store.pages import Page, newest_first


class Export(Owned, Base):
    __tablename__ = "exports"
    __table_args__ = (
        Index(None, "workspace_id", "id"),
        Index(None, "subset_id", "id"),
        Index(None, "job_id"),
        Index(None, "expires_at"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    dataset_id: Mapped[str] = mapped_column(Id, ForeignKey("datasets.id"))
    subset_id: Mapped[str] = mapped_column(Id, ForeignKey("subsets.id"))
    job_id: Mapped[str] = mapped_column(Id, ForeignKey("jobs.id"))
    exporter: Mapped[str] = mapped_column(String(40))
    filename: Mapped[str] = mapped_column(String(255))
    media_type: Mapped[str] = mapped_column(String(100))
    blob_key: Mapped[str] = mapped_column(String(255))
    size_bytes: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]


def get(session: Session, export_id: str) -> Export:
    """NotFound when it has expired, too."""
    export = session.get(Export, export_id)
    if export is None or export.expires_at < now(session):
        raise NotFound("export", export_id)
    return export


def list_page(session: Session, *, limit: int, cursor: str | None = None, subset_id: str | None = None) -> Page[Export]:
    """Newest first, without the expired."""
    query = select(Export).where(Export.expires_at >= now(session))
    if subset_id is not None:
        query = query.where(Export.subset_id == subset_id)
    return newest_first(session, query, Export.id, limit=limit, cursor=cursor)


def expired(session: Session, *, limit: int) -> list[Export]:
    """Exports whose time has passed, oldest first."""
    query = select(Export).where(Export.expires_at < now(session)).order_by(Export.expires_at).limit(limit)
    return list(session.scalars(query))
