"""Projections: maps of an embedding in two dimensions, kept as one column of points."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from store.base import Base, Id, Json
from store.errors import NotFound
from store.pages import Page, newest_first


class Projection(Base):
    __tablename__ = "projections"
    __table_args__ = (Index(None, "embedding_id", "id"), Index(None, "job_id"))
    __owned_through__ = "embedding_id"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    embedding_id: Mapped[str] = mapped_column(Id, ForeignKey("embeddings.id"))
    job_id: Mapped[str] = mapped_column(Id, ForeignKey("jobs.id"))
    method: Mapped[dict[str, Any]]
    """The specification: its name, parameters and seed."""
    count: Mapped[int] = mapped_column(BigInteger)
    """N: one point for each row of the embedding."""
    valid_count: Mapped[int] = mapped_column(BigInteger)
    """Points that there are; the others are NaN."""
    bounds: Mapped[list[float]] = mapped_column(Json)
    """[smallest x, smallest y, largest x, largest y]; empty without points."""
    metrics: Mapped[dict[str, Any]]
    blob_key: Mapped[str] = mapped_column(String(255))
    """float32 (N, 2), little-endian, by position."""
    size_bytes: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime]


def get(session: Session, projection_id: str) -> Projection:
    projection = session.get(Projection, projection_id)
    if projection is None:
        raise NotFound("projection", projection_id)
    return projection


def list_page(session: Session, embedding_id: str, *, limit: int, cursor: str | None = None) -> Page[Projection]:
    """Newest first."""
    query = select(Projection).where(Projection.embedding_id == embedding_id)
    return newest_first(session, query, Projection.id, limit=limit, cursor=cursor)
