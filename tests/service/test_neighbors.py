"""Neighbours over HTTP: out of the stored graph at once, by a job otherwise."""

import struct
from typing import Any

import pytest

from service.gateway import Gateway
from store.blobs import artifact_key
from store.db import now
from store.jobs import control
from store.neighbor_graphs import MISSING, NeighborGraph
from tests.service.client import Client, assert_problem, pointers
from tests.service.factories import Finished

# Every sample is nearest to the next ones, at distances 0.5, 1 and 1.5; the last one has two neighbours only.
K = 3


def add_graph(gateway: Gateway, finished: Finished) -> None:
    rows = b""
    for position in range(8):
        others = [(position + step) % 8 for step in (1, 2, 3)]
        distances = [0.5, 1.0, 1.5]
        if position == 7:
            others[2], distances[2] = MISSING, float("inf")
        rows += struct.pack(f"<{K}I{K}f", *others, *distances)
    key = artifact_key(finished.job_id, 1, "neighbors.bin")
    gateway.blobs.put(key, rows)
    with gateway.database.write() as session:
        session.add(
            NeighborGraph(
                embedding_id=finished.embedding_id, job_id=finished.job_id, count=8, k=K, method="exact", recall=1.0,
                blob_key=key, size_bytes=len(rows), sha256="0" * 64, created_at=now(session),
            )
        )  # fmt: skip


@pytest.fixture
def finished(gateway: Gateway) -> Finished:
    return Finished(gateway.database, gateway.blobs)


def found(answer: dict[str, Any]) -> list[tuple[int, float]]:
    return [(item["sample"]["position"], item["distance"]) for item in answer["items"]]


def test_out_of_the_stored_graph(client: Client, gateway: Gateway, finished: Finished) -> None:
    url = f"/v1/embeddings/{finished.embedding_id}/neighbors"
    params: dict[str, Any] = {"sample_id": finished.sample_ids[2]}
    assert "POST a search" in assert_problem(client.get(url, params=params), 409, "conflict")["detail"]
    add_graph(gateway, finished)
    answer = client.ok("GET", url, params=params | {"limit": 2})
    assert (found(answer), answer["complete"]) == ([(3, 0.5), (4, 1.0)], True)
    answer = client.ok("GET", url, params=params | {"filename_prefix": "5", "limit": 1})
    assert (found(answer), answer["complete"]) == ([(5, 1.5)], True)
    answer = client.ok("GET", url, params=params | {"filename_prefix": "5"})
    assert (found(answer), answer["complete"]) == ([(5, 1.5)], False)
    deleted = f"/v1/datasets/{finished.dataset_id}/samples/{finished.sample_ids[3]}"
    assert client.request("DELETE", deleted).status_code == 204
    assert found(client.ok("GET", url, params=params)) == [(4, 1.0), (5, 1.5)]
    assert found(client.ok("GET", url, params={"sample_id": finished.sample_ids[7]})) == [(0, 0.5), (1, 1.0)]
    assert_problem(client.get(url, params={"sample_id": "smp_" + "0" * 26}), 404, "not-found")
    assert_problem(client.get(url), 422, "invalid-request")


def test_a_search_that_the_graph_answers_makes_no_job(client: Client, gateway: Gateway, finished: Finished) -> None:
    add_graph(gateway, finished)
    url = f"/v1/embeddings/{finished.embedding_id}/neighbors"
    body = {"query": {"type": "sample", "sample_id": finished.sample_ids[0]}, "limit": 2}
    answer = client.post(url, json=body)
    assert (answer.status_code, found(answer.json())) == (200, [(1, 0.5), (2, 1.0)])
    assert len(client.ok("GET", "/v1/jobs", params={"kind": "neighbors"})["items"]) == 0


@pytest.mark.parametrize(
    "body",
    [
        {"query": {"type": "sample"}, "limit": 2, "where": {"filename_prefix": "5"}},
        {"query": {"type": "sample"}, "limit": 7},
        {"query": {"type": "vector", "vector": [1.0] * 512}},
    ],
)
def test_what_the_graph_cannot_answer_becomes_a_job(
    client: Client, gateway: Gateway, finished: Finished, body: dict[str, Any]
) -> None:
    add_graph(gateway, finished)
    if body["query"]["type"] == "sample":
        body = body | {"query": {"type": "sample", "sample_id": finished.sample_ids[2]}}
    answer = client.post(f"/v1/embeddings/{finished.embedding_id}/neighbors", json=body)
    assert answer.status_code == 202
    assert answer.headers["location"] == f"/v1/jobs/{answer.json()['id']}"
    with gateway.database.read() as session:
        spec = control.get(session, answer.json()["id"]).spec
    assert spec["kind"] == "neighbors"
    assert spec["query"] == body["query"]
    assert (spec["where"] or {}).get("filename_prefix") == body.get("where", {}).get("filename_prefix")


def test_without_a_graph_a_job_builds_it(client: Client, finished: Finished) -> None:
    body = {"query": {"type": "sample", "sample_id": finished.sample_ids[0]}}
    assert client.post(f"/v1/embeddings/{finished.embedding_id}/neighbors", json=body).status_code == 202


def test_searches_that_cannot_work(client: Client, finished: Finished) -> None:
    url = f"/v1/embeddings/{finished.embedding_id}/neighbors"
    for body, pointer in (
        ({"query": {"type": "vector", "vector": [1.0]}}, "/query/vector"),
        ({"query": {"type": "sample", "sample_id": "smp_" + "0" * 26}}, "/query/sample_id"),
        ({"query": {"type": "image", "upload_id": "up_" + "0" * 26}}, "/query/upload_id"),
        ({"query": {"type": "picture"}}, "/query/type"),
        ({"query": {"type": "vector", "vector": [1.0]}, "where": {"lable": ["x"]}}, "/where/lable"),
    ):
        assert pointers(assert_problem(client.post(url, json=body), 422, "invalid-request")) == [pointer]
