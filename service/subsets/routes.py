"""`/v1/subsets`"""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from service.dependencies import ReadSession, Settings, WriteSession
from service.idempotency import Once
from service.identifiers import SubsetId
from service.jobs import routes as jobs
from service.jobs.schemas import Job
from service.pagination import Paging
from service.problems import responses
from service.subsets.schemas import ExportCreate, PickPage, Subset, SubsetPage
from store import pages, subsets
from store.jobs import submit
from store.specs.base import DatasetId as DatasetIdFilter
from store.specs.jobs import ExportSpec

router = APIRouter(prefix="/v1/subsets", tags=["subsets"])


@router.get("", response_model=SubsetPage)
def list_(
    session: ReadSession, paging: Paging, dataset_id: Annotated[DatasetIdFilter | None, Query()] = None
) -> pages.Page[subsets.Subset]:
    """List subsets, newest first."""
    page = subsets.list_page(session, limit=paging.limit, cursor=paging.cursor, dataset_id=dataset_id)
    return paging.linked(page)


@router.get("/{subset_id}", response_model=Subset)
def get(subset_id: SubsetId, session: ReadSession) -> subsets.Subset:
    """Get one subset."""
    return subsets.get(session, subset_id)


@router.get("/{subset_id}/samples", response_model=PickPage)
def samples(subset_id: SubsetId, session: ReadSession, paging: Paging) -> pages.Page[subsets.Pick]:
    """List the samples of a subset in the order in which they were picked, with the reason and gain of each."""
    subset = subsets.get(session, subset_id)
    return paging.linked(subsets.picks_page(session, subset, limit=paging.limit, cursor=paging.cursor))


@router.post("/{subset_id}/exports", status_code=202, response_model=Job, responses=responses(409, 429))
def export(subset_id: SubsetId, body: ExportCreate, session: WriteSession, settings: Settings, once: Once) -> Response:
    """Submit a job that writes the subset to a file; its result names the export to download."""
    subset = subsets.get(session, subset_id)
    spec = ExportSpec(dataset_id=subset.dataset_id, subset=subset.id, exporter=body.exporter, name=body.name)
    job = submit.submit(session, spec, max_queued=settings.max_queued_jobs)
    return once.answer(202, jobs.view(session, job), {"Location": f"/v1/jobs/{job.id}"})
