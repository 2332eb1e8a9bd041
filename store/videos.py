"""Videos: files whose frames are samples."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from store.base import Base, Id
from store.db import now
from store.errors import NotFound
from store.ids import new_id
from store.pages import Page, newest_first


class VideoStatus(StrEnum):
    OK = "ok"
    DAMAGED = "damaged"
    """Some of its frames are missing."""
    CORRUPT = "corrupt"
    """It cannot be read at all."""


class Video(Base):
    __tablename__ = "videos"
    __owned_through__ = "dataset_id"
    __table_args__ = (Index("uq_videos_dataset_id_filename", "dataset_id", "filename", unique=True),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    dataset_id: Mapped[str] = mapped_column(Id, ForeignKey("datasets.id"))
    job_id: Mapped[str] = mapped_column(Id, ForeignKey("jobs.id"))
    filename: Mapped[str] = mapped_column(String(1024))
    sha256: Mapped[str] = mapped_column(String(64))
    size_bytes: Mapped[int] = mapped_column(BigInteger)
    format: Mapped[str | None] = mapped_column(String(40))
    width: Mapped[int | None]
    height: Mapped[int | None]
    frame_count: Mapped[int | None] = mapped_column(BigInteger)
    duration_seconds: Mapped[float | None]
    status: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime]


@dataclass(frozen=True)
class VideoFile:
    """What an ingest job has found out about a video."""

    filename: str
    sha256: str
    size_bytes: int
    format: str | None
    width: int | None
    height: int | None
    frame_count: int | None
    duration_seconds: float | None
    status: VideoStatus
    reason: str | None


def get(session: Session, dataset_id: str, video_id: str) -> Video:
    """NotFound when the dataset has no such video."""
    query = select(Video).where(Video.id == video_id, Video.dataset_id == dataset_id)
    video = session.scalars(query).one_or_none()
    if video is None:
        raise NotFound("video", video_id)
    return video


def ensure(session: Session, dataset_id: str, job_id: str, file: VideoFile) -> str | None:
    """The id of the video, made if it is new; None when another video of the dataset has its name.

    The caller is the one job that publishes to the dataset.
    """
    query = select(Video).where(Video.dataset_id == dataset_id, Video.filename == file.filename)
    known = session.scalars(query).one_or_none()
    if known is not None:
        return known.id if known.sha256 == file.sha256 else None
    video = Video(id=new_id("vid"), dataset_id=dataset_id, job_id=job_id, created_at=now(session), **vars(file))
    session.add(video)
    session.flush()
    return video.id


def list_page(session: Session, dataset_id: str, *, limit: int, cursor: str | None = None) -> Page[Video]:
    """Newest first."""
    query = select(Video).where(Video.dataset_id == dataset_id)
    return newest_first(session, query, Video.id, limit=limit, cursor=cursor)
