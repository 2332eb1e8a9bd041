"""Samples: one image each, at a dense position that is its row in every embedding."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, ForeignKey, Index, String, Text, and_, func, or_, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from store.base import Base, Id, Json
from store.errors import NotFound
from store.specs.samples import SampleKind, SampleStatus

__all__ = [
    "Row", "Sample", "SampleKind", "SampleStatus", "at_positions", "count_ok", "get", "ok_positions", "positions_of",
    "rows", "source_uri_of", "visible",
]  # fmt: skip

_ALIVE = text("version_deleted IS NULL")


class Sample(Base):
    __tablename__ = "samples"
    __owned_through__ = "dataset_id"
    __table_args__ = (
        Index("uq_samples_dataset_id_position", "dataset_id", "position", unique=True),
        # Deleting a sample frees its name: the next file of that name is a new sample.
        Index(
            "uq_samples_dataset_id_filename", "dataset_id", "filename", unique=True,
            sqlite_where=_ALIVE, postgresql_where=_ALIVE,
        ),
        Index("ix_samples_dataset_id_sha256", "dataset_id", "sha256"),
        Index("ix_samples_dataset_id_label_position", "dataset_id", "label", "position"),
        Index("ix_samples_dataset_id_status_position", "dataset_id", "status", "position"),
        Index("ix_samples_dataset_id_video_id_position", "dataset_id", "video_id", "position"),
        Index("ix_samples_dataset_id_parent_id_position", "dataset_id", "parent_id", "position"),
        # One for each fact that a listing can be sorted by, so that a page costs the same at any depth.
        Index("ix_samples_dataset_id_filename_position", "dataset_id", "filename", "position"),
        Index("ix_samples_dataset_id_size_bytes_position", "dataset_id", "size_bytes", "position"),
        Index("ix_samples_dataset_id_taken_at_position", "dataset_id", "taken_at", "position"),
        Index("ix_samples_dataset_id_sharpness_position", "dataset_id", "sharpness", "position"),
        Index("ix_samples_dataset_id_luminance_position", "dataset_id", "luminance", "position"),
        Index("ix_samples_dataset_id_contrast_position", "dataset_id", "contrast", "position"),
        Index("ix_samples_dataset_id_colorfulness_position", "dataset_id", "colorfulness", "position"),
        Index("ix_samples_dataset_id_snr_position", "dataset_id", "snr", "position"),
    )  # fmt: skip

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    dataset_id: Mapped[str] = mapped_column(Id, ForeignKey("datasets.id"))
    position: Mapped[int] = mapped_column(BigInteger)
    filename: Mapped[str] = mapped_column(String(1024).with_variant(String(1024, collation="C"), "postgresql"))
    """Compared byte by byte on both databases: what sorts and what begins alike must not depend on a locale."""
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


@dataclass(frozen=True)
class Row:
    """What a worker needs of a sample."""

    position: int
    id: str
    sha256: str
    label: str | None
    ok: bool
    source_uri: str | None = None
    """Where the image is, if it was not copied."""


def rows(session: Session, dataset_id: str, version: int) -> Iterator[Row]:
    """Every position up to the highest of `version`, in order; deleted samples come as not ok."""
    query = (
        select(
            Sample.position,
            Sample.id,
            Sample.sha256,
            Sample.label,
            Sample.status,
            Sample.version_deleted,
            Sample.source_uri,
        )
        .where(Sample.dataset_id == dataset_id, Sample.version_added <= version)
        .order_by(Sample.position)
        .execution_options(yield_per=5000)
    )
    for position, sample_id, sha256, label, status, deleted, source_uri in session.execute(query):
        alive = deleted is None or deleted > version
        yield Row(position, sample_id, sha256, label, alive and status == SampleStatus.OK, source_uri)


def source_uri_of(session: Session, dataset_id: str, sha256: str) -> str | None:
    """Where a usable image with this digest is, None if Winnow has a copy."""
    query = select(Sample.source_uri).where(
        Sample.dataset_id == dataset_id, Sample.sha256 == sha256, Sample.status == SampleStatus.OK
    )
    return session.scalars(query.order_by(Sample.position).limit(1)).one_or_none()


def count_ok(session: Session, dataset_id: str, version: int) -> int:
    query = select(func.count()).where(visible(dataset_id, version), Sample.status == SampleStatus.OK)
    return session.execute(query).scalar_one()


def at_positions(session: Session, dataset_id: str, positions: Sequence[int]) -> dict[int, Sample]:
    """The samples at these positions, by position."""
    found: dict[int, Sample] = {}
    for start in range(0, len(positions), 500):
        chunk = positions[start : start + 500]
        query = select(Sample).where(Sample.dataset_id == dataset_id, Sample.position.in_(chunk))
        found |= {sample.position: sample for sample in session.scalars(query)}
    return found


def positions_of(session: Session, dataset_id: str, sample_ids: Sequence[str]) -> dict[str, int]:
    """Position by id, of those ids that are samples of the dataset."""
    found: dict[str, int] = {}
    for start in range(0, len(sample_ids), 500):  # SQLite takes at most 32 766 variables
        chunk = sample_ids[start : start + 500]
        query = select(Sample.id, Sample.position).where(Sample.dataset_id == dataset_id, Sample.id.in_(chunk))
        found.update(session.execute(query).all())
    return found


def ok_positions(session: Session, dataset_id: str, version: int, *, below: int) -> list[int]:
    """Positions below a limit of the usable samples of a version, in order."""
    query = (
        select(Sample.position)
        .where(visible(dataset_id, version), Sample.position < below, Sample.status == SampleStatus.OK)
        .order_by(Sample.position)
    )
    return list(session.scalars(query))
