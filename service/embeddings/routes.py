"""`/v1/embeddings`"""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from sqlalchemy.orm import Session

from service import downloads
from service.dependencies import Blobs, ReadSession, Settings, WriteSession
from service.downloads import Downloads, File
from service.embeddings.schemas import Embedding, EmbeddingPage, Neighbor, NeighborList, NeighborSearch
from service.idempotency import Once
from service.identifiers import EmbeddingId
from service.jobs import routes as jobs
from service.jobs.schemas import Job
from service.pagination import Paging
from service.problems import responses
from store import blobs as object_store
from store import datasets, embeddings, neighbor_graphs, pages, samples
from store.errors import Conflict, InvalidField, NotFound
from store.jobs import submit
from store.neighbor_graphs import NeighborGraph
from store.specs.base import DatasetId as DatasetIdFilter
from store.specs.base import SampleId as SampleIdFilter
from store.specs.curation import NeighborsSpec
from store.specs.neighbors import SampleQuery
from store.specs.samples import SampleFilter

router = APIRouter(prefix="/v1/embeddings", tags=["embeddings"])

NPY = "application/octet-stream"
JSON = "application/json"


@router.get("", response_model=EmbeddingPage)
def list_(
    session: ReadSession, paging: Paging, dataset_id: Annotated[DatasetIdFilter | None, Query()] = None
) -> pages.Page[embeddings.Embedding]:
    """List embeddings, newest first."""
    page = embeddings.list_page(session, limit=paging.limit, cursor=paging.cursor, dataset_id=dataset_id)
    return paging.linked(page)


@router.get("/{embedding_id}", response_model=Embedding)
def get(embedding_id: EmbeddingId, session: ReadSession) -> embeddings.Embedding:
    """Get one embedding."""
    return embeddings.get(session, embedding_id)


@router.get("/{embedding_id}/neighbors", response_model=NeighborList, responses=responses(409))
def neighbors(
    embedding_id: EmbeddingId,
    session: ReadSession,
    blobs: Blobs,
    sample_id: Annotated[SampleIdFilter, Query(description="whose neighbours to find")],
    where: Annotated[SampleFilter, Query()],
    limit: Annotated[int, Query(ge=1, le=64)] = 20,
) -> NeighborList:
    """Find the samples most like a sample, out of the stored kNN graph. A 409 before a job has built it: POST does."""
    embedding = embeddings.get(session, embedding_id)
    sample = samples.get(session, embedding.dataset_id, sample_id)
    graph = neighbor_graphs.find(session, embedding_id)
    if graph is None:
        raise Conflict(
            "The neighbours of this embedding have not been computed yet. POST a search here, or submit a job of kind "
            "neighbors."
        )
    return _near(session, blobs, graph, sample, limit=limit, where=where)


@router.post(
    "/{embedding_id}/neighbors",
    name="search",
    response_model=NeighborList,
    responses={
        202: {"model": Job, "description": "A job looks for them: `neighbors` of its result"},
        **responses(409, 429),
    },
)
def search(
    embedding_id: EmbeddingId,
    body: NeighborSearch,
    session: WriteSession,
    blobs: Blobs,
    settings: Settings,
    once: Once,
) -> Response:
    """Find the samples most like a sample, a vector or an uploaded image.

    What the stored kNN graph can answer is answered at once. For everything else a job is submitted: wait for it with
    `GET /v1/jobs/{id}?wait=30`, its result has `neighbors`.
    """
    embedding = embeddings.get(session, embedding_id)
    if isinstance(body.query, SampleQuery):
        sample = _found_sample(session, embedding.dataset_id, body.query.sample_id)
        graph = neighbor_graphs.find(session, embedding_id)
        if graph is not None:
            found = _near(session, blobs, graph, sample, limit=body.limit, where=body.where)
            if found.complete:
                return once.answer(200, found, {})
    spec = NeighborsSpec(
        dataset_id=embedding.dataset_id, embedding=embedding.id, query=body.query, limit=body.limit, where=body.where
    )
    job = submit.submit(session, spec, max_queued=settings.max_queued_jobs)
    return once.answer(202, jobs.view(session, job), {"Location": f"/v1/jobs/{job.id}"})


@router.get(
    "/{embedding_id}/download",
    response_class=Response,
    responses={**downloads.documented(NPY), **responses(416)},
)
def download(embedding_id: EmbeddingId, session: ReadSession, files: Downloads) -> Response:
    """Download the matrix as .npy: (N, D), row = sample position, in the precision that `storage` names."""
    embedding = embeddings.get(session, embedding_id)
    return files.send(
        File(
            key=embedding.blob_key,
            version=embedding.sha256,
            filename=f"{embedding_id}.npy",
            media_type=NPY,
        )
    )


@router.get(
    "/{embedding_id}/manifest",
    response_class=Response,
    responses={**downloads.documented(JSON), **responses(416)},
)
def manifest(embedding_id: EmbeddingId, session: ReadSession, files: Downloads) -> Response:
    """Download what the rows mean: which sample each of them is and how the matrix was made."""
    embedding = embeddings.get(session, embedding_id)
    return files.send(
        File(
            key=embedding.manifest_key,
            version=f"{embedding.sha256}-manifest",
            filename=f"{embedding_id}-manifest.json",
            media_type=JSON,
        )
    )


def _near(
    session: Session,
    blobs: object_store.Blobs,
    graph: NeighborGraph,
    sample: samples.Sample,
    *,
    limit: int,
    where: SampleFilter | None,
) -> NeighborList:
    version = datasets.get(session, sample.dataset_id).version
    near, complete = neighbor_graphs.of_sample(session, blobs, graph, sample, version=version, limit=limit, where=where)
    return NeighborList(items=[Neighbor.model_validate(one) for one in near], complete=complete)


def _found_sample(session: Session, dataset_id: str, sample_id: str) -> samples.Sample:
    try:
        return samples.get(session, dataset_id, sample_id)
    except NotFound as error:
        raise InvalidField("/query/sample_id", str(error)) from error
