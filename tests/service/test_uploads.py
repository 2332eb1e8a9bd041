"""Uploads: streamed in, recorded with their job, and nothing left of a failed one."""

import hashlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from service.gateway import Gateway
from store import uploads
from store.db import Database
from tests.service.client import Client, assert_problem, pointers, sqlite_only
from tests.service.conftest import MakeClient
from tests.service.factories import add_dataset
from tests.service.test_middleware import call


@pytest.fixture
def url(database: Database) -> str:
    return f"/v1/datasets/{add_dataset(database)}/uploads"


def stored_files(gateway: Gateway) -> list[Path]:
    root = gateway.blobs.root
    assert root is not None
    return [path for path in (root / "uploads").rglob("*") if path.is_file()] if root.exists() else []


def test_an_upload_is_stored_with_its_ingest_job(client: Client, gateway: Gateway, url: str) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        for number in range(30):
            yield bytes([number]) * 1_000_000

    response = client.post(url, params={"filename": "été/../one two.zip"}, content=chunks())
    assert response.status_code == 201
    upload = response.json()
    data = b"".join(bytes([number]) * 1_000_000 for number in range(30))
    assert (upload["size_bytes"], upload["sha256"]) == (30_000_000, hashlib.sha256(data).hexdigest())
    assert upload["filename"] == "été/../one two.zip"
    assert client.ok("GET", response.headers["location"]) == upload
    assert client.ok("GET", url)["items"] == [upload]
    job = client.ok("GET", f"/v1/jobs/{upload['job_id']}")
    assert (job["kind"], job["state"]) == ("ingest", "queued")
    assert job["spec"]["source"] == {"type": "upload", "upload_id": upload["id"]}
    with gateway.database.read() as session:
        assert gateway.blobs.get(uploads.get(session, upload["id"]).blob_key) == data


@sqlite_only
def test_ingestion_can_be_left_for_later(client: Client, url: str) -> None:
    upload = client.ok("POST", url, params={"filename": "a.zip", "ingest": "false"}, content=b"zip")
    assert upload["job_id"] is None
    assert client.ok("GET", "/v1/jobs")["items"] == []


@sqlite_only
def test_an_announced_size_above_the_limit_is_not_read(make_client: MakeClient, url: str) -> None:
    client = make_client(max_upload_bytes=1000)
    messages = call(client, "POST", f"{url}?filename=a.zip", {"Content-Length": "1001"}, [])
    assert messages[0]["status"] == 413


@sqlite_only
def test_bytes_are_counted_while_they_come(make_client: MakeClient, url: str) -> None:
    client = make_client(max_upload_bytes=1000)

    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(11):
            yield b"x" * 100

    response = client.post(url, params={"filename": "a.zip"}, content=chunks())
    assert "1000" in assert_problem(response, 413, "content-too-large")["detail"]
    assert nothing_is_left(client, url)
    exact = client.post(url, params={"filename": "a.zip"}, content=b"x" * 1000)
    assert exact.status_code == 201


@sqlite_only
def test_an_upload_may_be_larger_than_any_json(client: Client, url: str) -> None:
    response = client.post(url, params={"filename": "a.zip", "ingest": "false"}, content=b"x" * 9 * 2**20)
    assert response.status_code == 201


@sqlite_only
def test_an_empty_body_is_refused(client: Client, url: str) -> None:
    assert_problem(client.post(url, params={"filename": "a.zip"}), 422, "invalid-request")
    assert nothing_is_left(client, url)


@sqlite_only
def test_a_client_that_goes_away_leaves_nothing(client: Client, url: str) -> None:
    first = {"type": "http.request", "body": b"x" * 20_000_000, "more_body": True}
    call(client, "POST", f"{url}?filename=a.zip", {}, [first, {"type": "http.disconnect"}])
    assert nothing_is_left(client, url)


def test_a_dataset_that_is_deleted_meanwhile_leaves_nothing(client: Client, gateway: Gateway, url: str) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        yield b"first"
        response = await client.request_async("DELETE", url.removesuffix("/uploads"), headers={"If-Match": "*"})
        assert response.status_code == 204
        yield b"second"

    response = client.post(url, params={"filename": "a.zip"}, content=chunks())
    assert_problem(response, 404, "not-found")
    assert stored_files(gateway) == []


def test_a_full_queue_is_told_before_the_bytes_are_read(make_client: MakeClient, url: str) -> None:
    client = make_client(max_queued_jobs=1)
    client.ok("POST", url, params={"filename": "a.zip"}, content=b"zip")
    messages = call(client, "POST", f"{url}?filename=b.zip", {"Content-Length": "5"}, [])
    assert messages[0]["status"] == 429
    assert b"retry-after" in dict(messages[0]["headers"])
    later = client.post(url, params={"filename": "b.zip", "ingest": "false"}, content=b"zip")
    assert later.status_code == 201


@sqlite_only
def test_a_form_is_told_what_to_send(client: Client, url: str) -> None:
    response = client.post(url, params={"filename": "a.zip"}, files={"file": b"zip"})
    problem = assert_problem(response, 415, "unsupported-media-type")
    assert "curl -X POST -T" in problem["detail"]
    curl = {"Content-Type": "application/x-www-form-urlencoded"}  # what curl --data-binary says
    assert client.post(url, params={"filename": "a.zip"}, content=b"zip", headers=curl).status_code == 201


@sqlite_only
@pytest.mark.parametrize("filename", ["", "a\nb", "a\x00b", "x" * 256])
def test_bad_filenames_are_pointed_at(client: Client, url: str, filename: str) -> None:
    response = client.post(url, params={"filename": filename}, content=b"zip")
    assert pointers(assert_problem(response, 422, "invalid-request")) == ["/filename"]


@sqlite_only
def test_a_filename_is_needed(client: Client, url: str) -> None:
    assert pointers(assert_problem(client.post(url, content=b"zip"), 422, "invalid-request")) == ["/filename"]


@sqlite_only
def test_uploads_belong_to_their_dataset(client: Client, database: Database, url: str) -> None:
    location = client.post(url, params={"filename": "a.zip"}, content=b"zip").headers["location"]
    other = add_dataset(database, name="other")
    assert_problem(client.get(f"/v1/datasets/{other}/uploads/{location.rpartition('/')[2]}"), 404, "not-found")
    assert client.ok("GET", f"/v1/datasets/{other}/uploads")["items"] == []


def nothing_is_left(client: Client, url: str) -> bool:
    rows: list[object] = client.ok("GET", url)["items"] + client.ok("GET", "/v1/jobs")["items"]
    return not rows and not stored_files(client.app.state.gateway)
