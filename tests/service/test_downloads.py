"""Checkpoints, embeddings, subsets and exports: listed, and sent whole or in part."""

import hashlib

import pytest

from service.gateway import Gateway
from store import exports
from store.db import Database, now
from tests.service.client import Client, assert_problem, pointers, sqlite_only
from tests.service.factories import Finished, add_dataset

MATRIX = bytes(range(256)) * 64


@pytest.fixture
def made(database: Database, gateway: Gateway) -> Finished:
    return Finished(database, gateway.blobs)


def test_everything_is_listed_by_what_it_belongs_to(client: Client, database: Database, made: Finished) -> None:
    other = add_dataset(database, name="other")
    for name, identifier in {
        "checkpoints": made.checkpoint_id,
        "embeddings": made.embedding_id,
        "subsets": made.subset_id,
    }.items():
        (item,) = client.ok("GET", f"/v1/{name}", params={"dataset_id": made.dataset_id})["items"]
        assert item == client.ok("GET", f"/v1/{name}/{identifier}")
        assert item["id"] == identifier
        assert not {"blob_key", "state_key", "manifest_key"} & item.keys()
        assert client.ok("GET", f"/v1/{name}", params={"dataset_id": other})["items"] == []
    (export,) = client.ok("GET", "/v1/exports", params={"subset_id": made.subset_id})["items"]
    assert export == client.ok("GET", f"/v1/exports/{made.export_id}")
    assert client.ok("GET", "/v1/exports", params={"subset_id": "sub_" + "0" * 26})["items"] == []


@sqlite_only
def test_files_are_sent_whole(client: Client, made: Finished) -> None:
    for path, data, filename in [
        (f"checkpoints/{made.checkpoint_id}/download", b"weights" * 1000, f"{made.checkpoint_id}.safetensors"),
        (f"embeddings/{made.embedding_id}/download", MATRIX, f"{made.embedding_id}.npy"),
        (f"embeddings/{made.embedding_id}/manifest", b'{"rows": 8}', f"{made.embedding_id}-manifest.json"),
        (f"exports/{made.export_id}/download", b"rank,filename\n0,5.jpg\n", "erste%20H%C3%A4ppchen.csv"),
    ]:
        response = client.get(f"/v1/{path}")
        assert response.content == data
        assert response.headers["content-length"] == str(len(data))
        assert response.headers["content-disposition"] == f"attachment; filename*=UTF-8''{filename}"
    assert response.headers["content-type"].startswith("text/csv")
    assert response.headers["etag"] == f'"{hashlib.sha256(data).hexdigest()}"'


@sqlite_only
@pytest.mark.parametrize(
    ("header", "start", "stop"),
    [
        ("bytes=0-0", 0, 1),
        ("bytes=100-199", 100, 200),
        ("bytes=16000-", 16000, 16384),
        ("bytes=-10", 16374, 16384),
        ("bytes=-99999", 0, 16384),
        ("bytes=16383-99999", 16383, 16384),
    ],
)
def test_a_range_is_sent_alone(client: Client, made: Finished, header: str, start: int, stop: int) -> None:
    response = client.get(f"/v1/embeddings/{made.embedding_id}/download", headers={"Range": header})
    assert response.status_code == 206
    assert response.content == MATRIX[start:stop]
    assert response.headers["content-range"] == f"bytes {start}-{stop - 1}/16384"
    assert response.headers["content-length"] == str(stop - start)


@sqlite_only
@pytest.mark.parametrize("header", ["bytes=", "bytes=-", "bytes=5-2", "bytes=0-1,3-4", "lines=1-2", "bytes=x-"])
def test_what_is_no_single_range_is_ignored(client: Client, made: Finished, header: str) -> None:
    response = client.get(f"/v1/embeddings/{made.embedding_id}/download", headers={"Range": header})
    assert (response.status_code, len(response.content)) == (200, 16384)


@sqlite_only
@pytest.mark.parametrize("header", ["bytes=16384-", "bytes=99999-100000", "bytes=-0"])
def test_a_range_outside_of_the_file_is_refused(client: Client, made: Finished, header: str) -> None:
    response = client.get(f"/v1/embeddings/{made.embedding_id}/download", headers={"Range": header})
    assert_problem(response, 416, "range-not-satisfiable")
    assert response.headers["content-range"] == "bytes */16384"


@sqlite_only
def test_a_range_of_another_version_is_not_mixed_in(client: Client, made: Finished) -> None:
    url = f"/v1/embeddings/{made.embedding_id}/download"
    tag = client.get(url).headers["etag"]
    assert client.get(url, headers={"Range": "bytes=0-9", "If-Range": tag}).status_code == 206
    assert client.get(url, headers={"Range": "bytes=0-9", "If-Range": '"old"'}).status_code == 200
    assert client.get(url, headers={"If-None-Match": tag}).status_code == 304


@sqlite_only
def test_lost_bytes_are_a_problem_and_no_empty_file(client: Client, gateway: Gateway, made: Finished) -> None:
    with gateway.database.read() as session:
        gateway.blobs.delete(exports.get(session, made.export_id).blob_key)
    assert_problem(client.get(f"/v1/exports/{made.export_id}/download"), 404, "not-found")


def test_an_expired_export_is_gone(client: Client, database: Database, made: Finished) -> None:
    with database.write() as session:
        exports.get(session, made.export_id).expires_at = now(session)
    assert_problem(client.get(f"/v1/exports/{made.export_id}/download"), 404, "not-found")
    assert client.ok("GET", "/v1/exports")["items"] == []


def test_the_picks_of_a_subset_come_in_order(client: Client, made: Finished) -> None:
    first = client.get(f"/v1/subsets/{made.subset_id}/samples", params={"limit": 2})
    second = client.get(first.headers["link"].partition("<")[2].partition(">")[0])
    picks = first.json()["items"] + second.json()["items"]
    assert [(pick["rank"], pick["gain"], pick["reason"]) for pick in picks] == [
        (0, 1.5, "far"),
        (1, 0.5, "near"),
        (2, None, "last"),
    ]
    assert [pick["sample"]["id"] for pick in picks] == [made.sample_ids[i] for i in (5, 0, 3)]
    assert second.json()["next_cursor"] is None


def test_an_export_is_a_job(client: Client, made: Finished) -> None:
    url = f"/v1/subsets/{made.subset_id}/exports"
    response = client.post(url, json={"exporter": {"name": "label_studio"}}, headers={"Idempotency-Key": "k"})
    assert response.status_code == 202
    job = client.ok("GET", response.headers["location"])
    assert (job["kind"], job["spec"]["subset"], job["spec"]["exporter"]["name"]) == (
        "export", made.subset_id, "label_studio",
    )  # fmt: skip
    again = client.post(url, json={"exporter": {"name": "label_studio"}}, headers={"Idempotency-Key": "k"})
    assert again.headers["location"] == response.headers["location"]
    problem = assert_problem(client.post(url, json={"exporter": {"name": "paper"}}), 422, "invalid-request")
    assert pointers(problem) == ["/exporter/name"]
    unknown = client.post(f"/v1/subsets/sub_{'0' * 26}/exports", json={})
    assert_problem(unknown, 404, "not-found")
