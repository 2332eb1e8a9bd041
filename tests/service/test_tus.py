"""Resumable uploads: whatever arrives is counted once, however it arrives."""

import hashlib
from base64 import b64encode
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import anyio
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.chores import Housekeeper
from service.gateway import Gateway
from service.tus import reception
from store import references, uploads
from store.db import Database, now
from tests.service.client import Client, assert_problem, sqlite_only
from tests.service.factories import add_dataset
from tests.service.test_uploads import stored_files
from tests.service.tus import (
    BYTES,
    VERSION,
    as_resource,
    begun,
    contents,
    cut,
    metadata,
    offset_of,
    send,
    status_of,
)


@pytest.fixture
def dataset_id(database: Database) -> str:
    return add_dataset(database)


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Several parts without megabytes."""
    monkeypatch.setattr(reception, "PART_BYTES", 1000)
    monkeypatch.setattr(reception, "_SHORT_BYTES", 250)


@pytest.mark.usefixtures("small_parts")
def test_an_upload_in_pieces_becomes_one_blob_with_its_job(client: Client, gateway: Gateway, dataset_id: str) -> None:
    data = bytes(range(256)) * 50
    url = begun(client, dataset_id, len(data))
    upload, position = as_resource(client, dataset_id, url), 0
    assert (upload["state"], upload["offset"], upload["sha256"]) == ("receiving", 0, None)
    for size in (1, 3000, 10, 20, 1000, len(data)):
        response = send(client, url, position, data[position : position + size])
        position = min(position + size, len(data))
        assert (response.status_code, response.content) == (204, b"")
        assert response.headers["upload-offset"] == str(position)
        assert response.headers["tus-resumable"] == "1.0.0"
        assert offset_of(client, url) == position
    upload = as_resource(client, dataset_id, url)
    assert (upload["state"], upload["offset"], upload["size_bytes"]) == ("complete", len(data), len(data))
    assert upload["sha256"] == hashlib.sha256(data).hexdigest()
    assert contents(gateway, url) == data
    assert len(stored_files(gateway)) == 1, "the parts are gone"
    (listed,) = client.ok("GET", "/v1/jobs")["items"]
    job = client.ok("GET", f"/v1/jobs/{listed['id']}")
    assert job["spec"]["source"] == {"type": "upload", "upload_id": upload["id"]}
    head = client.request("HEAD", url, headers=VERSION)
    assert job["id"] == upload["job_id"] == response.headers["winnow-job"] == head.headers["winnow-job"]


@sqlite_only
@pytest.mark.parametrize("choice", [{"ingest": "false"}, {"purpose": "annotations"}])
def test_a_job_is_started_only_when_wanted(client: Client, dataset_id: str, choice: dict[str, str]) -> None:
    url = begun(client, dataset_id, 3, **choice)
    response = send(client, url, 0, b"zip")
    assert response.status_code == 204
    assert "winnow-job" not in response.headers
    assert as_resource(client, dataset_id, url)["purpose"] == choice.get("purpose", "images")
    assert client.ok("GET", "/v1/jobs")["items"] == []


@sqlite_only
def test_bytes_may_come_with_the_creation(client: Client, gateway: Gateway, dataset_id: str) -> None:
    headers = {**BYTES, "Upload-Length": "6", "Upload-Metadata": metadata(dataset_id=dataset_id, filename="a.zip")}
    some = client.post("/v1/tus", headers=headers, content=b"abc")
    assert (some.status_code, some.headers["upload-offset"]) == (201, "3")
    assert send(client, some.headers["location"], 3, b"def").status_code == 204
    assert contents(gateway, some.headers["location"]) == b"abcdef"
    whole = client.post("/v1/tus", headers=headers, content=b"abcdef")
    assert whole.headers["upload-offset"] == "6"
    assert client.ok("GET", f"/v1/jobs/{whole.headers['winnow-job']}")["state"] == "queued"


@sqlite_only
def test_a_creation_that_fails_with_its_bytes_leaves_nothing(client: Client, gateway: Gateway, dataset_id: str) -> None:
    headers = {**BYTES, "Upload-Length": "6", "Upload-Metadata": metadata(dataset_id=dataset_id, filename="a.zip")}
    wrong = {**headers, "Upload-Checksum": f"sha1 {b64encode(hashlib.sha1(b'other').digest()).decode()}"}
    assert_problem(client.post("/v1/tus", headers=wrong, content=b"abc"), 460, "checksum-mismatch")
    assert_problem(client.post("/v1/tus", headers=headers, content=b"abcdefg"), 413, "content-too-large")
    cut(client, "POST", "/v1/tus", headers | {"Content-Length": "6"}, b"abc")
    no_type = {name: value for name, value in headers.items() if name != "Content-Type"}
    assert_problem(client.post("/v1/tus", headers=no_type, content=b"abc"), 415, "unsupported-media-type")
    assert client.ok("GET", f"/v1/datasets/{dataset_id}/uploads")["items"] == []
    assert stored_files(gateway) == []


@pytest.mark.usefixtures("small_parts")
def test_what_came_before_a_cut_counts(client: Client, gateway: Gateway, dataset_id: str) -> None:
    data = bytes(range(256)) * 20
    url, position = begun(client, dataset_id, len(data)), 0
    for size in (1, 999, 1000, 1001, 2, 1500):
        piece = data[position : position + size]
        cut(client, "PATCH", url, {**BYTES, "Upload-Offset": str(position)}, piece)
        position += size
        assert offset_of(client, url) == position
    assert send(client, url, position, data[position:]).status_code == 204
    assert contents(gateway, url) == data


@sqlite_only
def test_a_cut_behind_the_last_byte_completes_the_upload(client: Client, dataset_id: str) -> None:
    url = begun(client, dataset_id, 3)
    cut(client, "PATCH", url, {**BYTES, "Upload-Offset": "0"}, b"zip")
    assert as_resource(client, dataset_id, url)["state"] == "complete"


@sqlite_only
@pytest.mark.parametrize("algorithm", ["sha1", "sha256"])
def test_only_bytes_with_the_right_checksum_count(
    client: Client, gateway: Gateway, dataset_id: str, algorithm: str
) -> None:
    def checksum(data: bytes) -> dict[str, str]:
        return {"Upload-Checksum": f"{algorithm} {b64encode(hashlib.new(algorithm, data).digest()).decode()}"}

    url = begun(client, dataset_id, 6)
    assert_problem(send(client, url, 0, b"abc", **checksum(b"abd")), 460, "checksum-mismatch")
    assert_problem(send(client, url, 0, b"abcdef", **checksum(b"abc")), 460, "checksum-mismatch")
    cut(client, "PATCH", url, {**BYTES, "Upload-Offset": "0", **checksum(b"abcdef")}, b"abc")
    assert (offset_of(client, url), stored_files(gateway)) == (0, [])
    assert send(client, url, 0, b"abc", **checksum(b"abc")).headers["upload-offset"] == "3"
    assert send(client, url, 3, b"def", **checksum(b"def")).headers["upload-offset"] == "6"
    assert contents(gateway, url) == b"abcdef"


@sqlite_only
def test_bytes_go_where_the_upload_ends_and_nowhere_else(client: Client, dataset_id: str) -> None:
    url = begun(client, dataset_id, 6)
    assert_problem(send(client, url, 1, b"a"), 409, "conflict")
    send(client, url, 0, b"abc")
    assert_problem(send(client, url, 0, b"abc"), 409, "conflict")
    assert_problem(send(client, url, 3, b"defg"), 413, "content-too-large")
    assert offset_of(client, url) == 3
    assert send(client, url, 3, b"").headers["upload-offset"] == "3"
    send(client, url, 3, b"def")
    assert send(client, url, 6, b"").status_code == 204
    assert_problem(send(client, url, 6, b"g"), 413, "content-too-large")
    assert_problem(send(client, url, 0, b"abcdef"), 409, "conflict")


@sqlite_only
@pytest.mark.usefixtures("small_parts")
def test_too_many_bytes_of_unknown_number_end_at_the_last_whole_part(client: Client, dataset_id: str) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(30):
            yield b"x" * 100

    url = begun(client, dataset_id, 2500)
    assert_problem(send(client, url, 0, chunks()), 413, "content-too-large")
    assert offset_of(client, url) == 2000
    assert as_resource(client, dataset_id, url)["state"] == "receiving"


def test_of_two_requests_at_once_one_counts(client: Client, gateway: Gateway, dataset_id: str) -> None:
    url, answers = begun(client, dataset_id, 6), []

    async def patch(content: Any) -> None:
        headers = {**BYTES, "Upload-Offset": "0"}
        answers.append(await client.request_async("PATCH", url, headers=headers, content=content))

    async def slow() -> AsyncIterator[bytes]:
        yield b"ABC"
        await patch(b"abcdef")  # another one comes and is done in the meantime
        yield b"DEF"

    client.portal.call(patch, slow())
    assert [answer.status_code for answer in answers] == [204, 409]
    assert contents(gateway, url) == b"abcdef"
    assert len(stored_files(gateway)) == 1
    assert len(client.ok("GET", "/v1/jobs")["items"]) == 1


@pytest.mark.usefixtures("small_parts")
def test_many_requests_at_once_make_one_upload(client: Client, gateway: Gateway, dataset_id: str) -> None:
    data = bytes(range(256)) * 12
    url = begun(client, dataset_id, len(data))
    send(client, url, 0, data[:100])
    statuses: list[int] = []

    async def patch(content: bytes) -> None:
        headers = {**BYTES, "Upload-Offset": "100"}
        statuses.append((await client.request_async("PATCH", url, headers=headers, content=content)).status_code)

    async def patch_all() -> None:
        async with anyio.create_task_group() as group:
            for _ in range(6):
                group.start_soon(patch, data[100:])

    client.portal.call(patch_all)
    assert sorted(statuses) == [204, 409, 409, 409, 409, 409]
    assert contents(gateway, url) == data
    assert len(stored_files(gateway)) == 1


@sqlite_only
@pytest.mark.usefixtures("small_parts")
def test_parts_are_joined_once_at_a_time(client: Client, gateway: Gateway, dataset_id: str) -> None:
    url = begun(client, dataset_id, 3000)
    gateway.joining.add(url.rpartition("/")[2])  # as while an impatient client's first request is still at it
    assert "being completed" in assert_problem(send(client, url, 0, b"x" * 3000), 409, "conflict")["detail"]
    gateway.joining.clear()
    assert send(client, url, 2000, b"x" * 1000).status_code == 204
    assert (gateway.joining, contents(gateway, url)) == (set(), b"x" * 3000)


@pytest.mark.usefixtures("small_parts")
def test_a_terminated_upload_leaves_nothing(client: Client, gateway: Gateway, dataset_id: str) -> None:
    url = begun(client, dataset_id, 5000)
    send(client, url, 0, b"x" * 2500)
    assert client.request("DELETE", url, headers=VERSION).status_code == 204
    assert stored_files(gateway) == []
    assert status_of(client, url) == 404
    assert_problem(client.request("DELETE", url, headers=VERSION), 404, "not-found")
    assert_problem(send(client, url, 2500, b"x"), 404, "not-found")


def test_a_request_whose_upload_is_terminated_meanwhile_leaves_nothing(
    client: Client, gateway: Gateway, dataset_id: str
) -> None:
    url = begun(client, dataset_id, 6)

    async def chunks() -> AsyncIterator[bytes]:
        yield b"abc"
        await client.request_async("DELETE", url, headers=VERSION)
        yield b"def"

    assert_problem(send(client, url, 0, chunks()), 404, "not-found")
    assert stored_files(gateway) == []


@sqlite_only
def test_a_complete_upload_belongs_to_its_job(client: Client, gateway: Gateway, dataset_id: str) -> None:
    url = begun(client, dataset_id, 3)
    send(client, url, 0, b"zip")
    assert_problem(client.request("DELETE", url, headers=VERSION), 409, "conflict")
    assert contents(gateway, url) == b"zip"


def expire(database: Database, url: str) -> None:
    with database.write() as session:
        uploads.get(session, url.rpartition("/")[2]).expires_at = now(session) - timedelta(seconds=1)


@pytest.mark.usefixtures("small_parts")
def test_an_expired_upload_is_gone(client: Client, gateway: Gateway, dataset_id: str) -> None:
    url = begun(client, dataset_id, 5000)
    send(client, url, 0, b"x" * 2500)
    expire(gateway.database, url)
    assert status_of(client, url) == 410
    assert_problem(send(client, url, 2500, b"x"), 410, "gone")
    assert Housekeeper(gateway.settings, gateway.database, gateway.blobs).uploads() == 1
    assert stored_files(gateway) == []
    assert status_of(client, url) == 404


@sqlite_only
def test_every_piece_prolongs_the_upload(client: Client, gateway: Gateway, dataset_id: str) -> None:
    url = begun(client, dataset_id, 6)
    with gateway.database.write() as session:
        soon = now(session) + timedelta(minutes=1)
        uploads.get(session, url.rpartition("/")[2]).expires_at = soon
    assert parsedate_to_datetime(send(client, url, 0, b"abc").headers["upload-expires"]) > soon


@pytest.mark.usefixtures("small_parts")
def test_housekeeping_knows_the_parts_in_use(client: Client, gateway: Gateway, dataset_id: str) -> None:
    url = begun(client, dataset_id, 5000)
    send(client, url, 0, b"x" * 2500)
    root = gateway.blobs.root
    assert root is not None
    keys = [path.relative_to(root).as_posix() for path in stored_files(gateway)]
    orphan = f"{keys[0][:-1]}{'1' if keys[0].endswith('0') else '0'}"
    assert len(keys) == 3
    with gateway.database.read() as session:
        assert references.unnamed(session, [*keys, orphan]) == [orphan]


@sqlite_only
@pytest.mark.usefixtures("small_parts")
def test_small_requests_do_not_make_many_parts(client: Client, gateway: Gateway, dataset_id: str) -> None:
    url = begun(client, dataset_id, 1000)
    for position in range(0, 900, 10):
        send(client, url, position, b"0123456789")
    assert len(stored_files(gateway)) <= 4
    send(client, url, 900, b"0123456789" * 10)
    assert contents(gateway, url) == b"0123456789" * 100


def test_the_dataset_has_to_stay(client: Client, dataset_id: str, gateway: Gateway) -> None:
    url = begun(client, dataset_id, 6)
    send(client, url, 0, b"abc")
    assert client.request("DELETE", f"/v1/datasets/{dataset_id}", headers={"If-Match": "*"}).status_code == 204
    assert_problem(send(client, url, 3, b"def"), 404, "not-found")
    assert client.ok("GET", "/v1/jobs")["items"] == []


Schedule = list[tuple[str, int]]


@sqlite_only
@pytest.mark.usefixtures("small_parts")
@given(st.lists(st.tuples(st.sampled_from(["send", "cut", "wrong", "twice"]), st.integers(1, 2600)), max_size=8))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_however_it_is_sent_the_bytes_are_the_same(
    client: Client, gateway: Gateway, dataset_id: str, schedule: Schedule
) -> None:
    data = bytes(range(256)) * 20
    url, position = begun(client, dataset_id, len(data)), 0
    actions: dict[str, Callable[[bytes], object]] = {
        "send": lambda piece: send(client, url, position, piece),
        "cut": lambda piece: cut(client, "PATCH", url, {**BYTES, "Upload-Offset": str(position)}, piece),
        "wrong": lambda piece: send(client, url, position, piece, **{"Upload-Checksum": "sha1 " + "A" * 27 + "="}),
        "twice": lambda piece: [send(client, url, position, piece) for _ in range(2)],
    }
    for action, size in [*schedule, ("send", len(data))]:
        piece = data[position : position + size]
        if not piece:
            break
        actions[action](piece)
        position += 0 if action == "wrong" else len(piece)
        assert offset_of(client, url) == position
    assert as_resource(client, dataset_id, url)["sha256"] == hashlib.sha256(data).hexdigest()
    assert contents(gateway, url) == data
