"""Pipelines: a parent job that never runs itself; its state follows from its children's."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from store.jobs import events, gate
from store.jobs.tables import TERMINAL, Job, JobDependency, JobState
from store.specs.jobs import MAIN_OUTPUT, JobKind, resolve_references


def children(session: Session, pipeline_id: str) -> Sequence[Job]:
    """In the order of the pipeline's spec. The parent's lock covers them: whoever changes a child's state holds it."""
    query = select(Job).where(Job.parent_id == pipeline_id).order_by(Job.id).execution_options(populate_existing=True)
    return session.scalars(query).all()


def child_changed(session: Session, child: Job) -> None:
    """Let siblings and parent follow the change of a child's state. The parent is locked already (gate.lock)."""
    assert child.parent_id is not None
    parent = session.get_one(Job, child.parent_id)
    if child.state == JobState.SUCCEEDED:
        _unblock_dependants(session, child)
    elif child.state in TERMINAL and parent.state != JobState.CANCELLING:
        _fail_dependants(session, child)
    _follow(session, parent)


def _unblock_dependants(session: Session, child: Job) -> None:
    for dependant in _dependants(session, child):
        if dependant.state != JobState.QUEUED:
            continue
        dependant.blocked_by = unmet(session, dependant)
        dependant.revision += 1
        if dependant.blocked_by == 0:
            wire(session, dependant)
            gate.hint(session, dependant)
    session.flush()


def _fail_dependants(session: Session, child: Job) -> None:
    for dependant in _dependants(session, child):
        if dependant.state != JobState.QUEUED:
            continue
        failure = {
            "type": "dependency",
            "title": "A job it needs did not succeed",
            "detail": f"It needs the job {child.child_name}, which {child.state}.",
            "hint": f"See why {child.id} {child.state}, then retry the pipeline from there.",
        }
        gate.fail(session, dependant, failure)


def _dependants(session: Session, child: Job) -> Sequence[Job]:
    query = select(Job).join(JobDependency, JobDependency.job_id == Job.id).where(JobDependency.needs_id == child.id)
    return session.scalars(query.order_by(Job.id).execution_options(populate_existing=True)).all()


def unmet(session: Session, job: Job) -> int:
    """How many of the jobs that `job` needs have not succeeded."""
    query = (
        select(Job.state).join(JobDependency, JobDependency.needs_id == Job.id).where(JobDependency.job_id == job.id)
    )
    return sum(state != JobState.SUCCEEDED for state in session.scalars(query))


def wire(session: Session, job: Job) -> None:
    """Put the outputs of what `job` needs, all of which has succeeded, into its spec."""
    job.spec = resolve_references(job.spec, _outputs(session, job))


def _outputs(session: Session, job: Job) -> dict[str, str]:
    """The main output, by child name, of every job that `job` needs, and the single scores of score jobs."""
    query = select(Job).join(JobDependency, JobDependency.needs_id == Job.id).where(JobDependency.job_id == job.id)
    found: dict[str, str] = {}
    for needed in session.scalars(query):
        output = MAIN_OUTPUT.get(JobKind(needed.kind))
        if output is not None and needed.child_name is not None and needed.result is not None:
            found[needed.child_name] = needed.result[output]
            scores = needed.result.get("scores", {})
            found |= {f"{needed.child_name}.{name}": score_id for name, score_id in scores.items()}
    return found


def _follow(session: Session, parent: Job) -> None:
    """Bring the parent's state and progress in line with its children."""
    members = children(session, parent.id)
    ended = sum(member.state in TERMINAL for member in members)
    progress = {"stage": "pipeline", "done": ended, "total": len(members), "unit": "jobs"}
    if parent.progress != progress:
        parent.progress = progress
        parent.revision += 1
        events.append(session, parent.id, events.PROGRESS, progress)
    started = ended > 0 or any(member.state not in {JobState.QUEUED, JobState.CRASHED} for member in members)
    if parent.state == JobState.QUEUED and started:
        gate.transition(session, parent, JobState.RUNNING)
    if ended == len(members):
        _end(session, parent, members)


def _end(session: Session, parent: Job, members: Sequence[Job]) -> None:
    if parent.state in TERMINAL:
        return
    parent.result = {"jobs": {member.child_name: member.result for member in members if member.result is not None}}
    bad = [member for member in members if member.state != JobState.SUCCEEDED]
    if not bad:
        gate.transition(session, parent, JobState.SUCCEEDED)
    elif parent.state == JobState.CANCELLING or all(member.state == JobState.CANCELLED for member in bad):
        gate.transition(session, parent, JobState.CANCELLED)
    else:
        first = next((member for member in bad if (member.failure or {}).get("type") != "dependency"), bad[0])
        cause = (first.failure or {}).get("detail", f"It was {first.state}.")
        failure = {
            "type": "child",
            "title": f"The job {first.child_name} {first.state}",
            "detail": f"{first.child_name} ({first.id}): {cause}",
            "hint": "Mend the cause, then retry this pipeline: what has succeeded is kept.",
        }
        gate.fail(session, parent, failure)
