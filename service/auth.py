"""Who may talk to the gateway: whoever has an API key, or a browser's session that was begun with one.

A key comes as `Authorization: Bearer <key>`. A session is a cookie that scripts cannot read and that browsers send to
this origin alone (SameSite=Strict); what changes something must also say with `Origin` that it comes from here. Open to
everybody are the probes, which carry no secrets, the documentation, and the request that begins a session.

In the embedded mode (loopback, no WINNOW_API_KEY) a Host that is not loopback is refused, too: any web page can rebind
its DNS name to 127.0.0.1 and read the answers.
"""

import re

from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.datastructures import URL, Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from structlog.contextvars import bound_contextvars

from service.access.limits import RateLimiter, Verdict
from service.access.principal import Access, enter
from service.gateway import Gateway
from service.problems import (
    FORBIDDEN_ORIGIN,
    MISDIRECTED,
    RATE_LIMITED,
    UNAUTHORIZED,
    ProblemError,
    database_failure,
)
from store.access.keys import Holder
from store.ownership import Cause

COOKIE = "winnow_session"
OPEN_PATHS = frozenset({"/livez", "/readyz"})
"""The probes; with the documentation below, all that needs no key."""
_DOCUMENTATION = frozenset({"/docs", "/openapi.json"})
_BEGINS_SESSION = ("POST", "/v1/session")
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_PRINTABLE = re.compile(r"[\x21-\x7e]{1,500}")


class Authentication:
    """ASGI middleware: refuses a request before anything of its body is read."""

    def __init__(self, app: ASGIApp, *, gateway: Gateway) -> None:
        self.app, self._gateway, self._limiter = app, gateway, RateLimiter()
        settings = gateway.settings
        self._default_limit, self._max_failures = settings.requests_per_minute, settings.failed_requests_per_minute
        self._hosts = _LOOPBACK | {settings.host} if settings.api_key is None else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        try:
            verdict = await self._admit(scope)
        except ProblemError as problem:
            await problem.response(scope)(scope, receive, send)
            return
        except (OperationalError, PoolTimeout) as error:
            await database_failure(scope["path"], error).response(scope)(scope, receive, send)
            return
        if verdict is None:
            await self.app(scope, receive, send)
            return
        key_id = scope["state"]["key_id"]
        with bound_contextvars(key=key_id):
            await self.app(scope, receive, _with_headers(send, verdict))

    async def _admit(self, scope: Scope) -> Verdict | None:
        """None for what is open to everybody. ProblemError for what is not let in."""
        path = scope["path"]
        if path in OPEN_PATHS:
            return None
        self._check_host(scope)
        headers = Headers(scope=scope)
        if path in _DOCUMENTATION:
            return None
        if (scope["method"], path) == _BEGINS_SESSION:
            check_origin(scope, headers)
            return self._limit(f"session {_client(scope)}", self._max_failures, scope, "anonymous")
        holder = await self._holder(scope, headers)
        if holder is None:
            self._limit(f"failed {_client(scope)}", self._max_failures, scope, "anonymous")
            raise ProblemError(
                UNAUTHORIZED,
                "Send a valid API key as the header Authorization: Bearer <key>.",
                headers={"WWW-Authenticate": 'Bearer realm="winnow"'},
            )
        verdict = self._limit(holder.key_id, holder.requests_per_minute or self._default_limit, scope, holder.key_id)
        cause = Cause(
            operation="", method=scope["method"], path=path, request_id=scope["state"].get("request_id", ""),
            client=_client(scope),
        )  # fmt: skip
        enter(Access(holder, cause))
        return verdict

    async def _holder(self, scope: Scope, headers: Headers) -> Holder | None:
        authorization = headers.get("authorization")
        if authorization is not None:
            scheme, _, key = authorization.partition(" ")
            if scheme.lower() != "bearer" or not _PRINTABLE.fullmatch(key.strip()):
                return None
            return await self._gateway.keyring.of_key(self._gateway, key.strip())
        cookie = cookie_parser(headers.get("cookie", "")).get(COOKIE)
        holder = None if cookie is None else await self._gateway.keyring.of_session(self._gateway, cookie)
        if holder is not None and scope["method"] not in _SAFE_METHODS:
            check_origin(scope, headers, required=True)
        return holder

    def _limit(self, bucket: str, limit: int, scope: Scope, key_id: str) -> Verdict:
        verdict = self._limiter.take(bucket, limit)
        if not verdict.allowed:
            raise ProblemError(
                RATE_LIMITED, f"At most {limit} requests in a minute are taken.", headers=verdict.headers
            )
        scope.setdefault("state", {})["key_id"] = key_id
        return verdict

    def _check_host(self, scope: Scope) -> None:
        if self._hosts is not None and URL(scope=scope).hostname not in self._hosts:
            raise ProblemError(
                MISDIRECTED,
                "Without WINNOW_API_KEY only requests to localhost are answered. Set it to use a host name.",
            )


def check_origin(scope: Scope, headers: Headers, *, required: bool = False) -> None:
    """403 for what another web site has sent. `required`: also for what does not say where it comes from."""
    origin, site = headers.get("origin"), headers.get("sec-fetch-site")
    if origin is not None:
        own = URL(scope=scope)
        # A proxy that ends TLS passes the host on; the scheme is its own business.
        same = origin.partition("://")[2].lower() == own.netloc.lower()
    else:
        same = site == "same-origin" if site is not None or required else True
    if not same:
        raise ProblemError(FORBIDDEN_ORIGIN, "Another web site has sent this request.")


def _client(scope: Scope) -> str | None:
    return scope["client"][0][:64] if scope.get("client") else None


def _with_headers(send: Send, verdict: Verdict) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in verdict.headers.items():
                headers.setdefault(name, value)
        await send(message)

    return sending
