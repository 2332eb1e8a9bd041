"""HTTP to servers that a user names, without letting the user reach what only this machine can reach.

A name is resolved once for a connection. If any of its addresses is not public, the connection is refused; else one of
those very addresses is connected to, while TLS and the Host header go by the name. A second answer of a hostile DNS
server (rebinding) therefore never counts. Redirects are followed by hand, each through the same guard. Proxies of the
environment are ignored: behind a proxy none of this would hold.
"""

import contextvars
import random
import socket
import ssl
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from types import TracebackType
from typing import Any, Self
from urllib.parse import urljoin, urlsplit

import httpcore
import httpx

from store.addresses import is_public
from store.import_doors import host_and_port

MIB = 1 << 20
Resolve = Callable[[str, int], Collection[str]]

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_TRY_AGAIN = frozenset({429, 500, 502, 503, 504})
_ATTEMPTS = 3
_CHUNK = 64 * 1024
_deadline: contextvars.ContextVar[float | None] = contextvars.ContextVar("deadline", default=None)


class FetchRefused(Exception):
    """The guard does not go there. The text is for the user and tells nothing about what is there."""


class FetchFailed(Exception):
    """The server did not give the file. The text is for the user and never holds anything the server said."""


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """Bounds on one request, redirects included."""

    connect_seconds: float = 10
    read_seconds: float = 30
    """Between two pieces of an answer."""
    total_seconds: float = 300
    redirects: int = 3


def resolve(host: str, port: int) -> Collection[str]:
    """Every address of `host`, numeric. Raises OSError if there is none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


class GuardedClient:
    """GETs files. One object serves many threads. Use it as a context manager.

    `private_hosts` are `host:port` that may have any address, and do without TLS.
    """

    def __init__(
        self,
        *,
        private_hosts: Collection[str] = (),
        limits: FetchLimits | None = None,
        resolve: Resolve = resolve,
        network: httpcore.NetworkBackend | None = None,
    ) -> None:
        self._limits = limits or FetchLimits()
        transport = GuardedTransport(private_hosts=private_hosts, resolve=resolve, network=network)
        timeout = httpx.Timeout(self._limits.read_seconds, connect=self._limits.connect_seconds)
        # Compressed answers could grow a thousandfold here, and images hardly shrink: none are asked for.
        headers = {"User-Agent": "winnow", "Accept": "*/*", "Accept-Encoding": "identity"}
        self._client = httpx.Client(
            transport=transport, timeout=timeout, headers=headers, trust_env=False, follow_redirects=False
        )

    @contextmanager
    def stream(self, url: str) -> Iterator["Answer"]:
        """The answer to GET `url`, to be read within the block. Raises FetchRefused and FetchFailed, also later."""
        token = _deadline.set(time.monotonic() + self._limits.total_seconds)
        try:
            with _translated():
                yield from self._answers(url)
        finally:
            _deadline.reset(token)

    def _answers(self, url: str) -> Iterator["Answer"]:
        """Exactly one answer: the last one after redirects, which is then kept open until it was used."""
        for _ in range(self._limits.redirects + 1):
            with self._sent(url) as response:
                if response.status_code not in _REDIRECTS:
                    yield Answer(url, response)
                    return
                url = _redirected(url, response.headers.get("location"))
        raise FetchFailed(f"the server redirects more than {self._limits.redirects} times")

    @contextmanager
    def _sent(self, url: str) -> Iterator[httpx.Response]:
        for attempt in range(1, _ATTEMPTS + 1):
            with self._client.stream("GET", url) as response:
                if response.status_code not in _TRY_AGAIN or attempt == _ATTEMPTS:
                    yield response
                    return
            time.sleep(random.uniform(0.2, 0.5) * 2**attempt)

    def close(self) -> None:
        self._client.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()


class Answer:
    """An answer with the status 200 whose body is still to come."""

    def __init__(self, url: str, response: httpx.Response) -> None:
        """Raises FetchFailed for any other status."""
        self.url = url
        """Where it came from in the end."""
        self._response = response
        if response.status_code != httpx.codes.OK:
            raise FetchFailed(f"the server answers with status {response.status_code}")
        if response.headers.get("content-encoding", "identity").lower() != "identity":
            raise FetchFailed("the server compresses its answer though it was asked not to")
        self.media_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()

    def chunks(self) -> Iterator[bytes]:
        """The body in pieces."""
        yield from self._response.iter_raw(_CHUNK)


class GuardedTransport(httpx.BaseTransport):
    """httpx over httpcore, whose connections are made by the guard."""

    def __init__(
        self,
        *,
        private_hosts: Collection[str] = (),
        resolve: Resolve = resolve,
        network: httpcore.NetworkBackend | None = None,
    ) -> None:
        self._private_hosts = frozenset(private_hosts)
        self._pool = httpcore.ConnectionPool(
            ssl_context=_tls(),
            max_connections=64,
            max_keepalive_connections=16,
            keepalive_expiry=10,
            network_backend=_GuardedNetwork(self._private_hosts, resolve, network or httpcore.SyncBackend()),
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request. Raises FetchRefused, or what httpcore raises."""
        url = request.url
        if url.scheme != "https" and host_and_port(str(url)) not in self._private_hosts:
            raise FetchRefused("only https:// is allowed")
        assert isinstance(request.stream, httpx.SyncByteStream)
        answer = self._pool.handle_request(
            httpcore.Request(
                request.method,
                httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        assert isinstance(answer.stream, Iterable)
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(answer), extensions=answer.extensions)

    def close(self) -> None:
        self._pool.close()


@cache
def _tls() -> ssl.SSLContext:
    """The system's certificates, read once."""
    return ssl.create_default_context()


class _Body(httpx.SyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        yield from self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()


class _GuardedNetwork(httpcore.NetworkBackend):
    def __init__(self, private_hosts: frozenset[str], resolve: Resolve, network: httpcore.NetworkBackend) -> None:
        self._private_hosts, self._resolve, self._network = private_hosts, resolve, network

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to a checked address of `host`; httpcore goes on to use the name for TLS and Host."""
        try:
            addresses = self._resolve(host, port)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError("the name cannot be resolved") from error
        allowed = f"{host.lower()}:{port}" in self._private_hosts
        if not addresses or not (allowed or all(is_public(address) for address in addresses)):
            raise FetchRefused("the server's address is not public")
        failure: Exception | None = None
        for address in addresses:
            try:
                stream = self._network.connect_tcp(address, port, _left(timeout), local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return _TimedStream(stream)
        raise httpcore.ConnectError("no address of the server answers") from failure

    def connect_unix_socket(self, *_: Any, **__: Any) -> httpcore.NetworkStream:
        raise FetchRefused("sockets of this machine are out of reach")

    def sleep(self, seconds: float) -> None:
        self._network.sleep(seconds)


class _TimedStream(httpcore.NetworkStream):
    """No single read may outlast the request's deadline: a server that drips a byte at a time gets nowhere."""

    def __init__(self, stream: httpcore.NetworkStream) -> None:
        self._stream = stream

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _TimedStream(self._stream.start_tls(ssl_context, server_hostname, _left(timeout)))

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _left(timeout: float | None) -> float | None:
    """The timeout, or what the request's deadline leaves of it."""
    deadline = _deadline.get()
    if deadline is None:
        return timeout
    left = deadline - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout("the request takes too long")
    return left if timeout is None else min(timeout, left)


def _redirected(url: str, location: str | None) -> str:
    if not location:
        raise FetchFailed("the server redirects to nowhere")
    try:
        target = urljoin(url, location)
        parts = urlsplit(target)
        plain = parts.scheme in {"http", "https"} and "@" not in parts.netloc and parts.port != 0
    except ValueError:
        plain = False
    if not plain:
        raise FetchRefused("the server redirects to something that is no plain web address")
    return target


@contextmanager
def _translated() -> Iterator[None]:
    """What libraries raise, as FetchFailed with words of our own: theirs may hold what the server said."""
    try:
        yield
    except (httpx.TimeoutException, httpcore.TimeoutException) as error:
        raise FetchFailed("the server takes too long") from error
    except (httpcore.ConnectError, ssl.SSLError) as error:
        raise FetchFailed("the server cannot be reached, or not securely") from error
    except httpx.InvalidURL as error:
        raise FetchRefused("this is no web address") from error
    except (httpx.HTTPError, httpx.StreamError) as error:
        raise FetchFailed("the server does not speak HTTP properly") from error
    except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol) as error:
        raise FetchFailed("the connection to the server broke off") from error
