"""Server-sent events (HTML standard, section 9.2): resumed by number, without gaps, from the database."""

import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Any

import anyio
from fastapi import APIRouter, Header, Query, Response
from sqlalchemy.orm import Session
from starlette.responses import StreamingResponse

from service.dependencies import Gateway
from service.identifiers import JobId
from store.jobs import control, events
from store.jobs.tables import TERMINAL
from store.specs.base import DatasetId as DatasetIdFilter

router = APIRouter()

_BATCH = 500
_FIRST_PAUSE, _LONGEST_PAUSE = 0.1, 1.0
_RETRY_MILLISECONDS = 1000
_MAX_ID = 2**63 - 1
_HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}  # the latter keeps nginx from holding events back

After = Annotated[int | None, Query(ge=0, le=_MAX_ID, description="only events with a higher id")]
LastEventId = Annotated[
    int | None, Header(ge=0, le=_MAX_ID, description="what a browser sends when it connects again; wins over `after`")
]
_DOCUMENTED: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "A stream of events: `id` is a number that grows by one, `event` a type, `data` JSON",
        "content": {"text/event-stream": {"schema": {"type": "string"}}},
    }
}


@dataclass(frozen=True)
class _Batch:
    """Encoded events, the id of the last one, and whether more of them can come."""

    frames: list[bytes]
    last: int
    ended: bool


_Fetch = Callable[[int, Session], _Batch]


@router.get(
    "/v1/jobs/{job_id}/events",
    name="events",
    tags=["jobs"],
    response_class=Response,
    responses={**_DOCUMENTED, 204: {"description": "The job has ended, and every event was seen"}},
)
async def of_job(job_id: JobId, gateway: Gateway, after: After = None, last_event_id: LastEventId = None) -> Response:
    """Follow one job: events of type `state`, `progress`, `metric` and `log`, from the first one or from `after`.

    The stream ends when the job has, or after a while: then connect again, as a browser does by itself.
    """
    fetch = partial(_events_of_job, job_id=job_id)
    start = _start(after, last_event_id, default=0)
    first = await gateway.read(partial(fetch, start))
    if first.ended and not first.frames:
        # 204 is what tells a browser to stop connecting again.
        return Response(status_code=204)
    return _streaming(gateway, fetch, start)


@router.get("/v1/events", name="stream", tags=["events"], response_class=Response, responses=_DOCUMENTED)
async def of_all_jobs(
    gateway: Gateway,
    after: After = None,
    last_event_id: LastEventId = None,
    dataset_id: Annotated[DatasetIdFilter | None, Query(description="only jobs of this dataset")] = None,
) -> Response:
    """Follow all jobs, from now on or from `after`. `data` has job_id, number, at and the event's own data."""
    default = await gateway.read(events.latest_position)
    fetch = partial(_events_of_all, dataset_id=dataset_id)
    return _streaming(gateway, fetch, _start(after, last_event_id, default=default))


def _start(after: int | None, last_event_id: int | None, *, default: int) -> int:
    # A browser repeats the URL with its old `after`; the header is what it has really seen.
    given = after if last_event_id is None else last_event_id
    return default if given is None else given


def _streaming(gateway: Gateway, fetch: _Fetch, after: int) -> StreamingResponse:
    return StreamingResponse(_frames(gateway, fetch, after), headers=_HEADERS, media_type="text/event-stream")


async def _frames(gateway: Gateway, fetch: _Fetch, after: int) -> AsyncIterator[bytes]:
    lifetime = gateway.settings.sse_lifetime.total_seconds()
    heartbeat = gateway.settings.sse_heartbeat.total_seconds()
    deadline = anyio.current_time() + lifetime
    spoke, pause = anyio.current_time(), _FIRST_PAUSE
    yield f"retry: {_RETRY_MILLISECONDS}\n\n".encode()
    while True:
        batch = await gateway.read(partial(fetch, after))
        after = batch.last
        if batch.frames:
            yield b"".join(batch.frames)
            spoke, pause = anyio.current_time(), _FIRST_PAUSE
        moment = anyio.current_time()
        if batch.ended or moment >= deadline:
            return
        if len(batch.frames) == _BATCH:
            continue
        if moment - spoke >= heartbeat:
            yield b": nothing new\n\n"
            spoke = moment
        await anyio.sleep(min(pause, heartbeat, deadline - moment))
        pause = min(pause * 2, _LONGEST_PAUSE)


def _events_of_job(after: int, session: Session, *, job_id: str) -> _Batch:
    # The state first: if the job has ended by then, its last event is among those that are read afterwards.
    ended = control.get(session, job_id).state in TERMINAL
    found = events.after(session, job_id, after, limit=_BATCH)
    frames = [_frame(event.number, event.type, event.data) for event in found]
    return _Batch(frames, found[-1].number if found else after, ended and len(found) < _BATCH)


def _events_of_all(after: int, session: Session, *, dataset_id: str | None) -> _Batch:
    found = events.after_position(session, after, limit=_BATCH, dataset_id=dataset_id)
    frames = [
        _frame(
            event.position,
            event.type,
            {"job_id": event.job_id, "number": event.number, "at": event.at.isoformat(), "data": event.data},
        )
        for event in found
    ]
    return _Batch(frames, found[-1].position if found else after, ended=False)


def _frame(identifier: int, type_: str, data: dict[str, Any]) -> bytes:
    # JSON has no raw line breaks, so the data is always one line.
    return f"id: {identifier}\nevent: {type_}\ndata: {json.dumps(data)}\n\n".encode()
