"""Previews over HTTP: the picture when it is quick, the job when it is not."""

import hashlib
import threading
import time
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from service.chores import Housekeeper
from store.blobs import Blobs, artifact_key
from store.db import Database
from store.jobs import control
from store.jobs.queue import Lease
from store.jobs.tables import Job
from store.settings import Settings
from tests.service.client import Client, assert_problem, pointers, sqlite_only
from tests.service.factories import add_dataset, add_samples, claim, fail, finish

PICTURE = b"\x89PNG\r\n\x1a\n and so on"


@pytest.fixture
def dataset_id(database: Database) -> str:
    dataset_id = add_dataset(database)
    add_samples(database, dataset_id, ["a.jpg", "b.jpg"])
    return dataset_id


@pytest.fixture
def body(client: Client, dataset_id: str) -> dict[str, Any]:
    (first, _) = client.ok("GET", f"/v1/datasets/{dataset_id}/samples")["items"]
    return {"dataset_id": dataset_id, "sample_id": first["id"], "transform": {"domain": "aerial"}}


def publish(database: Database, blobs: Blobs, lease: Lease) -> None:
    """What the worker does at the end."""
    blobs.put(artifact_key(lease.job_id, lease.token, "preview.png"), PICTURE)
    digest = hashlib.sha256(PICTURE).hexdigest()
    artifact = {"name": "preview.png", "media_type": "image/png", "size_bytes": len(PICTURE), "sha256": digest}
    finish(database, lease, {"artifacts": [artifact]})


def test_the_picture_comes_with_the_answer_when_it_is_quick(
    client: Client, database: Database, blobs: Blobs, body: dict[str, Any]
) -> None:
    def work() -> None:
        while True:
            with database.read() as session:
                if session.scalars(select(Job)).first() is not None:
                    break
            time.sleep(0.05)
        publish(database, blobs, claim(database))

    worker = threading.Thread(target=work)
    worker.start()
    answer = client.post("/v1/transforms/preview", json=body, headers={"Prefer": "wait=30"})
    worker.join()
    assert (answer.status_code, answer.headers["content-type"], answer.content) == (200, "image/png", PICTURE)
    job = client.ok("GET", answer.headers["location"])
    assert (job["kind"], job["state"], job["queue"]) == ("preview", "succeeded", "cpu")
    assert client.get(answer.headers["content-location"]).content == PICTURE


def test_a_caller_who_does_not_wait_gets_the_job(client: Client, body: dict[str, Any]) -> None:
    for prefer in ("respond-async", "wait=0", 'handling=lenient, wait="0"'):
        answer = client.post("/v1/transforms/preview", json=body, headers={"Prefer": prefer})
        assert answer.status_code == 202
        assert client.ok("GET", answer.headers["location"]) == answer.json()
        assert answer.json()["state"] == "queued"


def test_a_preview_that_fails_says_why(client: Client, database: Database, body: dict[str, Any]) -> None:
    job_id = client.post("/v1/transforms/preview", json=body, headers={"Prefer": "wait=0"}).json()["id"]
    fail(database, claim(database))
    assert client.ok("GET", f"/v1/jobs/{job_id}")["state"] == "failed"
    failing = threading.Timer(1.5, lambda: fail(database, claim(database)))
    failing.start()
    answer = client.post("/v1/transforms/preview", json=body, headers={"Prefer": "wait=30"})
    failing.join()
    assert "For this reason." in assert_problem(answer, 422, "invalid-request")["detail"]
    assert client.ok("GET", answer.headers["location"])["state"] == "failed"


@sqlite_only
@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        ({"sample_id": "smp_" + "0" * 26}, "/sample_id"),
        ({"transform": {"query": {"ops": [{"op": "horizontal_flop"}]}}}, "/transform/query/ops/0/op"),
        ({"transform": {"preset": "byol", "domain": "space"}}, "/transform/domain"),
        ({"n_views": 64, "image_size": 1024}, ""),
        ({"n_views": 0}, "/n_views"),
    ],
)
def test_what_cannot_be_drawn_is_pointed_at(
    client: Client, body: dict[str, Any], wrong: dict[str, Any], pointer: str
) -> None:
    answer = client.post("/v1/transforms/preview", json=body | wrong)
    assert pointers(assert_problem(answer, 422, "invalid-request")) == [pointer]


@sqlite_only
def test_a_corrupt_sample_is_pointed_at(client: Client, database: Database, body: dict[str, Any]) -> None:
    (broken,) = add_samples(database, body["dataset_id"], ["c.jpg"], status="corrupt")
    answer = client.post("/v1/transforms/preview", json=body | {"sample_id": broken})
    assert pointers(assert_problem(answer, 422, "invalid-request")) == ["/sample_id"]


def test_old_previews_go_with_their_pictures(
    client: Client, database: Database, blobs: Blobs, body: dict[str, Any]
) -> None:
    first = client.post("/v1/transforms/preview", json=body, headers={"Prefer": "wait=0"}).json()["id"]
    lease = claim(database)
    publish(database, blobs, lease)
    waiting = client.post("/v1/transforms/preview", json=body, headers={"Prefer": "wait=0"}).json()["id"]
    key = artifact_key(first, lease.token, "preview.png")
    assert Housekeeper(Settings(), database, blobs).previews() == 0
    assert blobs.exists(key)
    assert Housekeeper(Settings(preview_lifetime=timedelta(0)), database, blobs).previews() == 1
    assert not blobs.exists(key)
    assert client.get(f"/v1/jobs/{first}").status_code == 404
    with database.read() as session:
        assert control.get(session, waiting).kind == "preview"
