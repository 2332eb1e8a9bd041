"""`/v1/datasets/{dataset_id}/samples`"""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import StringConstraints
from sqlalchemy.orm import Session

from service import downloads
from service.dependencies import ReadSession
from service.downloads import Downloads, File
from service.identifiers import DatasetId, SampleId
from service.pagination import Paging
from service.problems import responses
from service.samples.schemas import Sample, SamplePage
from store import datasets, pages, samples
from store.blobs import image_key, thumbnail_key
from store.errors import InvalidField, NotFound
from store.samples import SampleFilter, SampleStatus

router = APIRouter(prefix="/v1/datasets/{dataset_id}/samples", tags=["samples"])

_MEDIA_TYPES = {format_: f"image/{format_}" for format_ in ("jpeg", "png", "webp", "tiff", "bmp", "gif")}
Label = Annotated[str, StringConstraints(max_length=255, pattern=r"^[^\x00]*$")]


@router.get("", response_model=SamplePage)
def list_(
    dataset_id: DatasetId,
    session: ReadSession,
    paging: Paging,
    status: Annotated[list[SampleStatus] | None, Query(description="any of these")] = None,
    label: Annotated[list[Label] | None, Query(max_length=100, description="any of these")] = None,
    version: Annotated[
        int | None, Query(ge=0, lt=2**31, description="of the dataset; the current one by default")
    ] = None,
) -> pages.Page[samples.Sample]:
    """List the samples of a dataset in order of their position."""
    dataset = datasets.get(session, dataset_id)
    if version is not None and version > dataset.version:
        raise InvalidField("/version", f"The dataset is at version {dataset.version}.")
    page = samples.list_page(
        session,
        dataset_id,
        dataset.version if version is None else version,
        limit=paging.limit,
        cursor=paging.cursor,
        where=SampleFilter(status=status, label=label),
    )
    return paging.linked(page)


@router.get("/{sample_id}", response_model=Sample)
def get(dataset_id: DatasetId, sample_id: SampleId, session: ReadSession) -> samples.Sample:
    """Get one sample."""
    return _published(session, dataset_id, sample_id)


@router.get(
    "/{sample_id}/image",
    response_class=Response,
    responses={**downloads.documented(*_MEDIA_TYPES.values(), "application/octet-stream"), **responses(416)},
)
def image(dataset_id: DatasetId, sample_id: SampleId, session: ReadSession, files: Downloads) -> Response:
    """Download the bytes as they were uploaded."""
    sample = _published(session, dataset_id, sample_id)
    media_type = _MEDIA_TYPES.get((sample.format or "").lower())
    return files.send(
        File(
            key=image_key(sample.sha256),
            version=sample.sha256,
            filename=_basename(sample),
            media_type=media_type or "application/octet-stream",
            disposition="inline" if media_type else "attachment",
        )
    )


@router.get(
    "/{sample_id}/thumbnail",
    response_class=Response,
    responses={**downloads.documented("image/webp"), **responses(416)},
)
def thumbnail(dataset_id: DatasetId, sample_id: SampleId, session: ReadSession, files: Downloads) -> Response:
    """Download a WebP of at most 256 pixels a side. A corrupt sample has none."""
    sample = _published(session, dataset_id, sample_id)
    return files.send(
        File(
            key=thumbnail_key(sample.sha256),
            version=f"{sample.sha256}-thumbnail",
            filename=f"{_basename(sample)}.webp",
            media_type="image/webp",
            disposition="inline",
        )
    )


def _published(session: Session, dataset_id: str, sample_id: str) -> samples.Sample:
    """The sample, unless a job is still about to publish it."""
    dataset = datasets.get(session, dataset_id)
    sample = samples.get(session, dataset_id, sample_id)
    if sample.version_added > dataset.version:
        raise NotFound("sample", sample_id)
    return sample


def _basename(sample: samples.Sample) -> str:
    return sample.filename.rpartition("/")[2]
