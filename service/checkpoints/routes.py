"""`/v1/checkpoints`"""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from service import downloads
from service.checkpoints.schemas import Checkpoint, CheckpointPage
from service.dependencies import ReadSession
from service.downloads import Downloads, File
from service.identifiers import CheckpointId
from service.pagination import Paging
from service.problems import responses
from store import checkpoints, pages
from store.specs.base import DatasetId as DatasetIdFilter

router = APIRouter(prefix="/v1/checkpoints", tags=["checkpoints"])

SAFETENSORS = "application/octet-stream"


@router.get("", response_model=CheckpointPage)
def list_(
    session: ReadSession, paging: Paging, dataset_id: Annotated[DatasetIdFilter | None, Query()] = None
) -> pages.Page[checkpoints.Checkpoint]:
    """List checkpoints, newest first."""
    page = checkpoints.list_page(session, limit=paging.limit, cursor=paging.cursor, dataset_id=dataset_id)
    return paging.linked(page)


@router.get("/{checkpoint_id}", response_model=Checkpoint)
def get(checkpoint_id: CheckpointId, session: ReadSession) -> checkpoints.Checkpoint:
    """Get one checkpoint."""
    return checkpoints.get(session, checkpoint_id)


@router.get(
    "/{checkpoint_id}/download",
    response_class=Response,
    responses={**downloads.documented(SAFETENSORS), **responses(416)},
)
def download(checkpoint_id: CheckpointId, session: ReadSession, files: Downloads) -> Response:
    """Download the backbone's weights as safetensors."""
    checkpoint = checkpoints.get(session, checkpoint_id)
    return files.send(
        File(
            key=checkpoint.blob_key,
            version=checkpoint.sha256,
            filename=f"{checkpoint_id}.safetensors",
            media_type=SAFETENSORS,
        )
    )
