"""Embeddings on the wire."""

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from service.pagination import PageOf
from service.samples.schemas import Sample
from store.specs.base import Spec
from store.specs.neighbors import NeighborQuery, SampleCondition


class Embedding(BaseModel):
    """A matrix (N, D) over a dataset version."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    dataset_id: str
    dataset_version: int
    job_id: str
    checkpoint_id: str | None
    source: str = Field(description="which network made it")
    count: int = Field(description="N: one row for each position of the dataset version")
    valid_count: int = Field(description="rows that hold a vector; the others are zero")
    dim: int = Field(description="D")
    normalised: bool = Field(description="whether every vector has unit length")
    storage: Literal["float32", "float16"] = Field(description="the numbers of the .npy file")
    metrics: dict[str, Any]
    size_bytes: int
    sha256: str
    created_at: datetime


class NeighborSearch(Spec):
    """What to look for."""

    query: NeighborQuery
    limit: int = Field(default=20, ge=1, le=1000, description="how many")
    where: SampleCondition | None = Field(default=None, description="only among samples with these facts")


class Neighbor(BaseModel):
    """A sample and how far it is."""

    model_config = ConfigDict(from_attributes=True)

    distance: float = Field(description="Euclidean: between vectors of unit length its square is 2 - 2 cos")
    sample: Sample


class NeighborList(BaseModel):
    """Samples, the nearest first."""

    items: list[Neighbor]
    complete: bool = Field(
        description="false when fewer were found than asked for, because the stored graph has no more that pass the "
        "filter: POST the same search to look at all samples"
    )


class EmbeddingPage(PageOf[Embedding]):
    """Embeddings, newest first."""
