"""Embeddings: a matrix (N, D) over a dataset version, row = sample position."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from store.base import Base, Id
from store.errors import NotFound
from store.ownership import Owned
from store.pages import Page, newest_first


class Embedding(Owned, Base):
    __tablename__ = "embeddings"
    __table_args__ = (Index(None, "workspace_id", "id"), Index(None, "dataset_id", "id"), Index(None, "job_id"))

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    dataset_id: Mapped[str] = mapped_column(Id, ForeignKey("datasets.id"))
    dataset_version: Mapped[int]
    job_id: Mapped[str] = mapped_column(Id, ForeignKey("jobs.id"))
    checkpoint_id: Mapped[str | None] = mapped_column(Id, ForeignKey("checkpoints.id"))
    source: Mapped[str] = mapped_column(String(80))
    """In words: which network made it."""
    count: Mapped[int] = mapped_column(BigInteger)
    """N: rows, one per position of the dataset version."""
    valid_count: Mapped[int] = mapped_column(BigInteger)
    """Rows that hold a vector; the others (corrupt, duplicate, deleted samples) are zero."""
    dim: Mapped[int]
    metrics: Mapped[dict[str, Any]]
    normalised: Mapped[bool] = mapped_column(default=True)
    """Whether every vector has unit length."""
    storage: Mapped[str] = mapped_column(String(8), default="float32")
    """float32 or float16: of the numbers in the file."""
    blob_key: Mapped[str] = mapped_column(String(255))
    """An .npy file, (N, D)."""
    manifest_key: Mapped[str] = mapped_column(String(255))
    size_bytes: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime]


def get(session: Session, embedding_id: str) -> Embedding:
    embedding = session.get(Embedding, embedding_id)
    if embedding is None:
        raise NotFound("embedding", embedding_id)
    return embedding


def of_older_versions(
    session: Session, dataset_id: str, version: int, checkpoint_id: str | None, *, before: datetime
) -> Sequence[Embedding]:
    """Embeddings of a dataset by a checkpoint, or by none, of versions below `version`, that were made `before`; the
    newest first.
    """
    query = select(Embedding).where(
        Embedding.dataset_id == dataset_id,
        Embedding.dataset_version < version,
        Embedding.checkpoint_id == checkpoint_id,
        Embedding.created_at < before,
    )
    return session.scalars(query.order_by(Embedding.dataset_version.desc(), Embedding.id.desc())).all()


def list_page(
    session: Session, *, limit: int, cursor: str | None = None, dataset_id: str | None = None
) -> Page[Embedding]:
    """Newest first."""
    query = select(Embedding)
    if dataset_id is not None:
        query = query.where(Embedding.dataset_id == dataset_id)
    return newest_first(session, query, Embedding.id, limit=limit, cursor=cursor)
