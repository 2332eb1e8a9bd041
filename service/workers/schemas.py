"""Workers on the wire."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field


class Worker(BaseModel):
    """A process that runs jobs."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    name: str
    host: str
    device: str
    version: str
    queues: list[str]
    labels: list[str]
    job_id: str | None = Field(description="the job that keeps it busy, unless it is another workspace's")
    started_at: datetime
    last_seen_at: datetime


class WorkerList(BaseModel):
    """The workers that were seen within the last minute, oldest first."""

    items: list[Worker]
