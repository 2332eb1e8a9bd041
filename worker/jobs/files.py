"""Handing a local file over to the object store."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from store import checkpoints
from store.blobs import BlobNotFound, Blobs
from store.errors import NotFound
from worker.engine.context import JobContext, Tools
from worker.reporting import UserError


@dataclass(frozen=True)
class StoredFile:
    key: str
    size_bytes: int
    sha256: str


def publish(context: JobContext, path: Path) -> StoredFile:
    """Store `path` under the attempt's prefix. Nobody sees it until a row names its key."""
    key = context.artifact_key(path.name)
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    context.blobs.put_file(key, path)
    return StoredFile(key, path.stat().st_size, digest)


def artifact(stored: StoredFile, *, media_type: str) -> dict[str, Any]:
    """An entry of `artifacts` in a job's result: GET /v1/jobs/{id}/artifacts/{name} sends the file."""
    name = stored.key.rpartition("/")[2]
    return {"name": name, "media_type": media_type, "size_bytes": stored.size_bytes, "sha256": stored.sha256}


def fetch(blobs: Blobs, key: str, scratch: Path) -> Path:
    """The blob as a local file: its own where the store is a local folder, a copy otherwise."""
    path = blobs.local_path(key)
    if path is None:
        path = scratch / key.rsplit("/", 1)[-1]
        with path.open("wb") as file:
            blobs.download(key, file)
    return path


def fetch_checkpoint(tools: Tools, checkpoint_id: str) -> Path:
    """The backbone of a checkpoint as a local file. Raises UserError when it is gone."""
    try:
        with tools.database.read() as session:
            key = checkpoints.get(session, checkpoint_id).blob_key
        return fetch(tools.blobs, key, tools.scratch)
    except (NotFound, BlobNotFound) as error:
        raise UserError(f"The checkpoint {checkpoint_id} is not there any more.") from error
