"""Putting jobs into the queue of record."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from store.db import now
from store.errors import QuotaExceeded
from store.ids import new_id
from store.import_doors import CLOSED, ImportDoors
from store.jobs import events, gate, pipelines
from store.jobs.admission import admit
from store.jobs.tables import Job, JobDependency, JobLabel, JobState
from store.ownership import EVERYWHERE, of_session
from store.specs.jobs import QUEUE_OF, JobKind, JobSpec, PipelineSpec, dependencies


def submit(session: Session, spec: JobSpec, *, max_queued: int | None = None, doors: ImportDoors = CLOSED) -> Job:
    """Queue a job, and the children of a pipeline, in the current transaction.

    `doors` says what an ingest job may import by reference. Raises InvalidField when the spec cannot work and
    QuotaExceeded when `max_queued` jobs wait already.
    """
    spec = admit(session, spec, doors=doors)
    if max_queued is not None:
        refuse_when_full(session, max_queued=max_queued)
    _refuse_above_quota(session)
    job = _add(session, spec)
    if isinstance(spec, PipelineSpec):
        _add_children(session, job, spec)
    else:
        gate.hint(session, job)
    return job


def refuse_when_full(session: Session, *, max_queued: int) -> None:
    """QuotaExceeded when `max_queued` jobs wait already."""
    waiting = select(func.count()).where(Job.state == JobState.QUEUED)
    if session.execute(waiting, execution_options=EVERYWHERE).scalar_one() >= max_queued:
        raise QuotaExceeded(f"{max_queued} jobs are waiting already. Try again when some have ended.")


def _refuse_above_quota(session: Session) -> None:
    """QuotaExceeded when as many jobs wait as the session's API key may have waiting."""
    scope = of_session(session)
    if scope is None or scope.max_queued_jobs is None:
        return
    mine = select(func.count()).where(Job.submitted_by == scope.key_id, Job.state == JobState.QUEUED)
    if session.execute(mine).scalar_one() >= scope.max_queued_jobs:
        raise QuotaExceeded(f"This key may have {scope.max_queued_jobs} jobs waiting. Try again when some have run.")


def _add(session: Session, spec: JobSpec, *, parent: Job | None = None, child_name: str | None = None) -> Job:
    moment = now(session)
    kind = JobKind(spec.kind)
    job = Job(
        id=new_id("job"),
        kind=kind,
        name=spec.name,
        dataset_id=spec.dataset_id,
        parent_id=parent.id if parent else None,
        child_name=child_name,
        spec=spec.model_dump(mode="json"),
        state=JobState.QUEUED,
        queue=QUEUE_OF[kind],
        priority=max(spec.priority, parent.priority) if parent else spec.priority,
        run_after=moment,
        blocked_by=0,
        attempt=0,
        crashes=0,
        max_attempts=spec.max_attempts,
        lease_token=0,
        event_number=0,
        revision=1,
        created_at=moment,
        updated_at=moment,
    )
    session.add(job)
    session.flush()
    labels = {*spec.runs_on, *(parent.spec["runs_on"] if parent else [])}
    session.add_all(JobLabel(job_id=job.id, label=label) for label in sorted(labels))
    events.append(session, job.id, events.STATE, {"state": JobState.QUEUED, "attempt": 0})
    return job


def _add_children(session: Session, parent: Job, spec: PipelineSpec) -> None:
    by_name = {name: _add(session, child, parent=parent, child_name=name) for name, child in spec.jobs.items()}
    for name, child in spec.jobs.items():
        for needed in sorted(dependencies(child)):
            session.add(JobDependency(job_id=by_name[name].id, needs_id=by_name[needed].id))
    session.flush()
    for job in by_name.values():
        job.blocked_by = pipelines.unmet(session, job)
        gate.hint(session, job)
    parent.progress = {"stage": "pipeline", "done": 0, "total": len(by_name), "unit": "jobs"}
