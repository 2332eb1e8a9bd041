"""What the two clients do differently: waiting, blocking work and sending."""

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

import anyio
import anyio.to_thread
import httpx

from winnow import retries
from winnow.errors import ConnectionFailed

T = TypeVar("T")


async def sleep(seconds: float) -> None:
    """Wait."""
    await anyio.sleep(seconds)


async def run(function: Callable[..., T], *args: Any, **kwargs: Any) -> T:
    """Do something that blocks, such as reading a file."""
    return await anyio.to_thread.run_sync(partial(function, *args, **kwargs))


class Transport(httpx.AsyncBaseTransport):
    """Sends a request again when that is harmless."""

    def __init__(self, inner: httpx.AsyncBaseTransport, *, attempts: int) -> None:
        self._inner, self._attempts = inner, attempts

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        retries.prepare(request)
        attempt = 0
        while True:
            response, error = None, None
            try:
                response = await self._inner.handle_async_request(request)
            except httpx.TransportError as failure:
                error = failure
            attempt += 1
            if attempt < self._attempts and retries.may_repeat(request, response):
                if response is not None:
                    await response.aclose()
                await sleep(retries.pause(attempt, response))
            elif response is not None:
                return response
            else:
                raise ConnectionFailed(f"{request.url.host} did not answer: {error}") from error

    async def aclose(self) -> None:
        await self._inner.aclose()
