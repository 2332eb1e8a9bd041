"""`/v1/embeddings/{embedding_id}/projections` and `/v1/projections`"""

from fastapi import APIRouter, Response

from service import downloads
from service.dependencies import ReadSession
from service.downloads import Downloads, File
from service.identifiers import EmbeddingId, ProjectionId
from service.pagination import Paging
from service.problems import responses
from service.projections.schemas import Projection, ProjectionPage
from store import embeddings, pages, projections

router = APIRouter(prefix="/v1", tags=["projections"])

FLOATS = "application/octet-stream"


@router.get("/embeddings/{embedding_id}/projections", response_model=ProjectionPage)
def list_(embedding_id: EmbeddingId, session: ReadSession, paging: Paging) -> pages.Page[projections.Projection]:
    """List the maps of an embedding, newest first."""
    embeddings.get(session, embedding_id)
    return paging.linked(projections.list_page(session, embedding_id, limit=paging.limit, cursor=paging.cursor))


@router.get("/projections/{projection_id}", response_model=Projection)
def get(projection_id: ProjectionId, session: ReadSession) -> projections.Projection:
    """Get one map."""
    return projections.get(session, projection_id)


@router.get(
    "/projections/{projection_id}/download",
    response_class=Response,
    responses={**downloads.documented(FLOATS), **responses(416)},
)
def download(projection_id: ProjectionId, session: ReadSession, files: Downloads) -> Response:
    """Download the points: float32 x and y, little-endian, by position, NaN where a sample has no vector."""
    projection = projections.get(session, projection_id)
    return files.send(
        File(
            key=projection.blob_key,
            version=projection.sha256,
            filename=f"{projection.method['name']}-{projection_id}.f32",
            media_type=FLOATS,
        )
    )
