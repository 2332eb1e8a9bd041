"""Samples: one image each, at a dense position that is its row in every embedding."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    ForeignKey,
    Index,
    Select,
    String,
    Text,
    and_,
    func,
    or_,
    select,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from store.base import Base, Id, Json
from store.errors import NotFound
from store.pages import Page, decode_cursor, encode_cursor


class SampleStatus(StrEnum):
    OK = "ok"
    CORRUPT = "corrupt"
    DUPLICATE = "duplicate"


class SampleKind(StrEnum):
    IMAGE = "image"
    FRAME = "frame"
    """A frame of a video."""
    CROP = "crop"
    """A box or a grid tile of another sample."""


class Sample(Base):
    __tablename__ = "samples"
    __table_args__ = (
        Index("uq_samples_dataset_id_position", "dataset_id", "position", unique=True),
        Index("uq_samples_dataset_id_filename", "dataset_id", "filename", unique=True),
        Index("ix_samples_dataset_id_sha256", "dataset_id", "sha256"),
        Index("ix_samples_dataset_id_label_position", "dataset_id", "label", "position"),
        Index("ix_samples_dataset_id_status_position", "dataset_id", "status", "position"),
        Index("ix_samples_dataset_id_video_id_position", "dataset_id", "video_id", "position"),
        Index("ix_samples_dataset_id_parent_id_position", "dataset_id", "parent_id", "position"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    dataset_id: Mapped[str] = mapped_column(Id, ForeignKey("datasets.id"))
    position: Mapped[int] = mapped_column(BigInteger)
    filename: Mapped[str] = mapped_column(String(1024))
    sha256: Mapped[str] = mapped_column(String(64))
    size_bytes: Mapped[int] = mapped_column(BigInteger)
    format: Mapped[str | None] = mapped_column(String(16))
    width: Mapped[int | None]
    height: Mapped[int | None]
    kind: Mapped[str] = mapped_column(String(8), default=SampleKind.IMAGE)
    source_uri: Mapped[str | None] = mapped_column(Text)
    """Where the file stays, when it was imported without copying it."""
    video_id: Mapped[str | None] = mapped_column(Id, ForeignKey("videos.id"))
    frame_index: Mapped[int | None]
    """Of a frame, counted from 0 in presentation order."""
    frame_seconds: Mapped[float | None]
    """The exact presentation time of a frame."""
    parent_id: Mapped[str | None] = mapped_column(Id)
    """Of a crop: the sample that it is a part of."""
    box: Mapped[list[int] | None] = mapped_column(Json)
    """Of a crop: [x, y, width, height] in the upright parent, pixels."""
    label: Mapped[str | None] = mapped_column(String(255))
    """Weak label: the folder the file lay in."""
    status: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str | None] = mapped_column(Text)
    taken_at: Mapped[datetime | None]
    sharpness: Mapped[float | None]
    luminance: Mapped[float | None]
    contrast: Mapped[float | None]
    colorfulness: Mapped[float | None]
    snr: Mapped[float | None]
    uniform_row_ratio: Mapped[float | None]
    phash: Mapped[str | None] = mapped_column(String(16))
    attributes: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """The user's own metadata."""
    version_added: Mapped[int]
    version_deleted: Mapped[int | None]
    created_at: Mapped[datetime]


@dataclass(frozen=True)
class SampleFilter:
    """What a listing may ask for; None means no matter."""

    status: Sequence[SampleStatus] | None = None
    label: Sequence[str] | None = None


def visible(dataset_id: str, version: int) -> ColumnElement[bool]:
    """The samples that belong to a dataset at `version`."""
    return and_(
        Sample.dataset_id == dataset_id,
        Sample.version_added <= version,
        or_(Sample.version_deleted.is_(None), Sample.version_deleted > version),
    )


def get(session: Session, dataset_id: str, sample_id: str) -> Sample:
    sample = session.scalars(
        select(Sample).where(Sample.id == sample_id, Sample.dataset_id == dataset_id)
    ).one_or_none()
    if sample is None:
        raise NotFound("sample", sample_id)
    return sample


def list_page(
    session: Session,
    dataset_id: str,
    version: int,
    *,
    limit: int,
    cursor: str | None = None,
    where: SampleFilter | None = None,
) -> Page[Sample]:
    """In order of position."""
    query = select(Sample).where(visible(dataset_id, version)).order_by(Sample.position).limit(limit + 1)
    query = _filtered(query, where or SampleFilter())
    if cursor is not None:
        query = query.where(Sample.position > decode_cursor(cursor, (int,))[0])
    rows = session.scalars(query).all()
    return Page(rows[:limit], encode_cursor(rows[limit - 1].position) if len(rows) > limit else None)


def _filtered(query: Select[Sample], where: SampleFilter) -> Select[Sample]:
    if where.status:
        query = query.where(Sample.status.in_([str(status) for status in where.status]))
    if where.label:
        query = query.where(Sample.label.in_(where.label))
    return query


@dataclass(frozen=True)
class Row:
    """What a worker needs of a sample."""

    position: int
    id: str
    sha256: str
    label: str | None
    ok: bool


def rows(session: Session, dataset_id: str, version: int) -> Iterator[Row]:
    """Every position up to the highest of `version`, in order; deleted samples come as not ok."""
    query = (
        select(Sample.position, Sample.id, Sample.sha256, Sample.label, Sample.status, Sample.version_deleted)
        .where(Sample.dataset_id == dataset_id, Sample.version_added <= version)
        .order_by(Sample.position)
        .execution_options(yield_per=5000)
    )
    for position, sample_id, sha256, label, status, deleted in session.execute(query):
        alive = deleted is None or deleted > version
        yield Row(position, sample_id, sha256, label, alive and status == SampleStatus.OK)


def count_ok(session: Session, dataset_id: str, version: int) -> int:
    query = select(func.count()).where(visible(dataset_id, version), Sample.status == SampleStatus.OK)
    return session.execute(query).scalar_one()


def positions_of(session: Session, dataset_id: str, sample_ids: Sequence[str]) -> dict[str, int]:
    """Position by id, of those ids that are samples of the dataset."""
    found: dict[str, int] = {}
    for start in range(0, len(sample_ids), 500):  # SQLite takes at most 32 766 variables
        chunk = sample_ids[start : start + 500]
        query = select(Sample.id, Sample.position).where(Sample.dataset_id == dataset_id, Sample.id.in_(chunk))
        found.update(session.execute(query).tuples().all())
    return found


def present_positions(session: Session, dataset_id: str, *, below: int) -> list[int]:
    """Positions below a limit of the usable samples that have not been deleted, in order."""
    query = (
        select(Sample.position)
        .where(
            Sample.dataset_id == dataset_id,
            Sample.position < below,
            Sample.status == SampleStatus.OK,
            Sample.version_deleted.is_(None),
        )
        .order_by(Sample.position)
    )
    return list(session.scalars(query))
