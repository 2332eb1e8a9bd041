"""The guard: no name, address or redirect leads a request to where only this machine can go."""

import socket
import threading
import time
from collections.abc import Collection, Iterable, Iterator
from http.server import BaseHTTPRequestHandler
from ipaddress import IPv4Address, IPv6Address
from typing import Any

import httpcore
import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.addresses import is_public
from tests.worker.sources.web import Web, body, status
from worker.sources.guarded_http import FetchFailed, FetchLimits, FetchRefused, GuardedClient

PUBLIC = ["93.184.215.14", "8.8.8.8", "1.1.1.1", "2606:4700:4700::1111", "2a00:1450:4001:82f::200e"]
NOT_PUBLIC = {
    "this host": "0.0.0.0",
    "this network": "0.1.2.3",
    "loopback": "127.0.0.1",
    "loopback, all of it": "127.200.3.4",
    "private 10/8": "10.1.2.3",
    "private 172.16/12": "172.31.255.254",
    "private 192.168/16": "192.168.0.1",
    "carrier-grade NAT": "100.64.0.1",
    "carrier-grade NAT, its end": "100.127.255.254",
    "link-local, cloud metadata": "169.254.169.254",
    "protocol assignments": "192.0.0.8",
    "documentation": "192.0.2.1",
    "documentation 2": "198.51.100.1",
    "documentation 3": "203.0.113.1",
    "6to4 relay": "192.88.99.1",
    "benchmarks": "198.18.0.1",
    "multicast": "224.0.0.1",
    "multicast, wide": "239.255.255.250",
    "reserved": "240.0.0.1",
    "broadcast": "255.255.255.255",
    "IPv6 unspecified": "::",
    "IPv6 loopback": "::1",
    "IPv4-compatible": "::127.0.0.1",
    "IPv4-compatible, public": "::8.8.8.8",
    "IPv4-mapped loopback": "::ffff:127.0.0.1",
    "IPv4-mapped metadata": "::ffff:169.254.169.254",
    "IPv4-mapped, public": "::ffff:8.8.8.8",
    "IPv4-translated": "::ffff:0:127.0.0.1",
    "NAT64": "64:ff9b::7f00:1",
    "NAT64, public": "64:ff9b::808:808",
    "NAT64, local": "64:ff9b:1::1",
    "6to4 of loopback": "2002:7f00:1::",
    "6to4, public": "2002:808:808::1",
    "Teredo": "2001:0:53aa:64c::1",
    "discard": "100::1",
    "documentation v6": "2001:db8::1",
    "documentation v6, new": "3fff::1",
    "segment routing": "5f00::1",
    "unique local": "fd12:3456::1",
    "unique local, fc": "fc00::1",
    "link-local v6": "fe80::1",
    "link-local v6 with scope": "fe80::1%eth0",
    "public with scope": "2606:4700:4700::1111%1",
    "site-local": "fec0::1",
    "multicast v6": "ff02::1",
    "no address": "localhost",
    "octal": "0177.0.0.1",
    "empty": "",
}


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("address", NOT_PUBLIC.values(), ids=NOT_PUBLIC.keys())
def test_everything_else_is_not(address: str) -> None:
    assert not is_public(address)


@given(st.ip_addresses(v=4))
def test_no_ipv4_address_becomes_public_inside_of_an_ipv6_address(address: IPv4Address) -> None:
    number = int(address)
    prefixes = (0, 0xFFFF << 32, 0x64FF9B << 96)
    assert not any(is_public(str(IPv6Address(prefix + number))) for prefix in prefixes)
    assert not is_public(str(IPv6Address((0x2002 << 112) + (number << 80) + 1)))


class Names:
    """A DNS server in the hands of an attacker: each look-up of a name takes its next answer."""

    def __init__(self, **answers: list[list[str]]) -> None:
        self.answers = {name.replace("_", "."): list(values) for name, values in answers.items()}
        self.lookups: list[str] = []

    def __call__(self, host: str, port: int) -> Collection[str]:
        self.lookups.append(host)
        answers = self.answers[host]
        return answers.pop(0) if len(answers) > 1 else answers[0]


class Detour(httpcore.NetworkBackend):
    """The public internet: what is at any address is the local server. It notes which addresses were connected to."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.connected: list[str] = []
        self._real = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        self.connected.append(host)
        return self._real.connect_tcp("127.0.0.1", self.port, timeout, local_address, socket_options)


def fetched(client: GuardedClient, url: str) -> bytes:
    with client.stream(url) as answer:
        return b"".join(answer.chunks())


@pytest.fixture
def client(web: Web) -> Iterator[GuardedClient]:
    with GuardedClient(private_hosts={web.address}) as client:
        yield client


def test_an_internal_server_answers_only_when_it_is_named(web: Web, client: GuardedClient) -> None:
    web.pages["/a"] = body(b"content")
    assert fetched(client, web.url("/a")) == b"content"
    with GuardedClient() as closed:
        for url in (web.url("/a"), web.url("/a").replace("http:", "https:"), f"https://localhost:{web.port}/a"):
            with pytest.raises(FetchRefused):
                fetched(closed, url)
    assert len(web.asked) == 1


@pytest.mark.parametrize("host", ["2130706433", "0x7f000001", "0177.0.0.1", "127.1", "[::1]", "[::ffff:127.0.0.1]"])
def test_other_ways_to_write_loopback_are_loopback(host: str) -> None:
    with GuardedClient() as client, pytest.raises((FetchRefused, FetchFailed)) as caught:
        fetched(client, f"https://{host}:1/")
    # Where the system's resolver does not know the notation, the name does not resolve; it never connects.
    assert str(caught.value) in {
        "the server's address is not public",
        "this is no web address",
        "the server cannot be reached, or not securely",
    }


def test_one_private_address_among_public_ones_is_enough_to_refuse(web: Web) -> None:
    names, internet = Names(evil_example=[["93.184.215.14", "10.0.0.1"]]), Detour(web.port)
    with GuardedClient(resolve=names, network=internet) as client, pytest.raises(FetchRefused):
        fetched(client, "https://evil.example/")
    assert internet.connected == []


def test_a_name_that_changes_its_address_is_not_asked_twice(web: Web) -> None:
    """DNS rebinding: the second answer is private, but the connection goes to the address that was checked."""
    names, internet = Names(evil_example=[["93.184.215.14"], ["127.0.0.1"]]), Detour(web.port)
    with GuardedClient(resolve=names, network=internet) as client, pytest.raises(FetchFailed):
        fetched(client, "https://evil.example/")  # the local server does not speak TLS
    assert (names.lookups, internet.connected) == (["evil.example"], ["93.184.215.14"])


def test_a_new_connection_is_checked_anew(web: Web) -> None:
    names, internet = Names(evil_example=[["93.184.215.14"], ["127.0.0.1"]]), Detour(web.port)
    with GuardedClient(resolve=names, network=internet) as client:
        with pytest.raises(FetchFailed):
            fetched(client, "https://evil.example/")
        with pytest.raises(FetchRefused):
            fetched(client, "https://evil.example/")
    assert internet.connected == ["93.184.215.14"]


def test_tls_goes_by_the_name_though_the_connection_goes_to_an_address() -> None:
    hellos: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def greet() -> None:
            connection, _ = listener.accept()
            with connection:
                hellos.append(connection.recv(4096))

        thread = threading.Thread(target=greet)
        thread.start()
        internet = Detour(listener.getsockname()[1])
        names = Names(images_example=[["93.184.215.14"]])
        with GuardedClient(resolve=names, network=internet) as client, pytest.raises(FetchFailed):
            fetched(client, "https://images.example/")
        thread.join()
    assert hellos[0].startswith(b"\x16\x03")
    assert b"images.example" in hellos[0]
    assert b"93.184.215.14" not in hellos[0]


def test_the_host_header_is_the_name(web: Web) -> None:
    web.pages["/a"] = body(b"content")
    names, internet = Names(intern_example=[["10.0.0.1"]]), Detour(web.port)
    allowed = f"intern.example:{web.port}"
    with GuardedClient(private_hosts={allowed}, resolve=names, network=internet) as client:
        assert fetched(client, f"http://{allowed}/a") == b"content"
    assert web.asked == [("/a", allowed)]
    assert internet.connected == ["10.0.0.1"]


def test_redirects_are_followed_three_times(web: Web, client: GuardedClient) -> None:
    for step in range(4):
        web.pages[f"/{step}"] = status(302, Location=f"/{step + 1}")
    web.pages["/4"] = body(b"content")
    assert fetched(client, web.url("/1")) == b"content"
    with pytest.raises(FetchFailed, match="redirects more than 3 times"):
        fetched(client, web.url("/0"))


@pytest.mark.parametrize(
    "location",
    [
        "http://127.0.0.1:1/",
        "https://127.0.0.1:1/",
        "https://[::1]:1/",
        "http://169.254.169.254/latest/meta-data/",
        "https://localhost:1/",
        "file:///etc/passwd",
        "ftp://example.org/",
        "https://user:password@example.org/",
        "http://example.org/",
    ],
)
def test_redirects_go_through_the_same_guard(web: Web, client: GuardedClient, location: str) -> None:
    web.pages["/a"] = status(302, Location=location)
    with pytest.raises(FetchRefused):
        fetched(client, web.url("/a"))


@pytest.mark.parametrize("location", ["https://example.org:port/", "https://[example.org/", "", "https://"])
def test_redirects_to_nonsense_are_errors(web: Web, client: GuardedClient, location: str) -> None:
    web.pages["/a"] = status(302, Location=location)
    with pytest.raises((FetchRefused, FetchFailed)):
        fetched(client, web.url("/a"))


def test_what_a_server_says_is_never_repeated(web: Web, client: GuardedClient) -> None:
    web.pages["/a"] = status(403, b"the secret of the intranet")
    with pytest.raises(FetchFailed, match="status 403") as caught:
        fetched(client, web.url("/a"))
    assert "secret" not in str(caught.value)


def test_a_server_that_is_busy_is_asked_again(web: Web, client: GuardedClient, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([status(503), status(429), body(b"content")])

    def next_answer(handler: BaseHTTPRequestHandler) -> None:
        next(answers)(handler)

    web.pages["/a"] = next_answer
    monkeypatch.setattr(time, "sleep", lambda seconds: None)
    assert fetched(client, web.url("/a")) == b"content"


def test_compressed_answers_are_refused(web: Web, client: GuardedClient) -> None:
    web.pages["/a"] = body(b"x", Content_Encoding="gzip")
    with pytest.raises(FetchFailed, match="compresses"):
        fetched(client, web.url("/a"))


def test_a_server_that_drips_runs_out_of_time(web: Web) -> None:
    ended = threading.Event()

    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "1000000")
        handler.end_headers()
        while not ended.wait(0.02):
            handler.wfile.write(b".")
            handler.wfile.flush()

    web.pages["/a"] = drip
    limits = FetchLimits(total_seconds=0.3)
    with (
        GuardedClient(private_hosts={web.address}, limits=limits) as client,
        pytest.raises(FetchFailed, match="too long"),
    ):
        fetched(client, web.url("/a"))
    ended.set()


def test_a_connection_that_breaks_off_is_an_error(web: Web, client: GuardedClient) -> None:
    def cut(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "1000000")
        handler.end_headers()
        handler.wfile.write(b"half")
        handler.close_connection = True

    web.pages["/a"] = cut
    with pytest.raises(FetchFailed):
        fetched(client, web.url("/a"))


def test_proxies_of_the_environment_are_ignored(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy"):
        monkeypatch.setenv(name, web.url(""))
    with GuardedClient() as client, pytest.raises(FetchRefused):
        fetched(client, "https://127.0.0.1:1/")
    assert web.asked == []
