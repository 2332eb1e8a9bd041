"""Preview jobs: looked at once, then forgotten together with their pictures."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from store.blobs import artifact_key
from store.db import now
from store.jobs.tables import TERMINAL, Job, JobEvent, JobLabel
from store.specs.jobs import JobKind


def expired(session: Session, *, older_than: timedelta, limit: int) -> Sequence[Job]:
    """Preview jobs that ended longer ago than that, oldest first."""
    query = select(Job).where(
        Job.kind == JobKind.PREVIEW,
        Job.state.in_([str(state) for state in TERMINAL]),
        Job.finished_at < now(session) - older_than,
    )
    return session.scalars(query.order_by(Job.id).limit(limit)).all()


def forget(session: Session, jobs: Sequence[Job]) -> list[str]:
    """Delete these jobs; returns the keys of their pictures."""
    keys = [
        artifact_key(job.id, job.lease_token, listed["name"])
        for job in jobs
        for listed in (job.result or {}).get("artifacts", [])
    ]
    ids = [job.id for job in jobs]
    for table in (JobEvent, JobLabel):
        session.execute(delete(table).where(table.job_id.in_(ids)))
    for job in jobs:
        session.delete(job)
    return keys
