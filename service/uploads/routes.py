"""`/v1/datasets/{dataset_id}/uploads`: one archive or image as the raw body, streamed into the object store."""

import re
from functools import partial
from typing import Annotated, Any

from anyio import CancelScope
from fastapi import APIRouter, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from pydantic import StringConstraints
from sqlalchemy.orm import Session

from service import gateway as held
from service.dependencies import Gateway, ReadSession
from service.identifiers import DatasetId, UploadId
from service.middleware import content_length, too_large
from service.pagination import Paging
from service.problems import UNSUPPORTED_MEDIA_TYPE, ProblemError, invalid, responses
from service.uploads.schemas import Upload, UploadPage
from store import datasets, pages, uploads
from store.blobs import TooLarge, upload_key
from store.errors import NotFound
from store.ids import new_id
from store.jobs import submit
from store.settings import Settings
from store.specs.jobs import IngestSpec
from store.specs.sources import UploadSource
from store.uploads import UploadPurpose

router = APIRouter(prefix="/v1/datasets/{dataset_id}/uploads", tags=["uploads"])

PATH = re.compile(r"/v1/datasets/[^/]+/uploads")
# A name is data: it is stored and shown, and never becomes a path.
Filename = Annotated[str, StringConstraints(min_length=1, max_length=255, pattern=r"^[^\x00-\x1f\x7f]+$")]
_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "description": "The bytes of a zip, a tar or one image.",
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}


@router.post("", status_code=201, response_model=Upload, responses=responses(413, 415, 429, 507), openapi_extra=_BODY)
async def create(
    dataset_id: DatasetId,
    request: Request,
    gateway: Gateway,
    filename: Annotated[Filename, Query(description="of the archive or image; only ever shown")],
    ingest: Annotated[bool, Query(description="start an ingest job for it, if it holds images")] = True,
    purpose: Annotated[
        UploadPurpose, Query(description="annotations and weights are files for a job to read; none is started")
    ] = UploadPurpose.IMAGES,
) -> Response:
    """Upload an archive (zip, tar, tar.gz ...) or one image as the raw body, e.g. `curl -X POST -T images.zip`.

    The upload exists when all of its bytes have arrived, and then its ingest job exists, too.
    """
    settings = gateway.settings
    ingest = ingest and purpose == UploadPurpose.IMAGES
    _check_media_type(request)
    announced = content_length(request.headers)
    if announced > settings.max_upload_bytes:
        raise too_large(settings.max_upload_bytes)
    await run_in_threadpool(gateway.blobs.check_room, announced)
    await gateway.read(partial(_check_welcome, dataset_id=dataset_id, size=announced, settings=settings, ingest=ingest))
    upload = uploads.Upload(id=new_id("up"), dataset_id=dataset_id, filename=filename, purpose=purpose)
    upload.blob_key = upload_key(upload.id)
    try:
        await _receive(request, gateway, upload)
        created = await gateway.write(partial(_record, upload=upload, settings=settings, ingest=ingest))
    except BaseException:
        # Also when the client went away or the server stops: bytes without a row would stay for ever.
        with CancelScope(shield=True):
            await run_in_threadpool(gateway.blobs.delete, upload.blob_key)
        raise
    location = f"/v1/datasets/{dataset_id}/uploads/{upload.id}"
    return Response(created.model_dump_json(), 201, {"Location": location}, "application/json")


@router.get("", response_model=UploadPage)
def list_(dataset_id: DatasetId, session: ReadSession, paging: Paging) -> pages.Page[uploads.Upload]:
    """List the uploads of a dataset, newest first."""
    datasets.get(session, dataset_id)
    return paging.linked(uploads.list_page(session, dataset_id, limit=paging.limit, cursor=paging.cursor))


@router.get("/{upload_id}", response_model=Upload)
def get(dataset_id: DatasetId, upload_id: UploadId, session: ReadSession) -> uploads.Upload:
    """Get one upload."""
    upload = uploads.get(session, upload_id)
    if upload.dataset_id != dataset_id:
        raise NotFound("upload", upload_id)
    return upload


def _check_media_type(request: Request) -> None:
    if request.headers.get("content-type", "").lower().startswith("multipart/"):
        raise ProblemError(
            UNSUPPORTED_MEDIA_TYPE,
            "Send the file itself as the body, not a form: curl -X POST -T FILE, or curl --data-binary @FILE; "
            "one request for each file, or one for an archive of them.",
        )


def _check_welcome(session: Session, *, dataset_id: str, size: int, settings: Settings, ingest: bool) -> None:
    """Refuse at once what would be refused after hours of uploading."""
    datasets.get(session, dataset_id)
    uploads.refuse_above(session, size_bytes=size, max_total=settings.max_upload_bytes_total)
    if ingest:
        submit.refuse_when_full(session, max_queued=settings.max_queued_jobs)


async def _receive(request: Request, gateway: held.Gateway, upload: uploads.Upload) -> None:
    """Stream the body into the object store."""
    try:
        upload.size_bytes, upload.sha256 = await gateway.blobs.put_stream(
            upload.blob_key, request.stream(), max_bytes=gateway.settings.max_upload_bytes
        )
    except TooLarge as error:
        raise too_large(error.max_bytes) from error
    if upload.size_bytes == 0:
        raise invalid("", "The body is empty.")
    upload.offset = upload.size_bytes


def _record(session: Session, *, upload: uploads.Upload, settings: Settings, ingest: bool) -> Upload:
    """The upload and its job, both or neither."""
    datasets.get(session, upload.dataset_id)
    uploads.refuse_above(session, size_bytes=upload.size_bytes, max_total=settings.max_upload_bytes_total)
    uploads.add(session, upload, lifetime=settings.upload_lifetime)
    if ingest:
        spec = IngestSpec(dataset_id=upload.dataset_id, source=UploadSource(upload_id=upload.id))
        upload.job_id = submit.submit(session, spec, max_queued=settings.max_queued_jobs).id
    return Upload.model_validate(upload)
