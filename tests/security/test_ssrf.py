"""Nobody sends Winnow where only Winnow can go: by webhooks, imports, redirects or names that change their address."""

import socket
import threading
import time
from collections.abc import Collection, Iterator
from typing import Any

import pytest

from service.webhooks.guard import Failed, GuardedPoster, Refused, check_url
from tests.receiver import Receiver, running_receiver
from tests.service.client import Client, assert_problem, sqlite_only
from tests.service.factories import add_dataset
from worker.sources.guarded_http import FetchRefused, GuardedClient

INTERNAL = [
    "127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "[::1]",
    "[::ffff:127.0.0.1]", "[::ffff:a9fe:a9fe]", "[64:ff9b::7f00:1]", "[fe80::1]", "[fc00::1]", "[2002:7f00:1::]",
]  # fmt: skip
SPELLINGS = ["2130706433", "0x7f000001", "127.1", "0177.0.0.1", "localhost", "LOCALHOST", "foo.localhost", "127.0.0.1."]


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with running_receiver() as receiver:
        yield receiver


def poster(receiver: Receiver, *answers: Collection[str], private: bool = False, **options: Any) -> GuardedPoster:
    """One whose DNS server gives these answers in turn, and the last one for ever."""
    given = list(answers)

    def resolve(host: str, port: int) -> Collection[str]:
        return given.pop(0) if len(given) > 1 else given[0]

    hosts = [receiver.host, f"hook.example:{receiver.port}"] if private else []
    return GuardedPoster(private_hosts=hosts, resolve=resolve, **options)


@pytest.mark.parametrize("host", INTERNAL + SPELLINGS)
def test_webhooks_reach_nothing_internal(receiver: Receiver, host: str) -> None:
    url = f"https://{host}:{receiver.port}/"
    with pytest.raises(Refused):
        GuardedPoster().post(url, {}, b"{}")
    assert receiver.messages == []


@pytest.mark.parametrize("host", INTERNAL)
def test_names_of_internal_addresses_are_refused(receiver: Receiver, host: str) -> None:
    address = host.strip("[]")
    for answer in ([address], ["93.184.215.14", address], [address, "93.184.215.14"]):
        with pytest.raises(Refused):
            poster(receiver, answer).post(f"https://hook.example:{receiver.port}/", {}, b"{}")


def test_a_name_that_changes_its_address_is_asked_once(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    """DNS rebinding: public when it is checked, loopback when it is connected to."""
    reached: list[Any] = []
    real = socket.create_connection

    def connect(address: Any, *rest: Any, **options: Any) -> socket.socket:
        reached.append(address)
        raise OSError("no route from a test")

    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(Failed):
        poster(receiver, ["93.184.215.14"], ["127.0.0.1"]).post(f"https://hook.example:{receiver.port}/", {}, b"{}")
    assert reached == [("93.184.215.14", receiver.port)]
    monkeypatch.setattr(socket, "create_connection", real)


def test_redirects_are_not_followed(receiver: Receiver) -> None:
    receiver.answers = [(302, {"Location": f"http://127.0.0.1:{receiver.port}/internal"})] * 2
    sender = poster(receiver, ["127.0.0.1"], private=True)
    status, _ = sender.post(f"http://hook.example:{receiver.port}/hook", {"webhook-id": "1"}, b"{}")
    assert status == 302
    assert [message.path for message in receiver.messages] == ["/hook"]
    assert receiver.messages[0].headers["Host"] == f"hook.example:{receiver.port}"


def test_proxies_of_the_environment_are_ignored(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert poster(receiver, ["127.0.0.1"], private=True).post(receiver.url, {}, b"{}")[0] == 204


def test_a_server_that_drips_runs_out_of_time() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        stop = threading.Event()

        def drip() -> None:
            connection, _ = server.accept()
            with connection:
                while not stop.wait(0.05):
                    try:
                        connection.sendall(b"H")
                    except OSError:
                        return

        thread = threading.Thread(target=drip)
        thread.start()
        host = f"127.0.0.1:{server.getsockname()[1]}"
        started = time.monotonic()
        with pytest.raises(Failed):
            GuardedPoster(private_hosts=[host], seconds=0.5).post(f"http://{host}/", {}, b"{}")
        stop.set()
        thread.join()
        assert time.monotonic() - started < 30, "not for ever"


def test_what_a_server_says_is_never_repeated(receiver: Receiver) -> None:
    receiver.answers = [(500, {"X-Secret": "internal data"})]
    host = receiver.host
    status, _ = GuardedPoster(private_hosts=[host]).post(receiver.url, {}, b"{}")
    assert status == 500
    with pytest.raises(Failed) as failed:
        GuardedPoster(private_hosts=["127.0.0.1:9"]).post("http://127.0.0.1:9/", {}, b"{}")
    assert "127.0.0.1" not in str(failed.value)


@pytest.mark.parametrize(
    "url",
    ["file:///etc/passwd", "gopher://x/", "https://", "https://a b/", "https://x:99999/", "https://x/\r\nHost: y"],
)
def test_only_plain_web_addresses(url: str) -> None:
    with pytest.raises(Refused):
        check_url(url, [])


@sqlite_only
@pytest.mark.parametrize("host", ["127.0.0.1", "169.254.169.254", "[::1]", "localhost"])
def test_imports_reach_nothing_internal(client: Client, host: str) -> None:
    dataset_id = add_dataset(client.app.state.gateway.database)
    for source, pointer in [
        ({"type": "bucket", "url": "s3://photos/", "endpoint": f"https://{host}:9000"}, "/source/endpoint"),
        ({"type": "bucket", "url": f"http://{host}/photos/"}, "/source/url"),
    ]:
        answer = client.post("/v1/jobs", json={"kind": "ingest", "dataset_id": dataset_id, "source": source})
        problem = assert_problem(answer, 422, "invalid-request")
        assert any(error["pointer"].startswith("/source") for error in problem["errors"]), pointer


@pytest.mark.parametrize("host", INTERNAL)
def test_downloads_of_imports_reach_nothing_internal(host: str) -> None:
    with GuardedClient() as fetcher, pytest.raises(FetchRefused), fetcher.stream(f"https://{host}/") as answer:
        list(answer.chunks())
