"""Checkpoints: exportable backbones, and the resumable training state behind them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from store.base import Base, Id
from store.errors import NotFound
from store.ownership import Owned
from store.pages import Page, newest_first


class Checkpoint(Owned, Base):
    __tablename__ = "checkpoints"
    __table_args__ = (Index(None, "workspace_id", "id"), Index(None, "dataset_id", "id"), Index(None, "job_id"))

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    dataset_id: Mapped[str] = mapped_column(Id, ForeignKey("datasets.id"))
    dataset_version: Mapped[int]
    job_id: Mapped[str] = mapped_column(Id, ForeignKey("jobs.id"))
    method: Mapped[str] = mapped_column(String(40))
    backbone: Mapped[str] = mapped_column(String(80))
    card: Mapped[dict[str, Any]]
    """What is needed to use the weights: backbone spec, image size, mean and std."""
    epochs: Mapped[int]
    dim: Mapped[int]
    metrics: Mapped[dict[str, Any]]
    blob_key: Mapped[str] = mapped_column(String(255))
    """The backbone as safetensors."""
    state_key: Mapped[str | None] = mapped_column(String(255))
    """The resumable training state."""
    size_bytes: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime]


class CheckpointFile(Base):
    """The backbone of a checkpoint in the format of another tool."""

    __tablename__ = "checkpoint_files"
    __owned_through__ = "checkpoint_id"

    checkpoint_id: Mapped[str] = mapped_column(Id, ForeignKey("checkpoints.id"), primary_key=True)
    format: Mapped[str] = mapped_column(String(20), primary_key=True)
    job_id: Mapped[str] = mapped_column(Id, ForeignKey("jobs.id"))
    blob_key: Mapped[str] = mapped_column(String(255))
    size_bytes: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime]


def get(session: Session, checkpoint_id: str) -> Checkpoint:
    checkpoint = session.get(Checkpoint, checkpoint_id)
    if checkpoint is None:
        raise NotFound("checkpoint", checkpoint_id)
    return checkpoint


def list_page(
    session: Session, *, limit: int, cursor: str | None = None, dataset_id: str | None = None
) -> Page[Checkpoint]:
    """Newest first."""
    query = select(Checkpoint)
    if dataset_id is not None:
        query = query.where(Checkpoint.dataset_id == dataset_id)
    return newest_first(session, query, Checkpoint.id, limit=limit, cursor=cursor)


def files(session: Session, checkpoint_id: str) -> Sequence[CheckpointFile]:
    """What the checkpoint has been converted to, by format."""
    query = select(CheckpointFile).where(CheckpointFile.checkpoint_id == checkpoint_id)
    return session.scalars(query.order_by(CheckpointFile.format)).all()


def find_file(session: Session, checkpoint_id: str, format_: str) -> CheckpointFile | None:
    """The checkpoint in one format, if it has been converted to it."""
    return session.get(CheckpointFile, (checkpoint_id, format_))


def put_file(session: Session, file: CheckpointFile) -> None:
    """Add a conversion; one of the same format is replaced, and housekeeping removes its bytes."""
    session.merge(file)
