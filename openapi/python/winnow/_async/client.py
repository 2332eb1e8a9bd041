"""The client: everything hangs off it."""

from types import TracebackType

import httpx

from winnow._async.connection import AsyncConnection
from winnow._async.datasets import AsyncDatasets
from winnow._async.jobs import AsyncJobs
from winnow._async.results import AsyncCheckpoints, AsyncEmbeddings, AsyncExports, AsyncSubsets
from winnow.core import AuthenticatedClient


class AsyncWinnow:
    """A Winnow service.

    Address and key come from the arguments, else from WINNOW_URL and WINNOW_API_KEY, else from `winnow login`.
    Requests that can be repeated without harm are, up to `attempts` times, with growing pauses: creating ones carry
    an idempotency key for that. Every refusal is a `winnow.errors.ApiError`.

    Whatever has no method here is in `winnow.core`, generated from the API's description:

    from winnow.core.api.workers import workers_list
    workers_list.asyncio_detailed(client=client.core)
    """

    def __init__(
        self,
        url: str | None = None,
        key: str | None = None,
        *,
        timeout: float = 60,
        attempts: int = 4,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self.connection = AsyncConnection(url, key, timeout=timeout, attempts=attempts, transport=transport)
        self.datasets = AsyncDatasets(self.connection)
        self.jobs = AsyncJobs(self.connection)
        self.checkpoints = AsyncCheckpoints(self.connection)
        self.embeddings = AsyncEmbeddings(self.connection)
        self.subsets = AsyncSubsets(self.connection)
        self.exports = AsyncExports(self.connection)

    @property
    def url(self) -> str:
        return self.connection.url

    @property
    def core(self) -> AuthenticatedClient:
        """What generated functions take as `client`."""
        return self.connection.core

    async def close(self) -> None:
        await self.connection.close()

    async def __aenter__(self) -> "AsyncWinnow":
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()
