"""`/v1/tus`: uploads that survive cut connections, for every client of tus 1.0.0 (see service.tus.protocol)."""

from functools import partial
from typing import Annotated, Any

from anyio import CancelScope
from fastapi import APIRouter, Depends, Header, Request, Response
from fastapi.concurrency import run_in_threadpool
from sqlalchemy.orm import Session

from service import gateway as held
from service.dependencies import Blobs, Gateway, ReadSession, Settings
from service.identifiers import UploadId
from service.middleware import content_length, too_large
from service.problems import TOO_LARGE, ProblemError, responses
from service.tus import protocol
from service.tus.protocol import Announcement, Checksum
from service.tus.reception import PART_BYTES, Reception
from store import datasets, settings, uploads
from store.errors import Conflict, NotFound
from store.ids import new_id
from store.jobs import submit
from store.uploads import Upload, UploadState

router = APIRouter(prefix="/v1/tus", tags=["tus"])

_VERSION = Depends(protocol.require_version)
_LARGEST = 2**53  # what every client can count to
UploadLength = Annotated[int, Header(ge=1, le=_LARGEST, description="bytes of the whole upload")]
UploadOffset = Annotated[int, Header(ge=0, le=_LARGEST, description="where these bytes begin")]
UploadMetadata = Annotated[
    str,
    Header(
        description="pairs `key base64(value)`, with commas between them: `dataset_id`, `filename`, and if you like "
        "`purpose` (images, annotations or weights) and `ingest` (true or false)",
        examples=["dataset_id ZHNfMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDA=,filename YS56aXA="],
    ),
]
UploadChecksum = Annotated[
    str | None, Header(description="of the bytes of this request: `sha256` or `sha1`, a space, the digest in base 64")
]


def _body(*, required: bool) -> dict[str, Any]:
    binary = {"schema": {"type": "string", "format": "binary"}}
    return {"requestBody": {"required": required, "content": {protocol.CONTENT_TYPE: binary}}}


@router.options("", status_code=204)
async def options(settings: Settings) -> Response:
    """Tell what this server can do: version, extensions, largest upload and checksum algorithms of tus."""
    return Response(
        status_code=204,
        headers={
            "Tus-Version": protocol.VERSION,
            "Tus-Extension": protocol.EXTENSIONS,
            "Tus-Max-Size": str(settings.max_upload_bytes),
            "Tus-Checksum-Algorithm": ",".join(protocol.ALGORITHMS),
        },
    )


@router.post(
    "",
    status_code=201,
    response_class=Response,
    responses=responses(409, 412, 413, 415, 429, 460, 507),
    openapi_extra=_body(required=False),
    dependencies=[_VERSION, Depends(protocol.refuse_deferred_length)],
)
async def create(
    request: Request,
    gateway: Gateway,
    upload_length: UploadLength,
    upload_metadata: UploadMetadata,
    upload_checksum: UploadChecksum = None,
) -> Response:
    """Begin a resumable upload. Its `Location` takes the bytes; some of them, or all, may come with this request."""
    limits, announced = gateway.settings, Announcement.parse(upload_metadata)
    checksum = None if upload_checksum is None else Checksum.parse(upload_checksum)
    has_body = content_length(request.headers) > 0 or "transfer-encoding" in request.headers
    if has_body:
        protocol.check_content_type(request.headers)
    if upload_length > limits.max_upload_bytes:
        raise too_large(limits.max_upload_bytes)
    # The parts are there until they are joined.
    room = upload_length if upload_length <= PART_BYTES else 2 * upload_length
    await run_in_threadpool(gateway.blobs.check_room, room)
    upload = Upload(
        id=new_id("up"), dataset_id=announced.dataset_id, filename=announced.filename, purpose=announced.purpose,
        size_bytes=upload_length, sha256="", blob_key="", state=UploadState.RECEIVING, offset=0, parts=[],
        metadata_header=upload_metadata,
    )  # fmt: skip
    await gateway.write(partial(_begin, upload=upload, limits=limits, wants_job=announced.wants_job))
    headers = {"Location": f"/v1/tus/{upload.id}"}
    if has_body:
        upload = await _receive_first(request, gateway, upload, checksum)
    return Response(status_code=201, headers=headers | protocol.progress(upload))


@router.head("/{upload_id}", response_class=Response, responses=responses(410, 412), dependencies=[_VERSION])
def status(upload_id: UploadId, session: ReadSession) -> Response:
    """Tell how many bytes have arrived: the offset to go on from. `Winnow-Job` is the job of a complete upload."""
    upload = uploads.current(session, upload_id)
    headers = {"Upload-Length": str(upload.size_bytes)} | protocol.progress(upload)
    if upload.metadata_header is not None:
        headers["Upload-Metadata"] = upload.metadata_header
    return Response(headers=headers)


@router.patch(
    "/{upload_id}",
    status_code=204,
    responses=responses(409, 410, 412, 413, 415, 429, 460, 507),
    openapi_extra=_body(required=True),
    dependencies=[_VERSION],
)
async def append(
    upload_id: UploadId,
    request: Request,
    gateway: Gateway,
    upload_offset: UploadOffset,
    upload_checksum: UploadChecksum = None,
) -> Response:
    """Send the bytes from `Upload-Offset` on, some or all. The upload is complete, and has its job, with the last one.

    What has arrived when a connection breaks is kept; with a checksum, all bytes of the request count or none.
    """
    protocol.check_content_type(request.headers)
    checksum = None if upload_checksum is None else Checksum.parse(upload_checksum)
    upload = await gateway.read(partial(_resumable, upload_id=upload_id))
    missing = upload.size_bytes - upload.offset
    if upload_offset != upload.offset:
        raise Conflict(f"The upload {upload_id} is at offset {upload.offset}.")
    if content_length(request.headers) > missing:
        raise ProblemError(TOO_LARGE, f"Only {missing} bytes of this upload are missing.")
    upload = await Reception(gateway, upload, request.stream(), checksum).receive()
    return Response(status_code=204, headers=protocol.progress(upload))


@router.delete("/{upload_id}", status_code=204, responses=responses(409, 410, 412), dependencies=[_VERSION])
async def terminate(upload_id: UploadId, gateway: Gateway, blobs: Blobs) -> Response:
    """Give up an upload that is not complete, and remove what has arrived."""
    for key in await gateway.write(partial(uploads.terminate, upload_id=upload_id)):
        await run_in_threadpool(blobs.delete, key)
    return Response(status_code=204)


def _begin(session: Session, *, upload: Upload, limits: settings.Settings, wants_job: bool) -> None:
    """Refuse at once what would be refused after hours of uploading."""
    try:
        datasets.get(session, upload.dataset_id)
    except NotFound as error:
        raise protocol.bad_metadata(str(error)) from error
    if wants_job:
        submit.refuse_when_full(session, max_queued=limits.max_queued_jobs)
    uploads.refuse_above(session, size_bytes=upload.size_bytes, max_total=limits.max_upload_bytes_total)
    uploads.add(session, upload, lifetime=limits.upload_lifetime)


async def _receive_first(request: Request, gateway: held.Gateway, upload: Upload, checksum: Checksum | None) -> Upload:
    """The bytes that came with the creation. Without an answer to it nobody knows the upload, so a failure ends it."""
    try:
        return await Reception(gateway, upload, request.stream(), checksum).receive()
    except BaseException:
        with CancelScope(shield=True):
            for key in await gateway.write(partial(uploads.terminate, upload_id=upload.id)):
                await run_in_threadpool(gateway.blobs.delete, key)
        raise


def _resumable(session: Session, *, upload_id: str) -> Upload:
    upload = uploads.current(session, upload_id)
    datasets.get(session, upload.dataset_id)
    return upload
