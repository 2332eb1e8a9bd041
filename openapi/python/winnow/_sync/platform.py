"""What the two clients do differently: waiting, blocking work and sending."""

import time
from collections.abc import Callable
from typing import Any, TypeVar

import httpx

from winnow import retries
from winnow.errors import ConnectionFailed

T = TypeVar("T")


def sleep(seconds: float) -> None:
    """Wait."""
    time.sleep(seconds)


def run(function: Callable[..., T], *args: Any, **kwargs: Any) -> T:
    """Do something that blocks, such as reading a file."""
    return function(*args, **kwargs)


class Transport(httpx.BaseTransport):
    """Sends a request again when that is harmless."""

    def __init__(self, inner: httpx.BaseTransport, *, attempts: int) -> None:
        self._inner, self._attempts = inner, attempts

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        retries.prepare(request)
        attempt = 0
        while True:
            response, error = None, None
            try:
                response = self._inner.handle_request(request)
            except httpx.TransportError as failure:
                error = failure
            attempt += 1
            if attempt < self._attempts and retries.may_repeat(request, response):
                if response is not None:
                    response.close()
                sleep(retries.pause(attempt, response))
            elif response is not None:
                return response
            else:
                raise ConnectionFailed(f"{request.url.host} did not answer: {error}") from error

    def close(self) -> None:
        self._inner.close()
