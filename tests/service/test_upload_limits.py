"""Uploads that would exceed a limit are refused before their bytes are read, at both doors."""

from collections.abc import AsyncIterator

import pytest

from store.db import Database
from tests.service.client import Client, assert_problem, sqlite_only
from tests.service.conftest import MakeClient
from tests.service.factories import add_dataset
from tests.service.test_middleware import call
from tests.service.tus import VERSION, as_resource, begin, begun, offset_of, send


@pytest.fixture
def dataset_id(database: Database) -> str:
    return add_dataset(database)


@sqlite_only
def test_more_than_the_largest_upload_is_refused(make_client: MakeClient, dataset_id: str) -> None:
    client = make_client(max_upload_bytes=1000)
    assert_problem(begin(client, dataset_id, 1001), 413, "content-too-large")
    assert begin(client, dataset_id, 1000).status_code == 201


def test_all_uploads_together_have_a_limit(make_client: MakeClient, dataset_id: str) -> None:
    client = make_client(max_upload_bytes_total=1000)
    url = begun(client, dataset_id, 600)
    assert_problem(begin(client, dataset_id, 401), 429, "quota-exceeded")
    raw = f"/v1/datasets/{dataset_id}/uploads?filename=a.zip"
    announced = call(client, "POST", raw, {"Content-Length": "401"}, [])
    assert announced[0]["status"] == 429

    async def chunks() -> AsyncIterator[bytes]:
        yield b"x" * 401

    assert_problem(client.post(raw, content=chunks()), 429, "quota-exceeded")
    assert begin(client, dataset_id, 400).status_code == 201
    assert client.request("DELETE", url, headers=VERSION).status_code == 204
    assert client.post(raw, content=b"x" * 600).status_code == 201
    assert client.ok("GET", "/v1/limits")["max_upload_bytes_total"] == 1000


def test_a_full_queue_keeps_the_upload_resumable(make_client: MakeClient, dataset_id: str) -> None:
    client = make_client(max_queued_jobs=1)
    first, second = begun(client, dataset_id, 3), begun(client, dataset_id, 3)
    assert send(client, first, 0, b"zip").status_code == 204
    assert_problem(begin(client, dataset_id, 3), 429, "quota-exceeded")
    assert_problem(send(client, second, 0, b"zip"), 429, "quota-exceeded")
    assert (offset_of(client, second), as_resource(client, dataset_id, second)["state"]) == (0, "receiving")


@sqlite_only
def test_a_full_disk_is_told_before_the_bytes_are_sent(
    client: Client, dataset_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = type("Usage", (), {"free": 1000})
    monkeypatch.setattr("shutil.disk_usage", lambda path: usage)
    assert_problem(begin(client, dataset_id, 1001), 507, "storage-full")
    raw = f"/v1/datasets/{dataset_id}/uploads?filename=a.zip"
    assert call(client, "POST", raw, {"Content-Length": "1001"}, [])[0]["status"] == 507
    assert begin(client, dataset_id, 1000).status_code == 201
