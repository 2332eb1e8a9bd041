"""Sending a file by tus 1.0.0, which survives broken connections."""

import base64
from pathlib import Path
from typing import BinaryIO

import httpx

from winnow._sync.connection import Connection
from winnow._sync.platform import run, sleep
from winnow.errors import ConnectionFailed, RateLimited, ServerError, UnexpectedAnswer
from winnow.progress import OnBytes

_CHUNK = 8 << 20
_TUS = {"Tus-Resumable": "1.0.0"}
_FAILURES = 8


def send(connection: Connection, dataset_id: str, path: Path, on_bytes: OnBytes) -> str:
    """Upload a file; returns the id of its ingest job."""
    size = path.stat().st_size
    words = {"dataset_id": dataset_id, "filename": path.name}
    metadata = ",".join(f"{name} {base64.b64encode(text.encode()).decode()}" for name, text in words.items())
    headers = {**_TUS, "Upload-Length": str(size), "Upload-Metadata": metadata}
    created = connection.request("POST", "/v1/tus", headers=headers)
    location, offset, failures = created.headers["Location"], 0, 0
    on_bytes(0, size)
    with path.open("rb") as file:
        while offset < size:
            try:
                offset, failures = _send_part(connection, location, file, offset), 0
            except (ConnectionFailed, RateLimited, ServerError):
                failures += 1
                if failures > _FAILURES:
                    raise
                sleep(min(2.0**failures / 4, 30))
                offset = int((_status(connection, location)).headers["Upload-Offset"])
            on_bytes(offset, size)
    job_id = (_status(connection, location)).headers.get("Winnow-Job")
    if not job_id:
        raise UnexpectedAnswer(f"the upload {location} is complete and has no job")
    return str(job_id)


def _send_part(connection: Connection, location: str, file: BinaryIO, offset: int) -> int:
    """Send some bytes from `offset` on; returns the offset behind them."""
    file.seek(offset)
    part = run(file.read, _CHUNK)
    headers = {**_TUS, "Upload-Offset": str(offset), "Content-Type": "application/offset+octet-stream"}
    answer = connection.request("PATCH", location, headers=headers, content=part)
    return int(answer.headers["Upload-Offset"])


def _status(connection: Connection, location: str) -> httpx.Response:
    return connection.request("HEAD", location, headers=_TUS)
