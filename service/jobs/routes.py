"""`/v1/jobs`: submit, look, wait, cancel, retry."""

import re
from functools import partial
from typing import Annotated

import anyio
from fastapi import APIRouter, Body, Header, Query, Request, Response
from sqlalchemy.orm import Session

from service import etag
from service.dependencies import Gateway, ReadSession, Settings, WriteSession
from service.idempotency import Once
from service.identifiers import JobId
from service.jobs import examples
from service.jobs.schemas import Job, JobPage, JobSummary
from service.pagination import Paging
from service.problems import responses
from store import pages
from store.jobs import control, pipelines, submit, tables
from store.jobs.tables import JobState
from store.specs.base import DatasetId as DatasetIdFilter
from store.specs.jobs import JobKind, JobSpec

router = APIRouter(prefix="/v1/jobs", tags=["jobs"])

_MAX_WAIT_SECONDS = 60
_POLL_SECONDS = 0.25
_WAIT = re.compile(r'(?:^|,)\s*wait\s*=\s*"?([0-9]{1,6})"?\s*(?:[,;]|$)', re.IGNORECASE)


@router.post("", status_code=202, response_model=Job, responses=responses(409, 429))
def create(
    body: Annotated[JobSpec, Body(openapi_examples=examples.JOBS)],
    session: WriteSession,
    settings: Settings,
    once: Once,
) -> Response:
    """Submit a job, or a pipeline of jobs."""
    job = submit.submit(session, body, max_queued=settings.max_queued_jobs, doors=settings.import_doors)
    return once.answer(202, view(session, job), {"Location": f"/v1/jobs/{job.id}"})


@router.get("", response_model=JobPage)
def list_(
    session: ReadSession,
    paging: Paging,
    state: Annotated[list[JobState] | None, Query(description="any of these")] = None,
    kind: Annotated[list[JobKind] | None, Query(description="any of these")] = None,
    dataset_id: Annotated[DatasetIdFilter | None, Query()] = None,
    parent_id: Annotated[
        str | None, Query(pattern=r"^job_[0-9a-z]{26}$", description="the children of this pipeline")
    ] = None,
) -> pages.Page[tables.Job]:
    """List jobs, newest first."""
    page = control.list_page(
        session,
        limit=paging.limit,
        cursor=paging.cursor,
        dataset_id=dataset_id,
        states=state,
        kinds=kind,
        parent_id=parent_id,
    )
    return paging.linked(page)


@router.get("/{job_id}", response_model=Job, responses={304: {"description": "Not modified"}})
async def get(
    job_id: JobId,
    request: Request,
    gateway: Gateway,
    wait: Annotated[
        float, Query(ge=0, le=_MAX_WAIT_SECONDS, description="seconds to wait for a change or the job's end")
    ] = 0,
    if_none_match: etag.IfNoneMatch = None,
    prefer: Annotated[
        str | None, Header(max_length=200, description="wait=30 (RFC 7240) is the same as `wait`")
    ] = None,
) -> Response:
    """Get one job. With `wait`, answer when it changes (from the revision in If-None-Match, if given) or has ended."""
    preferred = _preferred_wait(prefer)
    wait = max(wait, preferred or 0)
    poll = partial(control.version, job_id=job_id)
    version, ended = await gateway.read(poll)
    known = etag.quoted(version) if if_none_match is None else if_none_match
    deadline = anyio.current_time() + wait
    while not ended and etag.is_current(known, etag.quoted(version)):
        left = deadline - anyio.current_time()
        if left <= 0 or await request.is_disconnected():
            break
        await anyio.sleep(min(left, _POLL_SECONDS))
        version, ended = await gateway.read(poll)
    if etag.is_current(if_none_match, etag.quoted(version)):
        answer = Response(status_code=304, headers={"ETag": etag.quoted(version)})
    else:
        answer = await gateway.read(partial(_represent, job_id=job_id))
    if preferred is not None:
        answer.headers["Preference-Applied"] = f"wait={preferred}"
    return answer


@router.post("/{job_id}/cancel", status_code=202, response_model=Job, responses=responses(409))
def cancel(job_id: JobId, session: WriteSession) -> Job:
    """Ask a job to stop. What waits is cancelled at once; what runs becomes `cancelling` first. Repeating is fine."""
    return view(session, control.cancel(session, job_id))


@router.post("/{job_id}/retry", status_code=202, response_model=Job, responses=responses(409))
def retry(
    job_id: JobId,
    session: WriteSession,
    from_start: Annotated[bool, Query(description="of a pipeline: run what has succeeded again, too")] = False,
) -> Job:
    """Queue a job again that has failed or was cancelled. It goes on from what it had finished."""
    return view(session, control.retry(session, job_id, from_start=from_start))


def view(session: Session, job: tables.Job) -> Job:
    """A job with its children."""
    session.flush()
    is_pipeline = job.kind == JobKind.PIPELINE
    found = Job.model_validate(job)
    children = pipelines.children(session, job.id) if is_pipeline else []
    found.children = [JobSummary.model_validate(child) for child in children]
    return found


def _preferred_wait(prefer: str | None) -> int | None:
    """Seconds out of a Prefer header. What it says besides, or wrongly, is ignored, as the RFC wants it."""
    match = _WAIT.search(prefer or "")
    return None if match is None else min(int(match.group(1)), _MAX_WAIT_SECONDS)


def _represent(session: Session, *, job_id: str) -> Response:
    # The version first: a change in between makes the next If-None-Match fail, never succeed wrongly.
    version, _ = control.version(session, job_id)
    job = view(session, control.get(session, job_id))
    return Response(job.model_dump_json(), headers={"ETag": etag.quoted(version)}, media_type="application/json")
