"""Videos on the wire."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field

from service.pagination import PageOf
from store.videos import VideoStatus


class Video(BaseModel):
    """A video whose frames are samples of the dataset."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    dataset_id: str
    job_id: str = Field(description="the job that has read it first")
    filename: str
    sha256: str
    size_bytes: int
    format: str | None = Field(description="container and codec", examples=["mov/h264"])
    width: int | None = Field(description="pixels, as the video is shown")
    height: int | None
    frame_count: int | None = Field(description="frames in the file, of which some or all are samples")
    duration_seconds: float | None
    status: VideoStatus
    reason: str | None = Field(description="why it is damaged or corrupt")
    created_at: datetime


class VideoPage(PageOf[Video]):
    """Videos, newest first."""
