"""Projections on the wire."""

from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from service.pagination import PageOf


class Projection(BaseModel):
    """A map of an embedding in two dimensions."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    embedding_id: str
    job_id: str
    method: dict[str, Any] = Field(description="its name, parameters and seed")
    count: int = Field(description="N: one point for each row of the embedding")
    valid_count: int = Field(description="points that there are; the others are NaN")
    bounds: list[float] = Field(description="smallest x, smallest y, largest x, largest y; empty without points")
    metrics: dict[str, Any] = Field(description="neighbors_kept: the share of nearest neighbours that are so here, too")
    size_bytes: int
    sha256: str
    created_at: datetime


class ProjectionPage(PageOf[Projection]):
    """Projections, newest first."""
