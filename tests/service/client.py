"""A synchronous client that calls the ASGI application in this process."""

from functools import partial
from typing import Any

import httpx
import pytest
from anyio.from_thread import BlockingPortal
from fastapi import FastAPI

# For tests of what does not depend on the kind of database.
sqlite_only = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


KEY = "a-key-for-tests-0123456789"
"""WINNOW_API_KEY of the gateways that tests start; every client sends it unless a test sends something else."""
AUTHORIZED = {"Authorization": f"Bearer {KEY}"}


class Client:
    """httpx over ASGI. All requests run on one event loop in another thread, as they would in a server."""

    def __init__(self, portal: BlockingPortal, app: FastAPI, *, key: str | None = KEY) -> None:
        self.portal, self.app = portal, app
        headers = {} if key is None else {"Authorization": f"Bearer {key}"}
        self._client = httpx.AsyncClient(
            transport=httpx.ASGITransport(app), base_url="http://127.0.0.1", timeout=60, headers=headers
        )

    def request(self, method: str, url: str, **options: Any) -> httpx.Response:
        return self.portal.call(partial(self.request_async, method, url, **options))

    async def request_async(self, method: str, url: str, **options: Any) -> httpx.Response:
        """For use on the event loop itself, e.g. while another request is under way."""
        return await self._client.request(method, url, **options)

    def get(self, url: str, **options: Any) -> httpx.Response:
        return self.request("GET", url, **options)

    def post(self, url: str, **options: Any) -> httpx.Response:
        return self.request("POST", url, **options)

    def ok(self, method: str, url: str, **options: Any) -> Any:
        """The JSON of a request that must succeed."""
        response = self.request(method, url, **options)
        assert response.is_success, response.text
        return response.json()

    def with_key(self, key: str | None) -> "Client":
        """Another client of the same gateway; None sends no key."""
        return Client(self.portal, self.app, key=key)

    def close(self) -> None:
        self.portal.call(self._client.aclose)
        self.app.state.gateway.close()


def assert_problem(response: httpx.Response, status: int, slug: str) -> dict[str, Any]:
    """The body of a response that must be this problem, in the form of RFC 9457."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    problem: dict[str, Any] = response.json()
    assert problem["type"] == f"/problems/{slug}"
    assert problem["status"] == status
    assert problem["title"]
    assert problem["detail"]
    assert problem["request_id"] == response.headers["x-request-id"]
    return problem


def pointers(problem: dict[str, Any]) -> list[str]:
    """Where the problem points."""
    return [error["pointer"] for error in problem["errors"]]
