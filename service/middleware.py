"""What surrounds every request, as plain ASGI so that bodies stream through untouched."""

import re
from collections.abc import Collection
from time import perf_counter

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from structlog import get_logger
from structlog.contextvars import bound_contextvars

from service.problems import INTERNAL, TOO_LARGE, ProblemError
from service.system.metrics import HttpMetrics
from store.ids import new_id

MAX_JSON_BYTES = 8 * 1024**2
_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
_CLIENT_CLOSED = 499  # nginx's number for the log: the client left before the response
_log = get_logger("winnow.access")

_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "private, no-cache",
    "Cross-Origin-Resource-Policy": "same-origin",
}
# What the API answers is never a page. The documentation is one; a page of ours brings a policy of its own.
_POLICY = "default-src 'none'; frame-ancestors 'none'"
_PAGES = frozenset({"/docs"})
ANSWER_HEADERS = "answer_headers"
"""In the scope's state: headers that a route wants on its answer, whatever kind of answer that is."""


class RequestContext:
    """Request id, security headers, access log, metrics, and the answer to what nobody expected."""

    def __init__(self, app: ASGIApp, *, metrics: HttpMetrics) -> None:
        self.app = app
        self.metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request_id = _request_id(scope)
        scope.setdefault("state", {})["request_id"] = request_id
        exchange = _Exchange(scope, request_id, send)
        started = perf_counter()
        with bound_contextvars(request_id=request_id):
            try:
                await self.app(scope, receive, exchange.send)
            except ClientDisconnect:
                exchange.status = _CLIENT_CLOSED
            except Exception:
                _log.exception("unexpected error", method=scope["method"], path=scope["path"])
                if exchange.started:
                    raise  # the server breaks the connection: the client must not take a part for the whole
                problem = ProblemError(INTERNAL, "An unexpected error. The server's log has it under request_id.")
                await problem.response(scope)(scope, receive, exchange.send)
            finally:
                self._record(scope, exchange.status, perf_counter() - started)

    def _record(self, scope: Scope, status: int, seconds: float) -> None:
        route = getattr(scope.get("route"), "path", "unmatched")
        self.metrics.observe(scope["method"], route, status, seconds)
        client = scope.get("client")
        _log.info(
            "request",
            method=scope["method"],
            path=scope["path"],
            status=status,
            milliseconds=round(seconds * 1000, 1),
            client=client[0] if client else None,
        )


class _Exchange:
    """One response on its way out."""

    def __init__(self, scope: Scope, request_id: str, send: Send) -> None:
        self._scope, self.request_id, self._send = scope, request_id, send
        self.started, self.status = False, 500

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.started, self.status = True, message["status"]
            headers = MutableHeaders(scope=message)
            headers["X-Request-ID"] = self.request_id
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
            if self._scope["path"] not in _PAGES:
                headers.setdefault("Content-Security-Policy", _POLICY)
            if self._scope["scheme"] == "https":
                headers.setdefault("Strict-Transport-Security", "max-age=31536000")
            for name, value in self._scope["state"].get(ANSWER_HEADERS, {}).items():
                headers.append(name, value)
        await self._send(message)


class BodyLimit:
    """413 for bodies above `max_bytes`: by their Content-Length before anything is read, and counted while they come.

    Paths that match one of `streamed` never hold their body in memory and have a limit of their own.
    """

    def __init__(self, app: ASGIApp, *, max_bytes: int, streamed: Collection[re.Pattern[str]]) -> None:
        self.app = app
        self.max_bytes = max_bytes
        self.streamed = streamed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or any(path.fullmatch(scope["path"]) for path in self.streamed):
            await self.app(scope, receive, send)
            return
        if content_length(Headers(scope=scope)) > self.max_bytes:
            await too_large(self.max_bytes).response(scope)(scope, receive, send)
            return
        received = 0

        async def counted() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > self.max_bytes:
                # FastAPI lets no other exception than this one pass out of reading a body.
                raise HTTPException(TOO_LARGE.status, too_large(self.max_bytes).detail)
            return message

        await self.app(scope, counted, send)


def content_length(headers: Headers) -> int:
    """The announced size of a body, 0 when there is none."""
    value = headers.get("content-length", "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 20 else 0


def too_large(max_bytes: int) -> ProblemError:
    return ProblemError(TOO_LARGE, f"At most {max_bytes} bytes are taken here.")


def _request_id(scope: Scope) -> str:
    """The caller's own id, so that its log and ours can be joined, when it is harmless."""
    given = Headers(scope=scope).get("x-request-id", "")
    return given if _REQUEST_ID.fullmatch(given) else new_id("req")
