"""`/v1/checkpoints`"""

import json
from typing import Annotated

from fastapi import APIRouter, Query, Response

from service import downloads
from service.checkpoints.schemas import Checkpoint, CheckpointFormatList, CheckpointFormatState, CheckpointPage
from service.dependencies import ReadSession
from service.downloads import Downloads, File
from service.identifiers import CheckpointId
from service.pagination import Paging
from service.problems import NOT_FOUND, ProblemError, responses
from store import checkpoints, pages
from store.specs.backbones import Backbone, Stem
from store.specs.base import DatasetId as DatasetIdFilter
from store.specs.checkpoints import FILE_NAMES, conversion_problem
from store.specs.checkpoints import CheckpointFormat as Format

router = APIRouter(prefix="/v1/checkpoints", tags=["checkpoints"])

BINARY = "application/octet-stream"


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


@router.get("/{checkpoint_id}/formats", response_model=CheckpointFormatList)
def formats(checkpoint_id: CheckpointId, session: ReadSession) -> CheckpointFormatList:
    """List the formats that the backbone can be downloaded as, and which of them are there."""
    checkpoint = checkpoints.get(session, checkpoint_id)
    ready = {file.format: file for file in checkpoints.files(session, checkpoint_id)}
    items = []
    for format_ in Format:
        file = checkpoint if format_ is Format.SAFETENSORS else ready.get(format_)
        problem = _problem(checkpoint, format_)
        items.append(
            CheckpointFormatState(
                format=format_,
                state="impossible" if problem else "ready" if file else "absent",
                reason=problem,
                size_bytes=file.size_bytes if file else None,
                sha256=file.sha256 if file else None,
            )
        )
    return CheckpointFormatList(items=items)


@router.get(
    "/{checkpoint_id}/download",
    response_class=Response,
    responses={**downloads.documented(BINARY), **responses(416)},
)
def download(
    checkpoint_id: CheckpointId,
    session: ReadSession,
    files: Downloads,
    format_: Annotated[
        Format, Query(alias="format", description="all but safetensors are made by a job of kind convert first")
    ] = Format.SAFETENSORS,
) -> Response:
    """Download the backbone. A format that has not been made yet is a 404 that says how to make it."""
    checkpoint = checkpoints.get(session, checkpoint_id)
    file: checkpoints.Checkpoint | checkpoints.CheckpointFile | None = checkpoint
    if format_ is not Format.SAFETENSORS:
        file = checkpoints.find_file(session, checkpoint_id, format_)
    if file is None:
        raise ProblemError(NOT_FOUND, _advice(checkpoint, format_))
    suffix = FILE_NAMES[format_].partition(".")[2]
    name = checkpoint_id if format_ is Format.SAFETENSORS else f"{checkpoint_id}-{format_}"
    return files.send(File(key=file.blob_key, version=file.sha256, filename=f"{name}.{suffix}", media_type=BINARY))


def _problem(checkpoint: checkpoints.Checkpoint, format_: Format) -> str | None:
    backbone = Backbone.model_validate(checkpoint.card["backbone"])
    return conversion_problem(backbone, Stem(checkpoint.card["stem"]), format_)


def _advice(checkpoint: checkpoints.Checkpoint, format_: Format) -> str:
    problem = _problem(checkpoint, format_)
    if problem is not None:
        return f"This checkpoint has no format {format_}: {problem}"
    job = {"kind": "convert", "dataset_id": checkpoint.dataset_id, "checkpoint": checkpoint.id, "format": format_}
    return f"This checkpoint has not been written as {format_} yet. POST this to /v1/jobs: {json.dumps(job)}"
