"""gzip for JSON. Files are compressed already or sent in ranges, and streams of events must not be held back.

A strong ETag promises the same bytes, so what carries one is sent as it is.
"""

import gzip

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_MIN_BYTES = 1024
_LEVEL = 5
_JSON = ("application/json", "application/problem+json")


class JsonGzip:
    """ASGI middleware: compresses complete JSON bodies for clients that take gzip."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not _takes_gzip(Headers(scope=scope).get("accept-encoding", "")):
            await self.app(scope, receive, send)
            return
        held: Message | None = None

        async def sending(message: Message) -> None:
            nonlocal held
            if message["type"] == "http.response.start" and _is_json(MutableHeaders(scope=message)):
                held = message  # until it is known whether the body comes at once
                return
            if held is not None:
                start, held = held, None
                if not message.get("more_body", False) and len(message.get("body", b"")) >= _MIN_BYTES:
                    message = {**message, "body": gzip.compress(message["body"], _LEVEL, mtime=0)}
                    headers = MutableHeaders(scope=start)
                    headers["Content-Encoding"] = "gzip"
                    headers["Content-Length"] = str(len(message["body"]))
                await send(start)
            await send(message)

        await self.app(scope, receive, sending)


def _takes_gzip(accepted: str) -> bool:
    for part in accepted.lower().split(","):
        coding, _, quality = part.partition(";")
        if coding.strip() in {"gzip", "*"}:
            return quality.replace(" ", "") not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}
    return False


def _is_json(headers: MutableHeaders) -> bool:
    if headers.get("content-type", "").partition(";")[0] not in _JSON:
        return False
    headers.add_vary_header("Accept-Encoding")
    return "etag" not in headers and "content-encoding" not in headers
