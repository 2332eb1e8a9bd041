"""Samples on the wire."""

from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from service.pagination import PageOf
from store.samples import SampleKind, SampleStatus


class Sample(BaseModel):
    """One image of a dataset."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    dataset_id: str
    position: int = Field(description="its row in every embedding of the dataset")
    kind: SampleKind
    filename: str
    sha256: str
    size_bytes: int
    format: str | None
    width: int | None
    height: int | None
    label: str | None = Field(description="weak label: the folder that the file lay in")
    status: SampleStatus
    reason: str | None = Field(description="why it is corrupt or a duplicate")
    taken_at: datetime | None
    sharpness: float | None
    luminance: float | None
    contrast: float | None
    colorfulness: float | None
    snr: float | None
    uniform_row_ratio: float | None
    phash: str | None
    video_id: str | None
    frame_index: int | None = Field(description="of a frame, from 0 in presentation order")
    frame_seconds: float | None = Field(description="of a frame: its exact presentation time")
    parent_id: str | None = Field(description="of a crop: the sample that it is a part of")
    box: list[int] | None = Field(description="of a crop: x, y, width, height in the upright parent, pixels")
    attributes: dict[str, Any]
    version_added: int
    created_at: datetime


class SamplePage(PageOf[Sample]):
    """Samples in order of their position."""
