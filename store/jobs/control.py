"""What people do to jobs: look, cancel, retry."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from store.db import now
from store.errors import Conflict, NotFound
from store.jobs import gate, pipelines, shards
from store.jobs.tables import TERMINAL, Job, JobState
from store.pages import Page, newest_first
from store.specs.jobs import JobKind


def get(session: Session, job_id: str) -> Job:
    job = session.get(Job, job_id)
    if job is None:
        raise NotFound("job", job_id)
    return job


def known(session: Session, job_ids: Sequence[str]) -> set[str]:
    """Those of the ids that are jobs within the session's scope."""
    return set(session.scalars(select(Job.id).where(Job.id.in_(job_ids))))


def version(session: Session, job_id: str) -> tuple[str, bool]:
    """(A text that changes whenever the job or one of its children does, whether the job has ended). Cheap to poll."""
    query = select(Job.id, Job.state, Job.revision).where((Job.id == job_id) | (Job.parent_id == job_id))
    rows = session.execute(query).all()
    state = next((row.state for row in rows if row.id == job_id), None)
    if state is None:
        raise NotFound("job", job_id)
    # Revisions only grow, so their sum tells every change, too.
    return f"{len(rows)}.{sum(row.revision for row in rows)}", state in TERMINAL


def list_page(
    session: Session,
    *,
    limit: int,
    cursor: str | None = None,
    dataset_id: str | None = None,
    states: Sequence[JobState] | None = None,
    kinds: Sequence[JobKind] | None = None,
    parent_id: str | None = None,
) -> Page[Job]:
    """Newest first."""
    query = select(Job)
    if dataset_id is not None:
        query = query.where(Job.dataset_id == dataset_id)
    if states:
        query = query.where(Job.state.in_([str(state) for state in states]))
    if kinds:
        query = query.where(Job.kind.in_([str(kind) for kind in kinds]))
    if parent_id is not None:
        query = query.where(Job.parent_id == parent_id)
    return newest_first(session, query, Job.id, limit=limit, cursor=cursor)


def cancel(session: Session, job_id: str) -> Job:
    """Ask a job to stop. Asking again is fine; Conflict when it has ended otherwise.

    What waits is cancelled at once. What runs becomes `cancelling` until its worker has stopped it.
    """
    job = gate.lock(session, job_id)
    if job.state in {JobState.CANCELLING, JobState.CANCELLED}:
        return job
    if job.state in TERMINAL:
        raise Conflict(f"The job has already {job.state}.")
    job.cancel_requested_at = now(session)
    if job.kind == JobKind.PIPELINE:
        _cancel_pipeline(session, job)
    else:
        _cancel_one(session, job)
    return job


def _cancel_one(session: Session, job: Job) -> None:
    if job.state in {JobState.QUEUED, JobState.CRASHED}:
        gate.transition(session, job, JobState.CANCELLED, reason="cancelled before it ran")
    elif job.state == JobState.RUNNING:
        gate.transition(session, job, JobState.CANCELLING)


def _cancel_pipeline(session: Session, parent: Job) -> None:
    if parent.state == JobState.QUEUED:
        gate.transition(session, parent, JobState.RUNNING)
    gate.transition(session, parent, JobState.CANCELLING)
    for child in pipelines.children(session, parent.id):
        if child.state not in TERMINAL:
            child.cancel_requested_at = now(session)
            _cancel_one(session, child)


def retry(session: Session, job_id: str, *, from_start: bool = False) -> Job:
    """Queue a job again that has failed or was cancelled; it goes on from what it had finished.

    For a pipeline that means its unsuccessful children, or with `from_start` all of them. Conflict while it runs,
    when it has succeeded (unless `from_start`), or when it needs a job that has not succeeded.
    """
    job = gate.lock(session, job_id)
    if job.state not in TERMINAL:
        raise Conflict(f"The job is {job.state}; only one that has ended can be retried.")
    if job.state == JobState.SUCCEEDED and not from_start:
        raise Conflict("The job has succeeded.")
    if job.kind == JobKind.PIPELINE:
        _retry_pipeline(session, job, from_start=from_start)
        return job
    if pipelines.unmet(session, job) > 0:
        raise Conflict("A job that this one needs has not succeeded. Retry the pipeline instead.")
    if job.parent_id is not None:
        parent = session.get_one(Job, job.parent_id)
        if parent.state == JobState.CANCELLING:
            raise Conflict("Its pipeline is being cancelled. Retry that when it has ended.")
        if parent.state in TERMINAL:
            _reset(session, parent)
        # It may have ended while it still waited for what has been retried and has succeeded since.
        job.blocked_by = 0
        pipelines.wire(session, job)
    _reset(session, job)
    return job


def _retry_pipeline(session: Session, parent: Job, *, from_start: bool) -> None:
    again = [
        child for child in pipelines.children(session, parent.id) if from_start or child.state != JobState.SUCCEEDED
    ]
    # The parent first: a child that changes brings its parent in line, and only an open one follows.
    _reset(session, parent)
    if from_start:
        original = parent.spec["jobs"]
        for child in again:
            assert child.child_name is not None
            child.spec = original[child.child_name]
            child.resume = None
            if child.kind != JobKind.INGEST:  # what an archive holds does not change, and it may be gone by now
                shards.forget(session, child.id)
    for child in again:
        child.blocked_by = 1  # nobody may claim it before all of them are back and counted
    for child in again:
        _reset(session, child)
    for child in again:
        child.blocked_by = pipelines.unmet(session, child)
        if child.blocked_by == 0:
            pipelines.wire(session, child)
            gate.hint(session, child)


def _reset(session: Session, job: Job) -> None:
    job.crashes = 0
    job.failure = job.result = job.cancel_requested_at = None
    job.run_after = now(session)
    shards.forgive(session, job.id)
    gate.transition(session, job, JobState.QUEUED, retry=True, reason="retried")
