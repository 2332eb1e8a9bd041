"""Datasets on the wire."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from service.pagination import PageOf
from store.specs.base import Name, Spec

# PostgreSQL has no text with NUL in it.
Description = Annotated[str, StringConstraints(max_length=10_000, pattern=r"^[^\x00]*$")]


class Dataset(BaseModel):
    """A named, append-only collection of samples."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    name: str
    description: str
    version: int = Field(description="grows by one with every change of the samples; 0 is empty")
    sample_count: int = Field(description="samples of any status at this version")
    ok_count: int = Field(description="samples that can be trained on and selected")
    revision: int = Field(description="grows with every change of the dataset: its ETag")
    created_at: datetime
    updated_at: datetime


class DatasetPage(PageOf[Dataset]):
    """Datasets, newest first."""


class DatasetCreate(Spec):
    """A dataset to be."""

    name: Name = Field(description="unique among the datasets", examples=["street-scenes"])
    description: Description = ""


class DatasetUpdate(Spec):
    """What is left out or null stays as it is."""

    name: Name | None = None
    description: Description | None = None
