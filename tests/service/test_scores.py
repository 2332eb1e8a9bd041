"""Scores over HTTP: listed, counted in bins, walked in order, downloaded."""

import struct
from collections.abc import Sequence
from typing import Any

import pytest

from service.gateway import Gateway
from store import references, scores
from store.annotations import AnnotationTask
from store.blobs import artifact_key
from store.db import Database, now
from store.ids import new_id
from store.jobs import control
from store.scores import BINS, Score
from tests.service.client import Client, assert_problem, pointers
from tests.service.factories import add_dataset, add_samples, claim, embed_spec, finish, submit_job

NUMBERS = [0.5, 0.25, float("nan"), 1.0, 0.5, 0.0]


def add_score(
    gateway: Gateway, dataset_id: str, *, name: str = "margin", numbers: Sequence[float] = NUMBERS, **columns: Any
) -> str:
    """As the score job leaves one behind."""
    job_id = submit_job(gateway.database, embed_spec(dataset_id))
    finish(gateway.database, claim(gateway.database))
    key, score_id = artifact_key(job_id, 1, "values"), new_id("scr")
    known = sorted((number, position) for position, number in enumerate(numbers) if number == number)
    gateway.blobs.put(key, struct.pack(f"<{len(numbers)}f", *numbers))
    gateway.blobs.put(f"{key}.ranking", b"".join(struct.pack("<If", position, number) for number, position in known))
    counts = [0] * BINS
    for number, _ in known:
        counts[min(int(number * BINS), BINS - 1)] += 1
    with gateway.database.write() as session:
        session.add(
            Score(
                id=score_id, dataset_id=dataset_id, dataset_version=1, job_id=job_id, name=name, count=len(numbers),
                valid_count=len(known), minimum=0.0, maximum=1.0, mean=0.45, std=0.3, histogram=counts,
                parameters={"type": "predictions"}, blob_key=key, ranking_key=f"{key}.ranking",
                size_bytes=4 * len(numbers), sha256="0" * 64, created_at=now(session), **columns,
            )
        )  # fmt: skip
    return score_id


@pytest.fixture
def dataset(database: Database) -> tuple[str, list[str]]:
    dataset_id = add_dataset(database)
    return dataset_id, add_samples(database, dataset_id, [f"{position}.jpg" for position in range(6)])


def walk(client: Client, score_id: str, **params: Any) -> list[tuple[int, float]]:
    """(position, number) of all pages."""
    found: list[tuple[int, float]] = []
    while True:
        page = client.ok("GET", f"/v1/scores/{score_id}/samples", params={"limit": 2, **params})
        found += [(item["sample"]["position"], item["score"]) for item in page["items"]]
        if page["next_cursor"] is None:
            return found
        params["cursor"] = page["next_cursor"]


def test_listing_and_one(client: Client, gateway: Gateway, dataset: tuple[str, list[str]]) -> None:
    first, second = (add_score(gateway, dataset[0], name=name) for name in ("margin", "entropy"))
    other = add_dataset(gateway.database, name="other")
    listed = client.ok("GET", "/v1/scores", params={"dataset_id": dataset[0]})["items"]
    assert [score["id"] for score in listed] == [second, first]
    assert client.ok("GET", "/v1/scores", params={"dataset_id": other})["items"] == []
    (only,) = client.ok("GET", "/v1/scores", params={"name": "margin"})["items"]
    assert only == client.ok("GET", f"/v1/scores/{first}")
    assert (only["count"], only["valid_count"], only["mean"]) == (6, 5, 0.45)
    assert_problem(client.get("/v1/scores/scr_" + "0" * 26), 404, "not-found")


def test_samples_in_order_of_their_number(client: Client, gateway: Gateway, dataset: tuple[str, list[str]]) -> None:
    score_id = add_score(gateway, dataset[0])
    assert walk(client, score_id) == [(3, 1.0), (4, 0.5), (0, 0.5), (1, 0.25), (5, 0.0)]
    assert walk(client, score_id, order="ascending") == [(5, 0.0), (1, 0.25), (0, 0.5), (4, 0.5), (3, 1.0)]
    assert walk(client, score_id, minimum=0.25, maximum=0.5) == [(4, 0.5), (0, 0.5), (1, 0.25)]
    assert walk(client, score_id, order="ascending", minimum=0.3) == [(0, 0.5), (4, 0.5), (3, 1.0)]
    assert walk(client, score_id, minimum=2) == []
    url = f"/v1/datasets/{dataset[0]}/samples/{dataset[1][4]}"
    assert client.request("DELETE", url).status_code == 204
    assert walk(client, score_id) == [(3, 1.0), (0, 0.5), (1, 0.25), (5, 0.0)]


def test_cursors_of_other_orders_are_refused(client: Client, gateway: Gateway, dataset: tuple[str, list[str]]) -> None:
    url = f"/v1/scores/{add_score(gateway, dataset[0])}/samples"
    cursor = client.ok("GET", url, params={"limit": 1})["next_cursor"]
    answer = client.get(url, params={"cursor": cursor, "order": "ascending"})
    assert pointers(assert_problem(answer, 422, "invalid-request")) == ["/cursor"]


def test_histograms(client: Client, gateway: Gateway, dataset: tuple[str, list[str]]) -> None:
    url = f"/v1/scores/{add_score(gateway, dataset[0])}/histogram"
    eight = client.ok("GET", url, params={"bins": 8})
    assert eight == {"minimum": 0, "maximum": 1, "counts": [1, 0, 1, 0, 2, 0, 0, 1], "missing": 1}
    assert len(client.ok("GET", url)["counts"]) == 32
    assert_problem(client.get(url, params={"bins": 7}), 422, "invalid-request")


def test_the_numbers_as_they_are(client: Client, gateway: Gateway, dataset: tuple[str, list[str]]) -> None:
    answer = client.get(f"/v1/scores/{add_score(gateway, dataset[0])}/download")
    assert struct.unpack("<6f", answer.content) == pytest.approx(NUMBERS, nan_ok=True)
    assert answer.headers["etag"]


def test_a_score_job_is_admitted_and_wired(client: Client, gateway: Gateway, dataset: tuple[str, list[str]]) -> None:
    source = {"type": "embedding", "embedding": "$embed"}
    jobs = {
        "embed": embed_spec(dataset[0]),
        "score": {"kind": "score", "dataset_id": dataset[0], "source": source},
    }
    pipeline = client.ok("POST", "/v1/jobs", json={"kind": "pipeline", "dataset_id": dataset[0], "jobs": jobs})
    children = {child["child_name"]: child["id"] for child in pipeline["children"]}
    embedding_id = "emb_" + "1" * 26
    finish(gateway.database, claim(gateway.database), {"embedding_id": embedding_id})
    with gateway.database.read() as session:
        score = control.get(session, children["score"])
    assert (score.blocked_by, score.spec["source"]["embedding"]) == (0, embedding_id)
    jobs["embed"] = {"kind": "ingest", "dataset_id": dataset[0], "source": {"type": "folder", "path": "/x"}}
    answer = client.post("/v1/jobs", json={"kind": "pipeline", "dataset_id": dataset[0], "jobs": jobs})
    assert "jobs.score.source.embedding needs a embed" in assert_problem(answer, 422, "invalid-request")["detail"]


def test_housekeeping_knows_the_files(gateway: Gateway, dataset: tuple[str, list[str]]) -> None:
    score_id = add_score(gateway, dataset[0])
    with gateway.database.read() as session:
        score = session.get_one(Score, score_id)
        keys = [score.blob_key, score.ranking_key, f"{score.blob_key}.other"]
        assert references.unnamed(session, keys) == keys[2:]


def test_the_newest_score_of_a_name_is_found(gateway: Gateway, dataset: tuple[str, list[str]]) -> None:
    with gateway.database.write() as session:
        task = AnnotationTask(
            id=new_id("task"), dataset_id=dataset[0], name="detector", role="prediction", type="object-detection",
            categories=[], count=0, created_at=now(session), updated_at=now(session),
        )  # fmt: skip
        session.add(task)
    old, new = (add_score(gateway, dataset[0]) for _ in range(2))
    boxes = add_score(gateway, dataset[0], name="margin_max", task_id=task.id)
    with gateway.database.read() as session:

        def find(name: str, **options: Any) -> str | None:
            found = scores.find(session, dataset[0], name, **options)
            return None if found is None else found.id

        assert find("margin") == boxes != new != old
        assert find("uncertainty_margin", task="detector") == boxes
        assert find("entropy") is None
        assert scores.names(session, dataset[0]) == ["margin", "margin_max"]
        score = scores.get(session, new)
    assert scores.value(gateway.blobs, score, 1) == 0.25
    assert scores.value(gateway.blobs, score, 2) is None
    assert scores.value(gateway.blobs, score, 60) is None
