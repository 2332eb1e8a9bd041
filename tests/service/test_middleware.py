"""What surrounds every request."""

import json
from collections.abc import AsyncIterator
from typing import Any

import structlog

from service.middleware import MAX_JSON_BYTES
from tests.service.client import AUTHORIZED, Client, assert_problem, sqlite_only

pytestmark = sqlite_only


def test_every_response_carries_an_id_and_safe_headers(client: Client) -> None:
    for path in ("/livez", "/v1/nothing", "/v1/datasets"):
        response = client.get(path)
        assert response.headers["x-request-id"].startswith("req_")
        assert response.headers["x-content-type-options"] == "nosniff"
        assert response.headers["x-frame-options"] == "DENY"
        assert response.headers["cache-control"] == "private, no-cache"


def test_a_harmless_request_id_is_kept(client: Client) -> None:
    for given, kept in {"abc-1.2_3": True, "a b": False, "x" * 65: False, "": False}.items():
        response = client.get("/livez", headers={"X-Request-ID": given})
        assert (response.headers["x-request-id"] == given) is kept


def test_a_request_is_logged_once_with_its_outcome(client: Client) -> None:
    with structlog.testing.capture_logs() as logs:
        client.get("/v1/nothing?secret=1")
    (entry,) = logs
    assert (entry["event"], entry["method"], entry["path"], entry["status"]) == ("request", "GET", "/v1/nothing", 404)
    assert "secret" not in str(entry)


def test_an_announced_body_above_the_limit_is_not_read(client: Client) -> None:
    headers = {"Content-Type": "application/json", "Content-Length": str(MAX_JSON_BYTES + 1)}
    messages = call(client, "POST", "/v1/datasets", headers, [])  # reading anything would fail
    assert messages[0]["status"] == 413


def test_a_body_is_counted_while_it_comes(client: Client) -> None:
    sent = 0

    async def chunks() -> AsyncIterator[bytes]:
        nonlocal sent
        while sent < 4 * MAX_JSON_BYTES:
            sent += 2**20
            yield b" " * 2**20

    response = client.post("/v1/datasets", content=chunks(), headers={"Content-Type": "application/json"})
    problem = assert_problem(response, 413, "content-too-large")
    assert str(MAX_JSON_BYTES) in problem["detail"]


def test_a_body_at_the_limit_is_read(client: Client) -> None:
    body = json.dumps({"name": "streets"}).encode().ljust(MAX_JSON_BYTES)
    response = client.post("/v1/datasets", content=body, headers={"Content-Type": "application/json"})
    assert response.status_code == 201


def call(
    client: Client, method: str, target: str, headers: dict[str, str], incoming: list[dict[str, Any]]
) -> list[Any]:
    """Call the application with these messages only; returns what it sends."""
    path, _, query = target.partition("?")
    raw = [
        (name.lower().encode(), value.encode())
        for name, value in {"Host": "127.0.0.1", **AUTHORIZED, **headers}.items()
    ]
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "path": path,
        "raw_path": path.encode(), "query_string": query.encode(), "scheme": "http", "headers": raw, "root_path": "",
        "server": ("127.0.0.1", 80), "client": ("127.0.0.1", 5),
    }  # fmt: skip
    waiting, sent = list(incoming), []

    async def receive() -> dict[str, Any]:
        return waiting.pop(0)

    async def send(message: Any) -> None:
        sent.append(message)

    client.portal.call(client.app, scope, receive, send)
    return sent
