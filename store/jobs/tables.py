"""The tables of the job engine."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base, Id
from store.ownership import Owned, key_of_new_row


class JobState(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    CANCELLING = "cancelling"
    CRASHED = "crashed"
    """Its process or machine died; it is queued again after a pause, while attempts remain."""
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELLED = "cancelled"


TERMINAL = frozenset({JobState.SUCCEEDED, JobState.FAILED, JobState.CANCELLED})


class Job(Owned, Base):
    __tablename__ = "jobs"
    __table_args__ = (
        Index("ix_jobs_claim", "state", "queue", "blocked_by", "priority"),
        Index(None, "state", "lease_expires_at"),
        Index(None, "dataset_id", "started_at"),
        Index(None, "parent_id", "child_name"),
        Index(None, "workspace_id", "id"),
        Index(None, "submitted_by", "state"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    name: Mapped[str | None] = mapped_column(String(200))
    dataset_id: Mapped[str] = mapped_column(Id, ForeignKey("datasets.id"))
    parent_id: Mapped[str | None] = mapped_column(Id, ForeignKey("jobs.id"))
    child_name: Mapped[str | None] = mapped_column(String(40))
    spec: Mapped[dict[str, Any]]

    submitted_by: Mapped[str | None] = mapped_column(String(40), default=key_of_new_row)
    """The API key that it was submitted with."""

    state: Mapped[str] = mapped_column(String(12))
    queue: Mapped[str] = mapped_column(String(8))
    priority: Mapped[int]
    run_after: Mapped[datetime]
    blocked_by: Mapped[int] = mapped_column(default=0)
    """Siblings that have not succeeded yet; above zero the job is queued but nobody may claim it."""
    hinted_at: Mapped[datetime | None]
    """When a worker was last told that this job waits."""

    attempt: Mapped[int] = mapped_column(default=0)
    """Claims so far."""
    crashes: Mapped[int] = mapped_column(default=0)
    """Attempts that died since the job was submitted or retried by hand."""
    max_attempts: Mapped[int]
    lease_token: Mapped[int] = mapped_column(BigInteger, default=0)
    """The fencing token: grows with every claim, and every write of a running job must carry the current one."""
    lease_owner: Mapped[str | None] = mapped_column(Id)
    """The run (one supervised process) that holds the job."""
    worker_id: Mapped[str | None] = mapped_column(Id)
    lease_expires_at: Mapped[datetime | None]
    cancel_requested_at: Mapped[datetime | None]

    progress: Mapped[dict[str, Any] | None]
    result: Mapped[dict[str, Any] | None]
    failure: Mapped[dict[str, Any] | None]
    resume: Mapped[dict[str, Any] | None]
    """What the next attempt needs to go on: set by the job itself, kept over crashes and retries."""
    event_number: Mapped[int] = mapped_column(BigInteger, default=0)
    """The number of the latest event."""
    revision: Mapped[int] = mapped_column(default=1)

    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]


class JobDependency(Base):
    """`job_id` may run only after `needs_id` has succeeded."""

    __tablename__ = "job_dependencies"
    __owned_through__ = "job_id"
    __table_args__ = (Index(None, "needs_id"),)

    job_id: Mapped[str] = mapped_column(Id, ForeignKey("jobs.id"), primary_key=True)
    needs_id: Mapped[str] = mapped_column(Id, ForeignKey("jobs.id"), primary_key=True)


class JobLabel(Base):
    """A worker must carry every label of a job to claim it."""

    __tablename__ = "job_labels"
    __owned_through__ = "job_id"

    job_id: Mapped[str] = mapped_column(Id, ForeignKey("jobs.id"), primary_key=True)
    label: Mapped[str] = mapped_column(String(63), primary_key=True)


class JobEvent(Base):
    __tablename__ = "job_events"
    __owned_through__ = "job_id"
    __table_args__ = (Index("uq_job_events_position", "position", unique=True), Index(None, "at"))

    job_id: Mapped[str] = mapped_column(Id, ForeignKey("jobs.id"), primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    """1, 2, 3 ... for each job, without gaps."""
    position: Mapped[int] = mapped_column(BigInteger)
    """The place among the events of all jobs, without gaps, in the order in which they became visible."""
    at: Mapped[datetime]
    type: Mapped[str] = mapped_column(String(12))
    data: Mapped[dict[str, Any]]


class Counter(Base):
    __tablename__ = "counters"
    __shared__ = "numbers of the installation"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[int] = mapped_column(BigInteger)


class ShardState(StrEnum):
    PENDING = "pending"
    RUNNING = "running"
    DONE = "done"


class Shard(Base):
    """A part of a job that any worker can do. A lost one is done again alone."""

    __tablename__ = "job_shards"
    __owned_through__ = "job_id"
    __table_args__ = (Index(None, "lease_owner"),)

    job_id: Mapped[str] = mapped_column(Id, ForeignKey("jobs.id"), primary_key=True)
    index: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    start: Mapped[int] = mapped_column(BigInteger)
    stop: Mapped[int] = mapped_column(BigInteger)
    """The half-open range of items that this shard covers."""
    state: Mapped[str] = mapped_column(String(12))
    done: Mapped[int] = mapped_column(BigInteger, default=0)
    attempt: Mapped[int] = mapped_column(default=0)
    lease_token: Mapped[int] = mapped_column(BigInteger, default=0)
    lease_owner: Mapped[str | None] = mapped_column(Id)
    lease_expires_at: Mapped[datetime | None]
    result: Mapped[dict[str, Any] | None]


class OutboxMessage(Base):
    """Something to tell the broker, written in the transaction that made it true."""

    __tablename__ = "outbox"
    __shared__ = "hints that name no job"
    __table_args__ = (Index(None, "dispatched_at", "id"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    queue: Mapped[str] = mapped_column(String(8))
    created_at: Mapped[datetime]
    dispatched_at: Mapped[datetime | None]
