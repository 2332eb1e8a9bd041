"""tus 1.0.0, the protocol of resumable uploads (https://tus.io/protocols/resumable-upload): its headers, read and made.

Extensions: creation, creation-with-upload, checksum, expiration, termination.
"""

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass
from email.utils import format_datetime
from typing import Annotated

from fastapi import Header
from pydantic import AfterValidator, BaseModel, ValidationError
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.problems import CHECKSUM_MISMATCH, MALFORMED, UNSUPPORTED_MEDIA_TYPE, Kind, ProblemError, invalid
from service.uploads.routes import Filename
from store.uploads import Upload, UploadPurpose, UploadState

VERSION = "1.0.0"
EXTENSIONS = "creation,creation-with-upload,checksum,expiration,termination"
ALGORITHMS = ("sha256", "sha1")
CONTENT_TYPE = "application/offset+octet-stream"
PATH = re.compile(r"/v1/tus(/[^/]+)?")
WRONG_VERSION = Kind("unsupported-tus-version", 412, "The version of tus is not the one spoken here")

_MAX_METADATA = 8192
_METADATA_KEY = re.compile(r"[\x21-\x2b\x2d-\x7e]+")
_OVERRIDDEN = frozenset({"HEAD", "PATCH", "DELETE"})


class TusHeaders:
    """What every response of tus carries, errors included, and methods for clients that can only GET and POST."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not PATH.fullmatch(scope["path"]):
            await self.app(scope, receive, send)
            return

        async def send_marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Tus-Resumable"] = VERSION
                headers["Cache-Control"] = "no-store"
            await send(message)

        override = Headers(scope=scope).get("x-http-method-override", "").upper()
        if scope["method"] == "POST" and override in _OVERRIDDEN:
            scope = {**scope, "method": override}
        await self.app(scope, receive, send_marked)


async def require_version(
    tus_resumable: Annotated[str | None, Header(description="the version of the protocol", examples=[VERSION])] = None,
) -> None:
    """412, with the version that is spoken, for any other one."""
    if tus_resumable != VERSION:
        raise ProblemError(
            WRONG_VERSION, f"Send the header Tus-Resumable: {VERSION}.", headers={"Tus-Version": VERSION}
        )


async def refuse_deferred_length(upload_defer_length: Annotated[str | None, Header(deprecated=True)] = None) -> None:
    """Whether there is room for an upload can only be said when its length is known."""
    if upload_defer_length is not None:
        raise invalid("#header/Upload-Defer-Length", "Not supported: send the length as Upload-Length.")


def check_content_type(headers: Headers) -> None:
    if headers.get("content-type", "").partition(";")[0].strip().lower() != CONTENT_TYPE:
        raise ProblemError(UNSUPPORTED_MEDIA_TYPE, f"Send the bytes with the header Content-Type: {CONTENT_TYPE}.")


@dataclass(frozen=True)
class Checksum:
    """What the bytes of one request must hash to."""

    algorithm: str
    digest: bytes

    @classmethod
    def parse(cls, header: str) -> "Checksum":
        """Of `Upload-Checksum`: the algorithm, a space and the digest in base 64."""
        algorithm, _, encoded = header.partition(" ")
        if algorithm not in ALGORITHMS:
            raise ProblemError(MALFORMED, f"Upload-Checksum takes one of these algorithms: {', '.join(ALGORITHMS)}.")
        digest = _decoded(encoded)
        if digest is None or len(digest) != hashlib.new(algorithm).digest_size:
            raise ProblemError(MALFORMED, f"Upload-Checksum: {algorithm} is followed by its digest in base 64.")
        return cls(algorithm, digest)

    def check(self, digest: bytes) -> None:
        if digest != self.digest:
            raise ProblemError(CHECKSUM_MISMATCH, "The bytes were damaged on their way: send them again.")


def _dataset_id(value: str) -> str:
    if not re.fullmatch(r"ds_[0-9a-z]{26}", value):
        raise ValueError("should be the id of a dataset")
    return value


class Announcement(BaseModel):
    """What `Upload-Metadata` has to say here; clients may add whatever they like."""

    dataset_id: Annotated[str, AfterValidator(_dataset_id)]
    filename: Filename
    purpose: UploadPurpose = UploadPurpose.IMAGES
    ingest: bool = True

    @classmethod
    def parse(cls, header: str) -> "Announcement":
        """Of pairs `key base64(value)` with commas between them."""
        values: dict[str, str] = {}
        for pair in header.split(",") if len(header) <= _MAX_METADATA else [""]:
            key, _, encoded = pair.strip(" ").partition(" ")
            value = _decoded(encoded)
            if not _METADATA_KEY.fullmatch(key) or key in values or value is None:
                raise bad_metadata(
                    f"Send pairs of a unique key and a value in base 64, with commas between them, "
                    f"at most {_MAX_METADATA} characters."
                )
            values[key] = value.decode(errors="replace")
        try:
            return cls.model_validate(values)
        except ValidationError as error:
            found = error.errors()[0]
            raise bad_metadata(f"{found['loc'][0]}: {found['msg'].removeprefix('Value error, ')}.") from error

    @property
    def wants_job(self) -> bool:
        return self.ingest and self.purpose == UploadPurpose.IMAGES


def bad_metadata(detail: str) -> ProblemError:
    return invalid("#header/Upload-Metadata", detail)


def progress(upload: Upload) -> dict[str, str]:
    """The headers that tell how far an upload has come."""
    headers = {"Upload-Offset": str(upload.offset), "Upload-Expires": format_datetime(upload.expires_at, usegmt=True)}
    if upload.state == UploadState.COMPLETE:
        headers["Upload-Offset"] = str(upload.size_bytes)
    if upload.job_id is not None:
        headers["Winnow-Job"] = upload.job_id
    return headers


def _decoded(encoded: str) -> bytes | None:
    """None for what is no base 64."""
    try:
        return base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        return None
