"""Sessions and requests: nothing is acknowledged that is not stored, and nobody waits for ever."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import anyio
import httpx
import pytest
from sqlalchemy import event, text
from sqlalchemy.orm import Session

from store.db import Database
from tests.service.client import AUTHORIZED, Client, assert_problem


@pytest.fixture
def failing_commit() -> Any:
    """Every commit fails while the test runs, as on a full disk."""

    def fail(session: Session) -> None:
        raise OSError("/var/lib/secret is full")

    event.listen(Session, "before_commit", fail)
    yield
    event.remove(Session, "before_commit", fail)


@pytest.mark.usefixtures("failing_commit")
def test_a_failing_commit_is_an_error_response(client: Client, database: Database) -> None:
    response = client.post("/v1/datasets", json={"name": "streets"})
    assert_problem(response, 500, "internal-error")
    assert "secret" not in response.text
    assert "location" not in response.headers
    assert client.ok("GET", "/v1/datasets")["items"] == []


def test_an_unreachable_table_tells_no_sql(client: Client, database: Database) -> None:
    with database.write() as session:
        session.execute(text("ALTER TABLE datasets RENAME TO elsewhere"))
    response = client.get("/v1/datasets")
    assert response.status_code in {500, 503}
    assert response.headers["content-type"] == "application/problem+json"
    assert "SELECT" not in response.text
    assert "elsewhere" not in response.text
    assert "datasets" not in response.json()["detail"]


def test_many_writers_at_once_all_get_through(client: Client) -> None:
    """More than there are threads and connections: each writer needs a thread to finish in."""
    count = 120

    async def create_all() -> list[httpx.Response]:
        responses: list[httpx.Response] = []

        async def create(number: int) -> None:
            body = {"name": f"set {number}"}
            transport = httpx.ASGITransport(client.app)
            async with httpx.AsyncClient(
                transport=transport, base_url="http://127.0.0.1", headers=AUTHORIZED
            ) as connection:
                responses.append(await connection.post("/v1/datasets", json=body))

        async with anyio.create_task_group() as group:
            for number in range(count):
                group.start_soon(create, number)
        return responses

    assert [response.status_code for response in client.portal.call(create_all)] == [201] * count


def test_of_many_with_one_name_one_wins(client: Client) -> None:
    with ThreadPoolExecutor(8) as threads:
        responses = list(threads.map(lambda _: client.post("/v1/datasets", json={"name": "streets"}), range(8)))
    assert sorted(response.status_code for response in responses) == [201] + [409] * 7
    assert len(client.ok("GET", "/v1/datasets")["items"]) == 1
