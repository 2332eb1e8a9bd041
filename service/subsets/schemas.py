"""Subsets on the wire."""

from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from service.pagination import PageOf
from service.samples.schemas import Sample
from store.specs.base import Name, Spec
from store.specs.exporters import CsvExporter, Exporter


class Subset(BaseModel):
    """An ordered selection of samples."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    dataset_id: str
    dataset_version: int
    job_id: str
    embedding_id: str
    name: str
    strategy: dict[str, Any] = Field(description="how it was picked")
    count: int
    metrics: dict[str, Any]
    created_at: datetime


class SubsetPage(PageOf[Subset]):
    """Subsets, newest first."""


class Pick(BaseModel):
    """One sample of a subset and why it was picked."""

    model_config = ConfigDict(from_attributes=True)

    rank: int = Field(description="0 is the first pick")
    gain: float | None
    reason: str
    sample: Sample


class PickPage(PageOf[Pick]):
    """Samples in the order in which they were picked."""


class ExportCreate(Spec):
    """A file to be made of a subset."""

    exporter: Exporter = CsvExporter()
    name: Name | None = Field(default=None, description="of the job, for people")
