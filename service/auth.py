"""Who may talk to the gateway.

With WINNOW_API_KEY set, every request needs `Authorization: Bearer <key>`, the documentation and /metrics included;
only /livez and /readyz are open, for probes that carry no secrets. Without a key the gateway listens on loopback alone
(store.settings). Then the danger is the user's own browser: any web page may send requests to 127.0.0.1, or rebind its
DNS name to it and read the answers. So a Host that is not loopback is refused, and so are changes from other web sites.
"""

import hashlib
import hmac

from starlette.datastructures import URL, Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from service.problems import FORBIDDEN_ORIGIN, MISDIRECTED, UNAUTHORIZED, ProblemError
from store.settings import Settings

OPEN_PATHS = frozenset({"/livez", "/readyz"})
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class Authentication:
    """ASGI middleware: refuses a request before anything of its body is read."""

    def __init__(self, app: ASGIApp, *, settings: Settings) -> None:
        self.app = app
        self._key = None if settings.api_key is None else _digest(settings.api_key.get_secret_value())
        self._hosts = _LOOPBACK | {settings.host}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"] not in OPEN_PATHS:
            try:
                if self._key is None:
                    self._check_browser(scope)
                else:
                    _check_key(scope, self._key)
            except ProblemError as problem:
                await problem.response(scope)(scope, receive, send)
                return
        await self.app(scope, receive, send)

    def _check_browser(self, scope: Scope) -> None:
        headers = Headers(scope=scope)
        if URL(scope=scope).hostname not in self._hosts:
            raise ProblemError(
                MISDIRECTED,
                "Without an API key only requests to localhost are answered. Set WINNOW_API_KEY to use a host name.",
            )
        if headers.get("sec-fetch-site") == "cross-site" and scope["method"] not in _SAFE_METHODS:
            raise ProblemError(FORBIDDEN_ORIGIN, "Another web site has sent this request.")


def owner(headers: Headers) -> str:
    """A stable name for the caller, to keep idempotency keys of different callers apart. Not reversible."""
    return hashlib.sha256(headers.get("authorization", "").encode()).hexdigest()


def _check_key(scope: Scope, expected: bytes) -> None:
    scheme, _, key = Headers(scope=scope).get("authorization", "").partition(" ")
    # Digests have one length, so neither the key's nor how much of it is right shows in the time this takes.
    if scheme.lower() != "bearer" or not hmac.compare_digest(_digest(key.strip()), expected):
        raise ProblemError(
            UNAUTHORIZED,
            "Send the API key as the header Authorization: Bearer <key>.",
            headers={"WWW-Authenticate": 'Bearer realm="winnow"'},
        )


def _digest(key: str) -> bytes:
    return hashlib.sha256(key.encode()).digest()
