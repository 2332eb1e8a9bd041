"""`/v1/datasets`"""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from service import etag
from service.datasets.schemas import Dataset, DatasetCreate, DatasetPage, DatasetUpdate
from service.dependencies import ReadSession, WriteSession
from service.idempotency import Once
from service.identifiers import DatasetId
from service.pagination import Paging
from service.problems import responses
from store import datasets, pages
from store.specs.base import Name

router = APIRouter(prefix="/v1/datasets", tags=["datasets"])


@router.post("", status_code=201, response_model=Dataset, responses=responses(409))
def create(body: DatasetCreate, session: WriteSession, once: Once) -> Response:
    """Create an empty dataset."""
    dataset = datasets.create(session, name=body.name, description=body.description)
    headers = {"Location": f"/v1/datasets/{dataset.id}", "ETag": etag.quoted(dataset.revision)}
    return once.answer(201, Dataset.model_validate(dataset), headers)


@router.get("", response_model=DatasetPage)
def list_(
    session: ReadSession,
    paging: Paging,
    name: Annotated[Name | None, Query(description="exactly this name")] = None,
) -> pages.Page[datasets.Dataset]:
    """List datasets, newest first."""
    return paging.linked(datasets.list_page(session, limit=paging.limit, cursor=paging.cursor, name=name))


@router.get("/{dataset_id}", response_model=Dataset, responses={304: {"description": "Not modified"}})
def get(
    dataset_id: DatasetId, session: ReadSession, response: Response, if_none_match: etag.IfNoneMatch = None
) -> datasets.Dataset | Response:
    """Get one dataset."""
    dataset = datasets.get(session, dataset_id)
    tag = etag.quoted(dataset.revision)
    if etag.is_current(if_none_match, tag):
        return Response(status_code=304, headers={"ETag": tag})
    response.headers["ETag"] = tag
    return dataset


@router.patch("/{dataset_id}", response_model=Dataset, responses=responses(409, 412, 428))
def update(
    dataset_id: DatasetId,
    body: DatasetUpdate,
    session: WriteSession,
    response: Response,
    if_match: etag.IfMatch = None,
) -> datasets.Dataset:
    """Rename a dataset or change its description. Needs If-Match."""
    dataset = datasets.get(session, dataset_id, lock=True)
    etag.require_match(if_match, etag.quoted(dataset.revision))
    dataset = datasets.change(
        session, dataset_id, revision=dataset.revision, name=body.name, description=body.description
    )
    response.headers["ETag"] = etag.quoted(dataset.revision)
    return dataset


@router.delete("/{dataset_id}", status_code=204, responses=responses(412, 428))
def delete(dataset_id: DatasetId, session: WriteSession, if_match: etag.IfMatch = None) -> None:
    """Delete a dataset. Its name is free again at once. Needs If-Match."""
    dataset = datasets.get(session, dataset_id, lock=True)
    etag.require_match(if_match, etag.quoted(dataset.revision))
    datasets.delete(session, dataset_id, revision=dataset.revision)
