"""When the Python client sends a request again, and when it must not."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from winnow import Winnow, credentials, errors
from winnow._sync import platform
from winnow.events import Event, Parser

Answer = httpx.Response | Exception
TIMES = {"created_at": "2026-01-01T00:00:00Z", "updated_at": "2026-01-01T00:00:00Z"}


@pytest.fixture(autouse=True)
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    waited: list[float] = []
    monkeypatch.setattr(platform, "sleep", waited.append)
    return waited


def client(answers: Iterator[Answer], requests: list[httpx.Request]) -> Winnow:
    """A client of a service that answers one after the other."""

    def handle(request: httpx.Request) -> httpx.Response:
        requests.append(request)
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        return answer

    return Winnow("http://winnow.test", "key", transport=httpx.MockTransport(handle))


def problem(status: int, **headers: str) -> httpx.Response:
    return httpx.Response(status, json={"title": "No", "status": status}, headers=headers)


def test_a_creating_request_is_repeated_under_one_name() -> None:
    requests: list[httpx.Request] = []
    answers: Iterator[Answer] = iter([httpx.ReadTimeout("late"), problem(503), httpx.Response(202, json={})])
    answer = client(answers, requests).connection.request("POST", "/v1/jobs", json={})
    assert answer.status_code == 202
    assert len({request.headers["Idempotency-Key"] for request in requests}) == 1
    assert [request.content for request in requests] == [b"{}"] * 3


def test_it_waits_as_long_as_it_is_asked_to(pauses: list[float]) -> None:
    answers = iter([problem(429, **{"Retry-After": "7"}), httpx.Response(200, json={})])
    client(answers, []).connection.request("GET", "/v1/datasets")
    assert pauses == [7]


def test_it_gives_up_in_the_end(pauses: list[float]) -> None:
    requests: list[httpx.Request] = []
    with pytest.raises(errors.RateLimited):
        client((problem(429) for _ in range(9)), requests).connection.request("GET", "/v1/datasets")
    assert len(requests) == 4
    assert len(pauses) == 3


@pytest.mark.parametrize(
    "send",
    [
        lambda winnow: winnow.connection.request("PATCH", "/v1/datasets/x", json={}),
        lambda winnow: winnow.connection.request("POST", "/v1/uploads", content=iter([b"once"])),
    ],
    ids=["a change that may have happened", "a body that cannot be read again"],
)
def test_what_may_do_harm_is_sent_once(send: Callable[[Winnow], object]) -> None:
    requests: list[httpx.Request] = []
    with pytest.raises(errors.ConnectionFailed):
        send(client(iter([httpx.ReadTimeout("late")]), requests))
    assert len(requests) == 1


def test_a_proxys_page_becomes_an_error_too() -> None:
    with pytest.raises(errors.ApiError, match="<h1>Bad gateway") as found:
        client(iter([httpx.Response(400, text="<h1>Bad gateway</h1>")]), []).connection.request("GET", "/")
    assert found.value.status == 400


def test_an_error_names_every_wrong_field() -> None:
    body = {"title": "Invalid", "detail": "2 fields", "errors": [{"pointer": "/epochs", "detail": "too many"}]}
    with pytest.raises(errors.InvalidRequest, match=r"/epochs: too many"):
        client(iter([httpx.Response(422, json=body)]), []).connection.request("POST", "/v1/jobs", json={})


def test_events_out_of_lines() -> None:
    parser = Parser()
    lines = ["retry: 1000", "", ": nothing new", "", "id: 3", "event: log", f"data: {json.dumps({'text': 'a:b'})}", ""]
    assert list(filter(None, map(parser.feed, lines))) == [Event(3, "log", {"text": "a:b"})]


def test_a_kept_key_goes_only_where_it_belongs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    for name in ("WINNOW_URL", "WINNOW_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    path = credentials.save(credentials.Credentials("http://mine.test", "secret"))
    assert path.stat().st_mode & 0o777 == 0o600
    assert credentials.find() == ("http://mine.test", "secret")
    assert credentials.find("http://other.test").key is None
    monkeypatch.setenv("WINNOW_API_KEY", "of the shell")
    assert credentials.find("http://other.test").key == "of the shell"
