"""Logs, metrics and ingest reports."""

import json
import re
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from service.jobs.downsampling import collect, thin
from store import ingest_items
from store.db import Database
from store.jobs import events, queue
from tests.service.client import Client, sqlite_only
from tests.service.factories import add_dataset, add_samples, claim, embed_spec, submit_job


def job_with_events(database: Database, data: list[tuple[str, dict[str, Any]]]) -> str:
    dataset_id = add_dataset(database)
    add_samples(database, dataset_id, ["a.jpg"])
    job_id = submit_job(database, embed_spec(dataset_id))
    with queue.fenced(database, claim(database)) as (session, job):
        for type_, content in data:
            events.append(session, job.id, type_, content)
    return job_id


def test_logs_are_lines_with_time_and_stream(client: Client, database: Database) -> None:
    said: list[tuple[str, dict[str, Any]]] = [
        (events.LOG, {"stream": "stdout", "text": f"one {i}\ntwo {i}"}) for i in range(1100)
    ]
    other: list[tuple[str, dict[str, Any]]] = [
        (events.METRIC, {"step": 1, "values": {}}),
        (events.LOG, {"stream": "stderr", "text": "Grüezi"}),
    ]
    response = client.get(f"/v1/jobs/{job_with_events(database, said + other)}/logs")
    assert response.headers["content-type"] == "text/plain; charset=utf-8"
    lines = response.text.splitlines()
    assert [line.partition(" ")[2] for line in lines[:2]] == ["stdout: one 0", "stdout: two 0"]
    assert len(lines) == 2201
    assert lines[-1].endswith("stderr: Grüezi")
    assert all(re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z \w+: ", line) for line in lines)


@sqlite_only
def test_metrics_are_thinned_without_losing_a_peak(client: Client, database: Database) -> None:
    values = {step: (100.0 if step == 777 else step / 1000) for step in range(1500)}
    said = [(events.METRIC, {"step": step, "values": {"loss": value, "lr": 0.1}}) for step, value in values.items()]
    said += [(events.METRIC, {"step": 1499, "values": {"knn": 0.5}})]
    url = f"/v1/jobs/{job_with_events(database, said)}/metrics"
    series = {item["name"]: item for item in client.ok("GET", url, params={"points": 50})["series"]}
    assert list(series) == ["knn", "loss", "lr"]
    loss = series["loss"]
    assert loss["recorded"] == 1500
    assert len(loss["points"]) <= 50
    assert {"step": 777, "value": 100.0} in loss["points"]
    assert (loss["points"][0]["step"], loss["points"][-1]["step"]) == (0, 1499)
    assert series["knn"]["points"] == [{"step": 1499, "value": 0.5}]


def test_a_repeated_step_counts_once() -> None:
    recorded = [{"step": step, "values": {"loss": value}} for step, value in [(1, 5.0), (2, 4.0), (3, 9.0), (2, 3.0)]]
    recorded += [{"step": 4, "values": {"loss": float("nan"), "other": None}}]
    assert collect(recorded) == {"loss": [(1, 5.0), (2, 3.0), (3, 9.0)]}


@given(st.lists(st.floats(-1e6, 1e6), max_size=300), st.integers(2, 60))
def test_thinning_keeps_ends_order_and_extremes(values: list[float], limit: int) -> None:
    points = list(enumerate(values))
    kept = thin(points, limit)
    assert len(kept) <= limit
    assert kept == sorted(set(kept) & set(points))
    if points:
        assert (kept[0], kept[-1]) == (points[0], points[-1])
    if points and limit >= 4:
        assert {min(values), max(values)} <= {value for _, value in kept}


def test_the_ingest_report(client: Client, database: Database) -> None:
    job_id = job_with_events(database, [])
    items = [
        {"index": i, "name": f"{i}.jpg", "outcome": "refused", "reason": f"für {i}", "facts": None} for i in range(1500)
    ]
    with database.write() as session:
        ingest_items.replace_range(session, job_id, 0, len(items), items)
    first = client.get(f"/v1/jobs/{job_id}/items", params={"limit": 2})
    assert first.json()["items"][1] == {
        "index": 1, "name": "1.jpg", "outcome": "refused", "reason": "für 1", "sample_id": None,
    }  # fmt: skip
    second = client.get(first.headers["link"].partition("<")[2].partition(">")[0])
    assert [item["index"] for item in second.json()["items"]] == [2, 3]
    whole = client.get(f"/v1/jobs/{job_id}/items.jsonl")
    assert whole.headers["content-type"] == "application/jsonl"
    assert whole.headers["content-disposition"] == f'attachment; filename="{job_id}-items.jsonl"'
    assert [json.loads(line)["index"] for line in whole.text.splitlines()] == list(range(1500))
    assert json.loads(whole.text.splitlines()[7])["reason"] == "für 7"
