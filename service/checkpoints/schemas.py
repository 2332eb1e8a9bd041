"""Checkpoints on the wire."""

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from service.pagination import PageOf
from store.specs.checkpoints import CheckpointFormat as Format


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


class CheckpointFormatState(BaseModel):
    """A format that a backbone can be downloaded as."""

    format: Format
    state: Literal["ready", "absent", "impossible"] = Field(
        description="absent: a job of kind convert makes it; impossible: the format has no place for this network"
    )
    reason: str | None = Field(description="why it is impossible")
    size_bytes: int | None
    sha256: str | None


class CheckpointFormatList(BaseModel):
    """Every format that there is."""

    items: list[CheckpointFormatState]
