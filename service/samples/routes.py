"""`/v1/datasets/{dataset_id}/samples`"""

import hashlib
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from sqlalchemy.orm import Session

from service import downloads, etag
from service.dependencies import ReadSession, Settings, WriteSession
from service.downloads import Downloads, File
from service.identifiers import DatasetId, SampleId
from service.pagination import Paging
from service.problems import responses
from service.samples.schemas import Sample, SamplePage, SampleUpdate
from store import datasets, deletions, image_source, metadata, pages, sample_listing, samples
from store.blobs import image_key, thumbnail_key
from store.errors import Conflict, InvalidField, NotFound
from store.specs.metadata import check
from store.specs.samples import SampleFilter, SampleSort

router = APIRouter(prefix="/v1/datasets/{dataset_id}/samples", tags=["samples"])

_MEDIA_TYPES = {format_: f"image/{format_}" for format_ in ("jpeg", "png", "webp", "tiff", "bmp", "gif")}
_METADATA = "metadata."
_MAX_METADATA_FILTERS = 20


@router.get("", response_model=SamplePage)
def list_(
    dataset_id: DatasetId,
    request: Request,
    session: ReadSession,
    paging: Paging,
    where: Annotated[SampleFilter, Query()],
    sort: Annotated[
        SampleSort, Query(description="`-` for the largest first; samples without the fact come last")
    ] = SampleSort.POSITION,
    version: Annotated[
        int | None, Query(ge=0, lt=2**31, description="of the dataset; the current one by default")
    ] = None,
) -> pages.Page[samples.Sample]:
    """List samples, in order of their position unless `sort` says otherwise.

    Every filter must hold; of one that is given several times, one value must. `metadata.KEY=VALUE` filters by a key
    of the samples' own metadata, with VALUE in the type that `metadata-fields` shows.
    """
    dataset = datasets.get(session, dataset_id)
    if version is not None and version > dataset.version:
        raise InvalidField("/version", f"The dataset is at version {dataset.version}.")
    page = sample_listing.list_page(
        session,
        dataset_id,
        dataset.version if version is None else version,
        limit=paging.limit,
        cursor=paging.cursor,
        where=where,
        metadata=metadata.conditions(session, dataset_id, _metadata_filters(request)),
        sort=sort,
    )
    return paging.linked(page)


@router.get("/{sample_id}", response_model=Sample, responses={304: {"description": "Not modified"}})
def get(
    dataset_id: DatasetId,
    sample_id: SampleId,
    session: ReadSession,
    response: Response,
    if_none_match: etag.IfNoneMatch = None,
) -> samples.Sample | Response:
    """Get one sample. One that was deleted keeps its row and says in which version it left."""
    sample = _published(session, dataset_id, sample_id)
    tag = _tag(sample)
    if etag.is_current(if_none_match, tag):
        return Response(status_code=304, headers={"ETag": tag})
    response.headers["ETag"] = tag
    return sample


@router.patch("/{sample_id}", response_model=Sample, responses=responses(409, 412, 428))
def update(
    dataset_id: DatasetId,
    sample_id: SampleId,
    body: SampleUpdate,
    session: WriteSession,
    response: Response,
    if_match: etag.IfMatch = None,
) -> samples.Sample:
    """Change the metadata of one sample by a JSON merge patch (RFC 7396): null removes a key. Needs If-Match."""
    datasets.get(session, dataset_id, lock=True)  # the schema of the metadata is the dataset's
    sample = _published(session, dataset_id, sample_id)
    etag.require_match(if_match, _tag(sample))
    if sample.version_deleted is not None:
        raise Conflict("The sample is deleted.")
    try:
        check(body.attributes)
        metadata.apply(session, dataset_id, {sample_id: [body.attributes]})
    except InvalidField as error:
        raise InvalidField(f"/attributes{error.pointer}", str(error)) from error
    session.refresh(sample)
    response.headers["ETag"] = _tag(sample)
    return sample


@router.delete("/{sample_id}", status_code=204, responses=responses(409))
def delete(dataset_id: DatasetId, sample_id: SampleId, session: WriteSession) -> None:
    """Delete a sample: a new version of the dataset is without it. Older versions keep it; its name is free again."""
    datasets.get(session, dataset_id, lock=True)
    _published(session, dataset_id, sample_id)
    deletions.delete(session, dataset_id, [sample_id])


@router.get(
    "/{sample_id}/image",
    response_class=Response,
    responses={**downloads.documented(*_MEDIA_TYPES.values(), "application/octet-stream"), **responses(409, 416)},
)
def image(
    dataset_id: DatasetId, sample_id: SampleId, session: ReadSession, files: Downloads, settings: Settings
) -> Response:
    """Download the bytes as they were imported. Those that stayed in a bucket or on a web server are a 409."""
    sample = _published(session, dataset_id, sample_id)
    media_type = _MEDIA_TYPES.get((sample.format or "").lower())
    elsewhere = None if sample.source_uri is None else image_source.find(sample, settings.import_doors)
    return files.send(
        File(
            key=image_key(sample.sha256),
            version=sample.sha256,
            filename=_basename(sample),
            media_type=media_type or "application/octet-stream",
            disposition="inline" if media_type else "attachment",
            elsewhere=elsewhere,
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


def _tag(sample: samples.Sample) -> str:
    """The ETag: nothing of a sample has a revision of its own, so it is made of everything that is shown."""
    shown = Sample.model_validate(sample).model_dump_json()
    return etag.quoted(hashlib.sha256(shown.encode()).hexdigest()[:32])


def _metadata_filters(request: Request) -> dict[str, list[str]]:
    """What the query asks of the samples' own metadata, by key."""
    wanted: dict[str, list[str]] = {}
    for name, value in request.query_params.multi_items():
        if name.startswith(_METADATA):
            wanted.setdefault(name.removeprefix(_METADATA), []).append(value)
    if sum(map(len, wanted.values())) > _MAX_METADATA_FILTERS:
        raise InvalidField("/metadata", f"At most {_MAX_METADATA_FILTERS} filters by metadata are taken.")
    return wanted


def _basename(sample: samples.Sample) -> str:
    return sample.filename.rpartition("/")[2]
