"""HTTP to servers that users name: nothing is sent to an address that only this machine can reach.

A name is resolved once for a connection. If any of its addresses is not public the connection is refused, else one of
those very addresses is connected to, while TLS and the Host header go by the name: a second answer of a hostile DNS
server (rebinding) never counts. Redirects are not followed. Proxies of the environment are ignored, because behind one
none of this would hold. Nothing that a server says is repeated anywhere.
"""

import contextvars
import socket
import ssl
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import httpcore

from store.addresses import is_public

Resolve = Callable[[str, int], Collection[str]]
MAX_SECONDS = 20.0
_MAX_URL = 2000
_deadline: contextvars.ContextVar[float] = contextvars.ContextVar("deadline")


class Refused(Exception):
    """The guard does not go there. The text tells nothing about what is there."""


class Failed(Exception):
    """The server could not be reached or did not answer; in words of our own."""


def resolve(host: str, port: int) -> Collection[str]:
    """Every address of `host`, numeric. Raises OSError if there is none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


def check_url(url: str, private_hosts: Collection[str]) -> None:
    """Refused for what can be seen to be unreachable without asking anybody."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError as error:
        raise Refused("This is no web address.") from error
    plain = parts.scheme in {"http", "https"} and host and "@" not in parts.netloc and not parts.fragment
    if not plain or len(url) > _MAX_URL or not url.isascii() or any(character <= " " for character in url):
        raise Refused("This is no plain web address: https://host/path, without user and fragment.")
    assert host is not None
    if f"{host.lower()}:{port}" in private_hosts:
        return
    if parts.scheme != "https":
        raise Refused("Only https:// is allowed.")
    numeric = ":" in host or host.replace(".", "").isdigit()
    if (numeric and not is_public(host)) or host.lower() == "localhost" or host.lower().endswith(".localhost"):
        raise Refused("This address is not public.")


class GuardedPoster:
    """POSTs JSON. One object serves many threads."""

    def __init__(
        self,
        *,
        private_hosts: Collection[str] = (),
        resolve: Resolve = resolve,
        seconds: float = MAX_SECONDS,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._private_hosts, self._seconds = frozenset(private_hosts), seconds
        # One connection for each message: the address is checked every time, and no receiver holds one of ours.
        self._pool = httpcore.ConnectionPool(
            ssl_context=tls or _tls(),
            max_keepalive_connections=0,
            network_backend=_GuardedNetwork(self._private_hosts, resolve),
        )

    def post(self, url: str, headers: Mapping[str, str], body: bytes) -> tuple[int, Mapping[str, str]]:
        """(status, headers in lower case) of the answer, whose body is not read. Raises Refused and Failed."""
        check_url(url, self._private_hosts)
        token = _deadline.set(time.monotonic() + self._seconds)
        own = {"content-type": "application/json", "user-agent": "winnow", "accept": "*/*"}
        sent = list({**headers, **own}.items())
        try:
            with (
                _translated(),
                self._pool.stream(
                    "POST", url, headers=sent, content=body,
                    extensions={"timeout": dict.fromkeys(("connect", "read", "write", "pool"), self._seconds)},
                ) as answer,
            ):  # fmt: skip
                found = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in answer.headers}
                return answer.status, found
        finally:
            _deadline.reset(token)

    def close(self) -> None:
        self._pool.close()


class _GuardedNetwork(httpcore.NetworkBackend):
    def __init__(self, private_hosts: frozenset[str], resolve: Resolve) -> None:
        self._private_hosts, self._resolve = private_hosts, resolve
        self._network = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to a checked address of `host`."""
        del timeout  # the deadline of the request is the only one
        try:
            addresses = self._resolve(host, port)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError("the name cannot be resolved") from error
        named = f"{host.lower()}:{port}" in self._private_hosts
        if not addresses or not (named or all(is_public(address) for address in addresses)):
            raise Refused("The server's address is not public.")
        failure: Exception | None = None
        for address in addresses:
            try:
                stream = self._network.connect_tcp(address, port, _left(), local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return _TimedStream(stream)
        raise httpcore.ConnectError("no address of the server answers") from failure

    def connect_unix_socket(self, *_: Any, **__: Any) -> httpcore.NetworkStream:
        raise Refused("Sockets of this machine are out of reach.")

    def sleep(self, seconds: float) -> None:
        self._network.sleep(seconds)


class _TimedStream(httpcore.NetworkStream):
    """Nothing outlasts the deadline of the whole request: a server that drips a byte at a time gets nowhere."""

    def __init__(self, stream: httpcore.NetworkStream) -> None:
        self._stream = stream

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        del timeout
        return self._stream.read(max_bytes, _left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        del timeout
        self._stream.write(buffer, _left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        del timeout
        return _TimedStream(self._stream.start_tls(ssl_context, server_hostname, _left()))

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _left() -> float:
    left = _deadline.get() - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout("the request takes too long")
    return left


@cache
def _tls() -> ssl.SSLContext:
    """The system's certificates, read once."""
    return ssl.create_default_context()


@contextmanager
def _translated() -> Iterator[None]:
    """What libraries raise, in words of our own: theirs may hold what the server said."""
    try:
        yield
    except httpcore.TimeoutException as error:
        raise Failed("The server takes too long.") from error
    except (httpcore.ConnectError, ssl.SSLError) as error:
        raise Failed("The server cannot be reached, or not securely.") from error
    except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol, OSError) as error:
        raise Failed("The server does not speak HTTP properly.") from error
