"""When a request is sent again: the rules that both transports follow."""

import random
import uuid

import httpx

# What a gateway or a proxy says when nothing was done yet.
_TRY_AGAIN = frozenset({429, 502, 503, 504})
_HARMLESS = frozenset({"GET", "HEAD", "OPTIONS", "PUT", "DELETE"})
_LONGEST_PAUSE = 30.0


def prepare(request: httpx.Request) -> None:
    """Give a creating request a name of its own, so that repeating it creates nothing twice."""
    if request.method == "POST" and "idempotency-key" not in request.headers and _can_be_read_again(request):
        request.headers["Idempotency-Key"] = str(uuid.uuid4())


def may_repeat(request: httpx.Request, response: httpx.Response | None) -> bool:
    """Whether a request may be sent again after `response`, or after none came."""
    if not _can_be_read_again(request):
        return False
    if response is not None and response.status_code not in _TRY_AGAIN:
        return False
    return request.method in _HARMLESS or "idempotency-key" in request.headers


def pause(attempt: int, response: httpx.Response | None) -> float:
    """Seconds to wait before the next attempt: what the service asks for, else twice as long each time, with jitter."""
    asked = "" if response is None else response.headers.get("retry-after", "")
    if asked.isdigit():
        return min(float(asked), _LONGEST_PAUSE)
    longest: float = min(0.5 * 2.0**attempt, _LONGEST_PAUSE)
    return longest * random.uniform(0.5, 1)


def _can_be_read_again(request: httpx.Request) -> bool:
    return isinstance(request.stream, httpx.ByteStream)
