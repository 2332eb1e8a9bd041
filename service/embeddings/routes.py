"""`/v1/embeddings`"""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from service import downloads
from service.dependencies import ReadSession
from service.downloads import Downloads, File
from service.embeddings.schemas import Embedding, EmbeddingPage
from service.identifiers import EmbeddingId
from service.pagination import Paging
from service.problems import responses
from store import embeddings, pages
from store.specs.base import DatasetId as DatasetIdFilter

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


@router.get(
    "/{embedding_id}/download",
    response_class=Response,
    responses={**downloads.documented(NPY), **responses(416)},
)
def download(embedding_id: EmbeddingId, session: ReadSession, files: Downloads) -> Response:
    """Download the matrix as .npy: float32 (N, D), L2-normalised, row = sample position."""
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
