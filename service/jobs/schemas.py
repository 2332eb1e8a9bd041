"""Jobs on the wire."""

from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from service.pagination import PageOf
from store.ingest_items import ItemOutcome
from store.jobs.tables import JobState
from store.specs.jobs import JobKind, Queue


class Progress(BaseModel):
    """How far a job is in its current stage."""

    stage: str
    done: int
    total: int
    unit: str
    rate: float | None = Field(default=None, description="units a second")
    eta_seconds: float | None = Field(default=None, description="until the end of the stage")


class Failure(BaseModel):
    """Why an attempt ended: what, where and what to do next."""

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    detail: str
    hint: str | None = None
    attempt: int | None = None


class JobSummary(BaseModel):
    """A job without its parameters."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    kind: JobKind
    name: str | None
    dataset_id: str
    parent_id: str | None = Field(description="the pipeline that it belongs to")
    child_name: str | None = Field(description="what the pipeline calls it")
    state: JobState
    queue: Queue
    priority: int
    blocked_by: int = Field(description="jobs that have to succeed before this one may start")
    attempt: int = Field(description="attempts so far")
    crashes: int = Field(description="attempts that died since it was submitted or retried")
    max_attempts: int
    worker_id: str | None
    cancel_requested_at: datetime | None
    progress: Progress | None
    result: dict[str, Any] | None = Field(description="what it made, e.g. checkpoint_id")
    failure: Failure | None
    revision: int
    created_at: datetime
    updated_at: datetime
    started_at: datetime | None
    finished_at: datetime | None


class Job(JobSummary):
    """One unit of asynchronous work."""

    spec: dict[str, Any] = Field(description="what was asked for")
    children: list[JobSummary] = Field(default=[], description="the jobs of a pipeline, in its order")


class JobPage(PageOf[JobSummary]):
    """Jobs, newest first."""


class MetricPoint(BaseModel):
    """One value of a metric."""

    step: int
    value: float


class MetricSeries(BaseModel):
    """One metric over its steps."""

    name: str
    recorded: int = Field(description="points that the job has recorded; `points` may be fewer")
    points: list[MetricPoint] = Field(description="with the first, the last and every extreme")


class JobMetrics(BaseModel):
    """The numbers that a job has recorded."""

    job_id: str
    series: list[MetricSeries]


class IngestItem(BaseModel):
    """What became of one file of an ingest job."""

    model_config = ConfigDict(from_attributes=True)

    index: int = Field(description="place in the archive, from 0")
    name: str
    outcome: ItemOutcome
    reason: str | None
    sample_id: str | None


class IngestItemPage(PageOf[IngestItem]):
    """Files in the order of the archive."""
