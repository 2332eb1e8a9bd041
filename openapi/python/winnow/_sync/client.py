"""The client: everything hangs off it."""

from types import TracebackType

import httpx

from winnow._sync.connection import Connection
from winnow._sync.datasets import Datasets
from winnow._sync.jobs import Jobs
from winnow._sync.results import Checkpoints, Embeddings, Exports, Subsets
from winnow.core import AuthenticatedClient


class Winnow:
    """A Winnow service.

    Address and key come from the arguments, else from WINNOW_URL and WINNOW_API_KEY, else from `winnow login`.
    Requests that can be repeated without harm are, up to `attempts` times, with growing pauses: creating ones carry
    an idempotency key for that. Every refusal is a `winnow.errors.ApiError`.

    Whatever has no method here is in `winnow.core`, generated from the API's description:

    from winnow.core.api.workers import workers_list
    workers_list.sync_detailed(client=client.core)
    """

    def __init__(
        self,
        url: str | None = None,
        key: str | None = None,
        *,
        timeout: float = 60,
        attempts: int = 4,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self.connection = Connection(url, key, timeout=timeout, attempts=attempts, transport=transport)
        self.datasets = Datasets(self.connection)
        self.jobs = Jobs(self.connection)
        self.checkpoints = Checkpoints(self.connection)
        self.embeddings = Embeddings(self.connection)
        self.subsets = Subsets(self.connection)
        self.exports = Exports(self.connection)

    @property
    def url(self) -> str:
        return self.connection.url

    @property
    def core(self) -> AuthenticatedClient:
        """What generated functions take as `client`."""
        return self.connection.core

    def close(self) -> None:
        self.connection.close()

    def __enter__(self) -> "Winnow":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
