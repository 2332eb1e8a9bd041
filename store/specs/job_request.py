"""What every kind of job takes beside its own parameters."""

from typing import Annotated

from pydantic import Field, StringConstraints

from store.specs.base import ChildName, Name, Spec

WorkerLabel = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._=-]{1,63}$")]


class Limits(Spec):
    """What one attempt may use before it is stopped."""

    wall_seconds: int | None = Field(default=None, ge=1, le=30 * 24 * 3600)
    memory_mb: int | None = Field(
        default=None, ge=256, le=4_194_304, description="resident memory of the job's processes"
    )


class JobRequest(Spec):
    """What every kind of job takes beside its own parameters."""

    name: Name | None = Field(default=None, description="for people; need not be unique")
    priority: int = Field(default=0, ge=-100, le=100, description="higher runs earlier")
    max_attempts: int = Field(default=3, ge=1, le=20, description="attempts before a crashing job counts as failed")
    runs_on: list[WorkerLabel] = Field(
        default=[], max_length=16, description="labels that the worker must carry, all of them"
    )
    limits: Limits = Limits()
    depends_on: list[ChildName] = Field(
        default=[], max_length=64, description="in a pipeline: siblings that must succeed first"
    )
