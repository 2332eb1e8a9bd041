"""`/v1/transforms`: look at what augmentation does before training with it."""

import re
from typing import Annotated

import anyio
from fastapi import APIRouter, Header, Request, Response
from fastapi.concurrency import run_in_threadpool
from sqlalchemy.orm import Session

from service.dependencies import Gateway, Settings
from service.downloads import Downloads, File, documented
from service.jobs.routes import view
from service.jobs.schemas import Job
from service.problems import INVALID, ProblemError, responses
from store.blobs import artifact_key
from store.jobs import control, submit
from store.jobs.tables import JobState
from store.specs.previews import PreviewSpec

router = APIRouter(prefix="/v1/transforms", tags=["transforms"])

# A worker starts a process for every job: most of the time goes there.
_DEFAULT_WAIT_SECONDS = 15
_MAX_WAIT_SECONDS = 60
_POLL_SECONDS = 0.2
_WAIT = re.compile(r"(?:^|[,;])\s*wait\s*=\s*\"?(\d{1,6})\"?", re.IGNORECASE)
_RESPOND_ASYNC = re.compile(r"(?:^|[,;])\s*respond-async\b", re.IGNORECASE)


@router.post(
    "/preview",
    status_code=200,
    response_class=Response,
    responses={
        200: {**documented("image/png")[200], "description": "The picture"},
        202: {"model": Job, "description": "The picture takes longer: the job that makes it"},
        **responses(409, 429),
    },
)
async def preview(
    body: PreviewSpec,
    request: Request,
    gateway: Gateway,
    settings: Settings,
    files: Downloads,
    prefer: Annotated[
        str | None,
        Header(description=f"`wait=SECONDS` (RFC 7240), {_DEFAULT_WAIT_SECONDS} without it, or `respond-async`"),
    ] = None,
) -> Response:
    """Draw views of a sample the way training would, as a picture: the sample itself, then rows of its views."""

    def start(session: Session) -> str:
        return submit.submit(session, body, max_queued=settings.max_queued_jobs).id

    job_id = await gateway.write(start)
    deadline = anyio.current_time() + _patience(prefer)
    while True:
        _, ended = await gateway.read(lambda session: control.version(session, job_id))
        left = deadline - anyio.current_time()
        if ended or left <= 0 or await request.is_disconnected():
            break
        await anyio.sleep(min(left, _POLL_SECONDS))
    location = {"Location": f"/v1/jobs/{job_id}"}
    job = await gateway.read(lambda session: view(session, control.get(session, job_id)))
    if not ended:
        return Response(job.model_dump_json(), 202, {**location, "Retry-After": "1"}, "application/json")
    if job.state != JobState.SUCCEEDED:
        told = job.failure.detail if job.failure else f"The job is {job.state}."
        raise ProblemError(INVALID, f"There is no picture: {told}", headers=location)
    token = await gateway.read(lambda session: control.get(session, job_id).lease_token)
    return await run_in_threadpool(_picture, job, token, files)


def _picture(job: Job, token: int, files: Downloads) -> Response:
    (listed,) = (job.result or {})["artifacts"]
    name = listed["name"]
    file = File(
        key=artifact_key(job.id, token, name),
        version=listed["sha256"],
        filename=name,
        media_type=listed["media_type"],
        disposition="inline",
    )
    response = files.send(file)
    response.headers["Location"] = f"/v1/jobs/{job.id}"
    response.headers["Content-Location"] = f"/v1/jobs/{job.id}/artifacts/{name}"
    return response


def _patience(prefer: str | None) -> float:
    """How long the caller wants to wait (RFC 7240, section 4)."""
    if prefer is None:
        return _DEFAULT_WAIT_SECONDS
    if _RESPOND_ASYNC.search(prefer):
        return 0
    asked = _WAIT.search(prefer)
    return min(int(asked[1]), _MAX_WAIT_SECONDS) if asked else _DEFAULT_WAIT_SECONDS
