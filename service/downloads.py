"""Sending a blob: streamed, with a strong ETag, a single byte range (RFC 9110, section 14) and a safe filename."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Literal
from urllib.parse import quote

from fastapi import Depends, Request
from starlette.datastructures import Headers
from starlette.responses import Response, StreamingResponse

from service import etag
from service.dependencies import Blobs
from service.problems import NOT_FOUND, RANGE_NOT_SATISFIABLE, ProblemError
from store.blobs import BlobNotFound
from store.image_source import FolderImage

_RANGE = re.compile(r"bytes=(\d{0,19})-(\d{0,19})")
# What users upload is served from our own origin: it must never run there.
_SANDBOX = "sandbox; default-src 'none'"


@dataclass(frozen=True, kw_only=True)
class File:
    """A blob and how to present it. `version` changes whenever the bytes do."""

    key: str
    version: str
    filename: str
    media_type: str
    disposition: Literal["attachment", "inline"] = "attachment"
    immutable: bool = True
    elsewhere: FolderImage | None = None
    """Where the bytes are if they are no blob."""


class _Downloads:
    """Sends files to the one who asks."""

    def __init__(self, request: Request, blobs: Blobs) -> None:
        self._headers, self._blobs = request.headers, blobs

    def send(self, file: File) -> Response:
        """The file or the part of it that was asked for; a 404 problem when its bytes are gone."""
        tag = etag.quoted(file.version)
        headers = {
            "ETag": tag,
            "Accept-Ranges": "bytes",
            "Cache-Control": "private, max-age=31536000, immutable" if file.immutable else "private, no-cache",
        }
        if etag.is_current(self._headers.get("if-none-match"), tag):
            return Response(status_code=304, headers=headers)
        size = self._size(file)
        headers["Content-Disposition"] = _content_disposition(file)
        headers["Content-Security-Policy"] = _SANDBOX
        part = _wanted_range(self._headers, size, tag)
        if part is None:
            headers["Content-Length"] = str(size)
            return StreamingResponse(self._all(file), 200, headers, file.media_type)
        start, stop = part
        headers["Content-Length"] = str(stop - start)
        headers["Content-Range"] = f"bytes {start}-{stop - 1}/{size}"
        return StreamingResponse(self._part(file, start, stop), 206, headers, file.media_type)

    def _size(self, file: File) -> int:
        if file.elsewhere is not None:
            return file.elsewhere.size
        try:
            return self._blobs.size(file.key)
        except BlobNotFound as error:
            raise ProblemError(NOT_FOUND, "The bytes of this file are not stored.") from error

    def _all(self, file: File) -> Iterator[bytes]:
        if file.elsewhere is not None:
            return file.elsewhere.stream_range(0, file.elsewhere.size)
        return self._blobs.stream(file.key)

    def _part(self, file: File, start: int, stop: int) -> Iterator[bytes]:
        if file.elsewhere is not None:
            return file.elsewhere.stream_range(start, stop)
        return self._blobs.stream_range(file.key, start, stop)


Downloads = Annotated[_Downloads, Depends()]


def documented(*media_types: str) -> dict[int | str, dict[str, Any]]:
    """For `responses=` of a route that sends a file."""
    schema = {"type": "string", "format": "binary"}
    content = {media_type: {"schema": schema} for media_type in media_types}
    return {
        200: {"description": "The file", "content": content},
        206: {"description": "The range of the file that was asked for", "content": content},
        304: {"description": "Not modified"},
    }


def _wanted_range(headers: Headers, size: int, tag: str) -> tuple[int, int] | None:
    """The half-open range to send, or None for everything: also for several ranges, which a server may ignore."""
    match = _RANGE.fullmatch(headers.get("range", "").replace(" ", ""))
    if match is None or match.group() == "bytes=-" or headers.get("if-range", tag) != tag:
        return None
    first, last = match.groups()
    if first:
        start, stop = int(first), min(int(last) + 1, size) if last else size
        if last and int(last) < int(first):
            return None
    else:
        start, stop = max(size - int(last), 0), size
    if start >= stop:
        raise ProblemError(
            RANGE_NOT_SATISFIABLE,
            f"The file has {size} bytes.",
            headers={"Content-Range": f"bytes */{size}"},
        )
    return start, stop


def _content_disposition(file: File) -> str:
    """RFC 6266 with the encoding of RFC 8187: any name survives, and none can break out of the header."""
    return f"{file.disposition}; filename*=UTF-8''{quote(file.filename, safe='', errors='replace')}"
