"""Bytes: an object store behind one small interface. A local folder by default, S3, GCS or Azure by URL.

Keys are made here and nowhere else; a user's filename is data and never becomes part of one.
"""

import errno
import hashlib
import re
import secrets
import shutil
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import BinaryIO
from urllib.parse import unquote, urlsplit

import obstore
from obstore.exceptions import BaseError
from obstore.store import LocalStore, ObjectStore, from_url

CHUNK = 1024 * 1024
_KEY = re.compile(r"^[a-z0-9][a-z0-9._/-]*$")


class BlobNotFound(Exception):
    """No blob has this key."""


def image_key(sha256: str) -> str:
    """Content-addressed, so the same image is stored once however often it is uploaded."""
    return f"images/{sha256[:2]}/{sha256}"


def thumbnail_key(sha256: str) -> str:
    return f"thumbnails/{sha256[:2]}/{sha256}.webp"


def upload_key(upload_id: str) -> str:
    return f"uploads/{upload_id}"


def part_key(upload_id: str, index: int) -> str:
    """Of one piece of a resumable upload. Two requests that write the same piece never write the same object."""
    return f"uploads/{upload_id}.{index:06d}-{secrets.token_hex(8)}"


def joined_key(upload_id: str) -> str:
    """Of all pieces together; another one with every attempt to join them."""
    return f"uploads/{upload_id}.joined-{secrets.token_hex(8)}"


def artifact_key(job_id: str, token: int, name: str) -> str:
    """Under the attempt's own prefix: two attempts can never write the same object."""
    return f"jobs/{job_id}/{token}/{name}"


class Blobs:
    """Read and write blobs by key."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self.root: Path | None = None
        self._store: ObjectStore
        if parts.scheme == "file":
            self.root = Path(unquote(parts.path))
            self._store = LocalStore(self.root, mkdir=True)
        else:
            self._store = from_url(url)

    def put(self, key: str, data: bytes) -> None:
        with _noticing_a_full_disk():
            obstore.put(self._store, _checked(key), data)

    def put_if_absent(self, key: str, data: bytes) -> None:
        """For content-addressed keys: what is there is the same."""
        if not self.exists(key):
            self.put(key, data)

    def put_file(self, key: str, path: Path) -> None:
        """Store a local file, in parts when it is large."""
        with path.open("rb") as file, _noticing_a_full_disk():
            obstore.put(self._store, _checked(key), file, chunk_size=8 * CHUNK)

    async def put_stream(self, key: str, chunks: AsyncIterator[bytes], *, max_bytes: int) -> tuple[int, str]:
        """Store a stream without holding it. Returns (bytes, SHA-256 hex); TooLarge when it exceeds `max_bytes`.

        The object appears when the stream has ended; a stream that breaks off leaves nothing.
        """
        digest, total = hashlib.sha256(), 0
        with _noticing_a_full_disk():
            async with obstore.open_writer_async(self._store, _checked(key), buffer_size=8 * CHUNK) as writer:
                async for chunk in chunks:
                    total += len(chunk)
                    if total > max_bytes:
                        raise TooLarge(max_bytes)
                    digest.update(chunk)
                    await writer.write(chunk)
        return total, digest.hexdigest()

    def join(self, key: str, parts: Sequence[str]) -> tuple[int, str]:
        """Store the bytes of `parts`, one after the other. Returns (bytes, SHA-256 hex).

        BlobNotFound when one of them is missing; then nothing is stored.
        """
        digest, total = hashlib.sha256(), 0
        with (
            _noticing_a_full_disk(),
            obstore.open_writer(self._store, _checked(key), buffer_size=8 * CHUNK) as writer,
        ):
            for part in parts:
                for chunk in self.stream(part):
                    total += len(chunk)
                    digest.update(chunk)
                    writer.write(chunk)
        return total, digest.hexdigest()

    def check_room(self, size_bytes: int) -> None:
        """StorageFull when the local folder has not this many bytes left. A bucket is taken to be endless."""
        if self.root is not None and shutil.disk_usage(self.root).free < size_bytes:
            raise StorageFull

    def get(self, key: str) -> bytes:
        try:
            return bytes(obstore.get(self._store, _checked(key)).bytes())
        except FileNotFoundError as error:
            raise BlobNotFound(key) from error

    def get_range(self, key: str, start: int, length: int) -> bytes:
        try:
            return bytes(obstore.get_range(self._store, _checked(key), start=start, length=length))
        except FileNotFoundError as error:
            raise BlobNotFound(key) from error

    def stream(self, key: str) -> Iterator[bytes]:
        """The blob in chunks of about a mebibyte."""
        try:
            result = obstore.get(self._store, _checked(key))
        except FileNotFoundError as error:
            raise BlobNotFound(key) from error
        for chunk in result.stream(min_chunk_size=CHUNK):
            yield bytes(chunk)

    def stream_range(self, key: str, start: int, stop: int) -> Iterator[bytes]:
        """The bytes from `start` up to but without `stop`, in chunks of about a mebibyte."""
        try:
            result = obstore.get(self._store, _checked(key), options={"range": (start, stop)})
        except FileNotFoundError as error:
            raise BlobNotFound(key) from error
        for chunk in result.stream(min_chunk_size=CHUNK):
            yield bytes(chunk)

    def download(self, key: str, out: BinaryIO) -> None:
        out.writelines(self.stream(key))

    def local_path(self, key: str) -> Path | None:
        """The blob's own file where the store is a local folder, to read it in place. Never write to it."""
        return None if self.root is None else self.root / _checked(key)

    def size(self, key: str) -> int:
        try:
            return int(obstore.head(self._store, _checked(key))["size"])
        except FileNotFoundError as error:
            raise BlobNotFound(key) from error

    def exists(self, key: str) -> bool:
        if self.root is not None:
            return (self.root / _checked(key)).is_file()
        try:
            self.size(key)
        except BlobNotFound:
            return False
        return True

    def delete_unfinished(self, prefix: str, *, before: datetime) -> int:
        """Remove what killed processes were writing in the local folder `prefix`. Returns the number of files.

        obstore writes to `{name}#{number}`, lists no such file and leaves it behind when the process is killed. Buckets
        have lifecycle rules for multipart uploads that nobody completes.
        """
        if self.root is None:
            return 0
        removed = 0
        for path in (self.root / _checked(prefix)).rglob("*#*"):
            if path.is_file() and path.stat().st_mtime < before.timestamp():
                path.unlink(missing_ok=True)
                removed += 1
        return removed

    def delete(self, key: str) -> None:
        """Remove the blob; one that is gone already is fine."""
        try:
            obstore.delete(self._store, _checked(key))
        except FileNotFoundError:
            return

    def list(self, prefix: str) -> Iterator[tuple[str, datetime]]:
        """Yield (key, last modified) of every blob whose key starts with the folder `prefix`."""
        for batch in obstore.list(self._store, prefix=_checked(prefix)):
            for meta in batch:
                yield str(meta["path"]), meta["last_modified"]


class TooLarge(Exception):
    """A stream exceeded its limit."""

    def __init__(self, max_bytes: int) -> None:
        super().__init__(f"more than {max_bytes} bytes")
        self.max_bytes = max_bytes


class StorageFull(Exception):
    """The disk or the volume of the object store has no room left."""


@contextmanager
def _noticing_a_full_disk() -> Iterator[None]:
    """StorageFull instead of the many errors that a full disk causes: obstore tells the number in the text alone."""
    try:
        yield
    except (OSError, BaseError) as error:
        if any(f"(os error {number})" in str(error) for number in (errno.ENOSPC, errno.EDQUOT)):
            raise StorageFull from error
        raise


def _checked(key: str) -> str:
    """Refuse what could leave the store's root. Keys are ours, so a bad one is a bug, found on write and read."""
    if not _KEY.match(key) or ".." in key or "//" in key:
        raise ValueError(f"not a blob key: {key!r}")
    return key
