"""One HTTP client that the generated functions and everything written by hand share."""

import os
import tempfile
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar

import httpx

from winnow import credentials
from winnow.__about__ import __version__
from winnow._async.platform import Transport, run
from winnow.core import AuthenticatedClient
from winnow.errors import ConnectionFailed, UnexpectedAnswer, api_error

T = TypeVar("T")
_CHUNK = 1 << 20


class AsyncConnection:
    """Requests that carry the key, are repeated when that is harmless, and raise `ApiError` for every refusal."""

    def __init__(
        self,
        url: str | None,
        key: str | None,
        *,
        timeout: float,
        attempts: int,
        transport: httpx.AsyncBaseTransport | None,
    ) -> None:
        found = credentials.find(url, key)
        self.url = found.url
        headers = {"User-Agent": f"winnow-python/{__version__}"}
        if found.key is not None:
            headers["Authorization"] = f"Bearer {found.key}"
        self.http = httpx.AsyncClient(
            base_url=found.url,
            headers=headers,
            timeout=timeout,
            transport=Transport(transport or httpx.AsyncHTTPTransport(), attempts=attempts),
            event_hooks={"response": [_refuse]},
        )
        self.core = AuthenticatedClient(base_url=found.url, token=found.key or "")
        self.core.set_async_httpx_client(self.http)

    async def close(self) -> None:
        await self.http.aclose()

    async def request(self, method: str, path: str, **options: Any) -> httpx.Response:
        """A request for which there is no generated function."""
        return await self.http.request(method, path, **options)

    @asynccontextmanager
    async def stream(self, method: str, path: str, **options: Any) -> AsyncIterator[httpx.Response]:
        """A request whose answer is not held in memory."""
        async with self.http.stream(method, path, **options) as response:
            yield response

    async def download(self, path: str, target: Path | str, *, params: Mapping[str, Any] | None = None) -> Path:
        """Write an answer to `target`, whole or not at all. Into a folder it goes under the name that it comes with."""
        target = Path(target)
        async with self.stream("GET", path, params=dict(params or {})) as response:
            if target.is_dir():
                target /= _filename(response) or path.rstrip("/").rpartition("/")[2]
            descriptor, partial = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
            try:
                with os.fdopen(descriptor, "wb") as file:
                    async for chunk in response.aiter_bytes(_CHUNK):
                        await run(file.write, chunk)
                os.replace(partial, target)
            except httpx.TransportError as error:
                raise ConnectionFailed(f"the download of {path} broke off: {error}") from error
            finally:
                Path(partial).unlink(missing_ok=True)
        return target


def only(kind: type[T], answer: object) -> T:
    """The answer, which is of this type unless client and server disagree about the API."""
    if not isinstance(answer, kind):
        raise UnexpectedAnswer(f"expected {kind.__name__}, got {type(answer).__name__}")
    return answer


async def _refuse(response: httpx.Response) -> None:
    if response.is_error:
        await response.aread()
        raise api_error(response.status_code, response.content, response.headers)


def _filename(response: httpx.Response) -> str | None:
    """The file's name as the service gives it, never a path."""
    _, found, name = response.headers.get("content-disposition", "").partition('filename="')
    return Path(name.partition('"')[0]).name or None if found else None
