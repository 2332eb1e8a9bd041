"""Embeddings on the wire."""

from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from service.pagination import PageOf


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
    metrics: dict[str, Any]
    size_bytes: int
    sha256: str
    created_at: datetime


class EmbeddingPage(PageOf[Embedding]):
    """Embeddings, newest first."""
