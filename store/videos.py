"""Videos: files whose frames are samples."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from store.base import Base, Id
from store.errors import NotFound
from store.pages import Page, newest_first


class Video(Base):
    __tablename__ = "videos"
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


def get(session: Session, video_id: str) -> Video:
    video = session.get(Video, video_id)
    if video is None:
        raise NotFound("video", video_id)
    return video


def list_page(session: Session, dataset_id: str, *, limit: int, cursor: str | None = None) -> Page[Video]:
    """Newest first."""
    query = select(Video).where(Video.dataset_id == dataset_id)
    return newest_first(session, query, Video.id, limit=limit, cursor=cursor)
