"""Receives the bytes of one request of a resumable upload.

Bytes are stored in parts of bounded size, and each part becomes the upload's in one short transaction: whatever cuts
the connection or kills the process costs one part at most. Nothing is locked while bytes flow. A part is accepted only
where the upload still is at the offset at which the part begins, so of two requests at a time one goes on and the other
ends with 409, also when the first of them is a connection whose client is long gone.
"""

import hashlib
from collections.abc import AsyncIterator, Callable
from functools import partial

from anyio import CancelScope, get_cancelled_exc_class
from fastapi.concurrency import run_in_threadpool
from sqlalchemy.orm import Session
from starlette.requests import ClientDisconnect

from service.gateway import Gateway
from service.problems import TOO_LARGE, ProblemError
from service.tus.protocol import Announcement, Checksum
from store import datasets, uploads
from store.blobs import BlobNotFound, joined_key, part_key
from store.errors import Conflict, StoreError
from store.jobs import submit
from store.specs.jobs import IngestSpec
from store.specs.sources import UploadSource
from store.uploads import Upload

PART_BYTES = 16 * 1024**2
# A shorter last part is stored again together with what follows, so that many small requests do not make many parts.
_SHORT_BYTES = PART_BYTES // 4


class Body:
    """The body of one request, cut into parts. A connection that breaks off ends it; `broken` says so."""

    def __init__(self, stream: AsyncIterator[bytes], *, max_bytes: int, algorithm: str | None) -> None:
        self._stream, self._max_bytes = stream, max_bytes
        self._pending = b""
        self._digest = None if algorithm is None else hashlib.new(algorithm, usedforsecurity=False)
        self.taken = 0
        self.broken: BaseException | None = None

    async def more(self) -> bool:
        """Wait for the next bytes. False when there are none; 413 when the upload has no room for them."""
        while not self._pending and self.broken is None:
            try:
                self._pending = await anext(self._stream)
            except StopAsyncIteration:
                break
            except (ClientDisconnect, get_cancelled_exc_class()) as error:
                self.broken = error
        if self.taken + len(self._pending) > self._max_bytes:
            raise ProblemError(TOO_LARGE, f"Only {self._max_bytes} bytes of this upload were missing.")
        return bool(self._pending)

    async def part(self, max_bytes: int) -> AsyncIterator[bytes]:
        """The next bytes, at most `max_bytes`."""
        while max_bytes > 0 and await self.more():
            chunk, self._pending = self._pending[:max_bytes], self._pending[max_bytes:]
            max_bytes -= len(chunk)
            self.taken += len(chunk)
            if self._digest is not None:
                self._digest.update(chunk)
            yield chunk

    @property
    def digest(self) -> bytes:
        """Of everything taken."""
        assert self._digest is not None
        return self._digest.digest()


class Reception:
    """One request that continues an upload."""

    def __init__(self, gateway: Gateway, upload: Upload, stream: AsyncIterator[bytes], checksum: Checksum | None):
        self._gateway, self._upload, self._checksum = gateway, upload, checksum
        algorithm = None if checksum is None else checksum.algorithm
        self._start = upload.offset
        self._body = Body(stream, max_bytes=upload.size_bytes - upload.offset, algorithm=algorithm)
        self._parts = list(upload.parts)
        self._fresh: list[str] = []
        """Stored by this request, and not the upload's yet."""
        self._superseded: list[str] = []
        """The upload's, but not among its parts any more when the fresh ones have become so."""
        self._sha256 = ""
        """Of the last part."""

    async def receive(self) -> Upload:
        """Take the body. What has arrived before a cut is kept, unless a checksum vouches for the whole of it only.

        Raises ClientDisconnect, Conflict when another request was faster, ProblemError (413, 460), StorageFull.
        """
        try:
            while await self._body.more():
                await self._store_part()
                if self._checksum is None and self._reached < self._upload.size_bytes:
                    await self._commit()
            if self._checksum is not None:
                if self._body.broken is not None:
                    raise self._body.broken
                self._checksum.check(self._body.digest)
            if self._fresh:
                await self._commit()
        except BlobNotFound as missing:
            raise Conflict("Another request has changed the upload meanwhile. Ask for its offset.") from missing
        finally:
            with CancelScope(shield=True):
                await self._delete(self._fresh)
        if self._body.broken is not None:
            raise self._body.broken
        return self._upload

    @property
    def _reached(self) -> int:
        return self._start + self._body.taken

    async def _store_part(self) -> None:
        head = b"" if self._fresh else await self._short_last_part()
        key = part_key(self._upload.id, len(self._parts))
        chunks = self._after(head, self._body.part(PART_BYTES - len(head)))
        _, self._sha256 = await self._gateway.blobs.put_stream(key, chunks, max_bytes=PART_BYTES)
        self._fresh.append(key)
        self._parts.append(key)

    async def _short_last_part(self) -> bytes:
        """Take the last part back when it is short: it begins the next one."""
        if not self._parts:
            return b""
        last, blobs = self._parts[-1], self._gateway.blobs
        if await run_in_threadpool(blobs.size, last) >= _SHORT_BYTES:
            return b""
        head = await run_in_threadpool(blobs.get, last)
        self._superseded.append(self._parts.pop())
        return head

    @staticmethod
    async def _after(head: bytes, chunks: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
        if head:
            yield head
        async for chunk in chunks:
            yield chunk

    async def _commit(self) -> None:
        """Make the fresh parts the upload's, and the whole of it a blob with a job when they are the last ones."""
        work = self._advance if self._reached < self._upload.size_bytes else await self._whole()
        fresh, self._fresh = self._fresh, []
        with CancelScope(shield=True):
            try:
                self._upload = await self._gateway.write(work)
            except StoreError:
                self._fresh = fresh  # refused for certain; after any other error they may be the upload's nevertheless
                raise
            superseded, self._superseded = self._superseded, []
            await self._delete(superseded)

    def _advance(self, session: Session) -> Upload:
        return uploads.advance(
            session,
            self._upload.id,
            start=self._upload.offset,
            stop=self._reached,
            parts=list(self._parts),
            lifetime=self._gateway.settings.upload_lifetime,
        )

    async def _whole(self) -> Callable[[Session], Upload]:
        """One blob of all parts, and the transaction that makes it the upload's."""
        if len(self._parts) == 1:
            return partial(self._complete, blob_key=self._parts[0], sha256=self._sha256)
        joining, key = self._gateway.joining, joined_key(self._upload.id)
        if self._upload.id in joining:
            # A client that lost patience: what it waits for is under way, and twice the work would take twice the disk.
            raise Conflict(f"The upload {self._upload.id} is being completed. Ask for its offset in a while.")
        joining.add(self._upload.id)
        try:
            size_bytes, sha256 = await run_in_threadpool(self._gateway.blobs.join, key, self._parts)
        finally:
            joining.discard(self._upload.id)
        assert size_bytes == self._upload.size_bytes, f"{self._upload.id}: {size_bytes} bytes were joined"
        self._superseded += self._parts
        self._fresh.append(key)
        return partial(self._complete, blob_key=key, sha256=sha256)

    def _complete(self, session: Session, *, blob_key: str, sha256: str) -> Upload:
        """The upload and its job, both or neither."""
        settings = self._gateway.settings
        upload = uploads.complete(
            session,
            self._upload.id,
            start=self._upload.offset,
            blob_key=blob_key,
            sha256=sha256,
            lifetime=settings.upload_lifetime,
        )
        datasets.get(session, upload.dataset_id)
        assert upload.metadata_header is not None
        if Announcement.parse(upload.metadata_header).wants_job:
            session.flush()
            spec = IngestSpec(dataset_id=upload.dataset_id, source=UploadSource(upload_id=upload.id))
            upload.job_id = submit.submit(session, spec, max_queued=settings.max_queued_jobs).id
        return upload

    async def _delete(self, keys: list[str]) -> None:
        for key in keys:
            await run_in_threadpool(self._gateway.blobs.delete, key)
