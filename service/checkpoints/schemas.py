"""Checkpoints on the wire."""

from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from service.pagination import PageOf


class Checkpoint(BaseModel):
    """A trained backbone."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    dataset_id: str
    dataset_version: int
    job_id: str
    method: str
    backbone: str
    card: dict[str, Any] = Field(description="what is needed to use the weights: backbone, image size, mean, std")
    epochs: int
    dim: int = Field(description="D: the length of its embedding vectors")
    metrics: dict[str, Any]
    size_bytes: int
    sha256: str
    created_at: datetime


class CheckpointPage(PageOf[Checkpoint]):
    """Checkpoints, newest first."""
