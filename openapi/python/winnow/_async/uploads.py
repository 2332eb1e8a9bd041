"""Sending a file by tus 1.0.0, which survives broken connections."""

import base64
from pathlib import Path
from typing import BinaryIO

import httpx

from winnow._async.connection import AsyncConnection
from winnow._async.platform import run, sleep
from winnow.errors import ConnectionFailed, RateLimited, ServerError, UnexpectedAnswer
from winnow.progress import OnBytes

_CHUNK = 8 << 20
_TUS = {"Tus-Resumable": "1.0.0"}
_FAILURES = 8


async def send(connection: AsyncConnection, dataset_id: str, path: Path, on_bytes: OnBytes) -> str:
    """Upload a file; returns the id of its ingest job."""
    size = path.stat().st_size
    words = {"dataset_id": dataset_id, "filename": path.name}
    metadata = ",".join(f"{name} {base64.b64encode(text.encode()).decode()}" for name, text in words.items())
    headers = {**_TUS, "Upload-Length": str(size), "Upload-Metadata": metadata}
    created = await connection.request("POST", "/v1/tus", headers=headers)
    location, offset, failures = created.headers["Location"], 0, 0
    on_bytes(0, size)
    with path.open("rb") as file:
        while offset < size:
            try:
                offset, failures = await _send_part(connection, location, file, offset), 0
            except (ConnectionFailed, RateLimited, ServerError):
                failures += 1
                if failures > _FAILURES:
                    raise
                await sleep(min(2.0**failures / 4, 30))
                offset = int((await _status(connection, location)).headers["Upload-Offset"])
            on_bytes(offset, size)
    job_id = (await _status(connection, location)).headers.get("Winnow-Job")
    if not job_id:
        raise UnexpectedAnswer(f"the upload {location} is complete and has no job")
    return str(job_id)


async def _send_part(connection: AsyncConnection, location: str, file: BinaryIO, offset: int) -> int:
    """Send some bytes from `offset` on; returns the offset behind them."""
    file.seek(offset)
    part = await run(file.read, _CHUNK)
    headers = {**_TUS, "Upload-Offset": str(offset), "Content-Type": "application/offset+octet-stream"}
    answer = await connection.request("PATCH", location, headers=headers, content=part)
    return int(answer.headers["Upload-Offset"])


async def _status(connection: AsyncConnection, location: str) -> httpx.Response:
    return await connection.request("HEAD", location, headers=_TUS)
