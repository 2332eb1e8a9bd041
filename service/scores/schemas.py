"""Scores on the wire."""

from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from service.pagination import PageOf
from service.samples.schemas import Sample


class Score(BaseModel):
    """One number for each sample of a dataset version."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    dataset_id: str
    dataset_version: int
    job_id: str
    name: str
    task_id: str | None = Field(description="the prediction task that it was computed from")
    embedding_id: str | None = Field(description="the embedding that it was computed from")
    count: int = Field(description="N: one number for each position of the dataset version")
    valid_count: int = Field(description="samples that have a number")
    minimum: float | None
    maximum: float | None
    mean: float | None
    std: float | None
    parameters: dict[str, Any] = Field(description="how it was computed: `source` of the job")
    size_bytes: int
    sha256: str
    created_at: datetime


class ScorePage(PageOf[Score]):
    """Scores, newest first."""


class ScoredSample(BaseModel):
    """A sample and its number."""

    model_config = ConfigDict(from_attributes=True)

    score: float
    sample: Sample


class ScoredSamplePage(PageOf[ScoredSample]):
    """Samples in order of their number."""


class Histogram(BaseModel):
    """How the numbers of a score are distributed."""

    minimum: float | None
    maximum: float | None
    counts: list[int] = Field(description="of equal bins from minimum to maximum; empty when no sample has a number")
    missing: int = Field(description="positions without a number")
