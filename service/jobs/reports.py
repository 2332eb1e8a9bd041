"""What a job leaves to read: its log, its metrics, its files and, for ingestion, what became of every image."""

from collections.abc import Iterator
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Response
from sqlalchemy.orm import Session
from starlette.responses import PlainTextResponse, StreamingResponse

from service import downloads
from service import gateway as held
from service.dependencies import Gateway, ReadSession
from service.downloads import Downloads, File
from service.identifiers import JobId
from service.jobs.downsampling import collect, thin
from service.jobs.schemas import IngestItem, IngestItemPage, JobMetrics, MetricPoint, MetricSeries
from service.pagination import Paging
from service.problems import responses
from store import ingest_items, pages
from store.blobs import artifact_key
from store.errors import NotFound
from store.jobs import control, events
from store.jobs.tables import JobEvent

router = APIRouter(prefix="/v1/jobs/{job_id}", tags=["jobs"])

_BATCH = 1000
JSON_LINES = "application/jsonl"


@router.get("/logs", response_class=PlainTextResponse)
def logs(job_id: JobId, session: ReadSession, gateway: Gateway) -> Response:
    """Read everything that the job has printed and said, line by line with time and stream."""
    control.get(session, job_id)
    return StreamingResponse(_log_lines(gateway, job_id), media_type="text/plain; charset=utf-8")


@router.get("/metrics", response_model=JobMetrics)
def metrics(
    job_id: JobId,
    session: ReadSession,
    points: Annotated[int, Query(ge=2, le=10_000, description="at most this many of each metric")] = 500,
) -> JobMetrics:
    """Get the numbers that a job has recorded, thinned out so that every peak survives."""
    control.get(session, job_id)
    series = [
        MetricSeries(
            name=name,
            recorded=len(values),
            points=[MetricPoint(step=step, value=value) for step, value in thin(values, points)],
        )
        for name, values in collect(_metric_data(session, job_id)).items()
    ]
    return JobMetrics(job_id=job_id, series=series)


@router.get("/items", response_model=IngestItemPage)
def items(job_id: JobId, session: ReadSession, paging: Paging) -> pages.Page[ingest_items.IngestItem]:
    """List what became of every file of an ingest job, in the order of the archive."""
    control.get(session, job_id)
    page = ingest_items.report_page(session, job_id, limit=paging.limit, cursor=paging.cursor)
    return paging.linked(page)


@router.get(
    "/items.jsonl",
    name="report",
    response_class=Response,
    responses={
        200: {
            "description": "One IngestItem on each line",
            "content": {JSON_LINES: {"schema": {"type": "string"}}},
        }
    },
)
def report(job_id: JobId, session: ReadSession, gateway: Gateway) -> Response:
    """Download what became of every file of an ingest job as JSON lines."""
    control.get(session, job_id)
    headers = {"Content-Disposition": f'attachment; filename="{job_id}-items.jsonl"'}
    return StreamingResponse(_item_lines(gateway, job_id), headers=headers, media_type=JSON_LINES)


@router.get("/artifacts/{name}", response_class=Response, responses={**downloads.documented("*/*"), **responses(416)})
def artifact(
    job_id: JobId,
    name: Annotated[str, Path(pattern=r"^[a-z0-9][a-z0-9._-]{0,99}$")],
    session: ReadSession,
    files: Downloads,
) -> Response:
    """Download a file that a job has made; `artifacts` of its result lists them."""
    job = control.get(session, job_id)
    for listed in (job.result or {}).get("artifacts", []):
        if listed["name"] == name:
            # The attempt that succeeded was the last one, so its token is still the job's.
            key = artifact_key(job.id, job.lease_token, name)
            file = File(key=key, version=listed["sha256"], filename=name, media_type=listed["media_type"])
            return files.send(file)
    raise NotFound("artifact", name)


def _metric_data(session: Session, job_id: str) -> Iterator[dict[str, Any]]:
    number = 0
    while found := events.after(session, job_id, number, limit=_BATCH, types=[events.METRIC]):
        yield from (event.data for event in found)
        number = found[-1].number
        session.expunge_all()


# The streams below read one page in each transaction: a slow reader must not keep one open.


def _log_lines(gateway: held.Gateway, job_id: str) -> Iterator[str]:
    number = 0
    while True:
        with gateway.database.read() as session:
            found = events.after(session, job_id, number, limit=_BATCH, types=[events.LOG])
            lines = [line for event in found for line in _lines(event)]
            number = found[-1].number if found else number
        yield "".join(lines)
        if len(found) < _BATCH:
            return


def _lines(event: JobEvent) -> Iterator[str]:
    prefix = f"{event.at:%Y-%m-%dT%H:%M:%S.%f}Z {event.data.get('stream', 'winnow')}: "
    for line in str(event.data.get("text", "")).splitlines() or [""]:
        yield f"{prefix}{line}\n"


def _item_lines(gateway: held.Gateway, job_id: str) -> Iterator[str]:
    index = -1
    while True:
        with gateway.database.read() as session:
            found = ingest_items.after(session, job_id, index, limit=_BATCH)
            lines = [f"{IngestItem.model_validate(item).model_dump_json()}\n" for item in found]
            index = found[-1].index if found else index
        yield "".join(lines)
        if len(found) < _BATCH:
            return
