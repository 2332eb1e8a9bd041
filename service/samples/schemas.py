"""Samples on the wire."""

from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from service.pagination import PageOf
from store.deletions import MAX_SAMPLES
from store.samples import SampleKind, SampleStatus
from store.specs.base import SampleId, Spec


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
    version_deleted: int | None = Field(description="the first version of the dataset without it, once it is deleted")
    created_at: datetime


class SamplePage(PageOf[Sample]):
    """Samples in order of their position."""


class SampleUpdate(Spec):
    """What is left out stays as it is."""

    attributes: dict[str, Any] = Field(description="a JSON merge patch (RFC 7396): null removes a key")


class SampleDeletion(Spec):
    """Which samples to delete."""

    sample_ids: list[SampleId] = Field(min_length=1, max_length=MAX_SAMPLES)


class Deletion(BaseModel):
    """What a deletion came to."""

    model_config = ConfigDict(from_attributes=True)

    dataset_version: int = Field(description="the first version without the samples")
    deleted: int = Field(description="samples that were not deleted before")
