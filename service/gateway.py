"""What one gateway process holds, and how its requests share the database."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from typing import TypeVar

from anyio import CancelScope, CapacityLimiter
from fastapi.concurrency import contextmanager_in_threadpool, run_in_threadpool
from sqlalchemy.orm import Session

from service.access.keyring import Keyring
from service.access.principal import current
from service.system.metrics import HttpMetrics
from store.blobs import Blobs
from store.db import Database
from store.ownership import Scope
from store.settings import Settings

T = TypeVar("T")

# Fewer than connections in the pool and threads in the thread pool. See Gateway.
_READERS, _POSTGRES_WRITERS, _SQLITE_WRITERS = 8, 8, 1


class Gateway:
    """Settings, connections and counters of one process.

    A session is used from several threads in turn (dependency, endpoint, serialisation, commit). If every thread of the
    pool waited for SQLite's write lock or for a connection, the request that holds it would never get a thread to
    finish in. Requests therefore wait for a slot on the event loop, where waiting costs no thread.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.database = Database(settings.database)
        self.blobs = Blobs(settings.blobs)
        self.http_metrics = HttpMetrics()
        self.keyring = Keyring(settings)
        self.joining: set[str] = set()
        """Uploads whose parts are just being joined."""
        self._readers = CapacityLimiter(_READERS)
        self._writers = CapacityLimiter(_SQLITE_WRITERS if self.database.is_sqlite else _POSTGRES_WRITERS)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Session]:
        """A read session of the caller's workspace, to be used in threads only."""
        # Opening one costs nothing: it talks to the database when it is first used. Neither does closing it on SQLite,
        # while PostgreSQL has to be told; a thread is only worth its price for that.
        async with self._readers:
            opened = self.database.read(current().scope)
            session = opened.__enter__()
            try:
                yield session
            finally:
                close = partial(opened.__exit__, None, None, None)
                if self.database.is_sqlite:
                    close()
                else:
                    with CancelScope(shield=True):
                        await run_in_threadpool(close)

    @asynccontextmanager
    async def reading_everything(self) -> AsyncIterator[Session]:
        """A read session of all workspaces, to be used in threads only."""
        async with self._readers, contextmanager_in_threadpool(self.database.read()) as session:
            yield session

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Session]:
        """A write session of the caller's workspace, to be used in threads only; committed at the end of the block."""
        async with self._writers, contextmanager_in_threadpool(self.database.write(current().scope)) as session:
            yield session

    async def read(self, work: Callable[[Session], T]) -> T:
        """Run `work` in a thread with a read session of the caller's workspace."""

        return await self._read(work, current().scope)

    async def write(self, work: Callable[[Session], T]) -> T:
        """Run `work` in a thread with a write session of the caller's workspace; it is committed when this returns."""

        return await self._write(work, current().scope)

    async def read_everything(self, work: Callable[[Session], T]) -> T:
        """As `read`, over all workspaces: for what comes before it is known who asks, and for the installation's."""
        return await self._read(work, None)

    async def write_everything(self, work: Callable[[Session], T]) -> T:
        """As `write`, over all workspaces."""
        return await self._write(work, None)

    async def _read(self, work: Callable[[Session], T], scope: Scope | None) -> T:
        def run() -> T:
            with self.database.read(scope) as session:
                return work(session)

        async with self._readers:
            return await run_in_threadpool(run)

    async def _write(self, work: Callable[[Session], T], scope: Scope | None) -> T:
        def run() -> T:
            with self.database.write(scope) as session:
                return work(session)

        async with self._writers:
            return await run_in_threadpool(run)

    def close(self) -> None:
        self.database.close()
