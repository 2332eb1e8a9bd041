"""Server-sent events: complete, in order, across any number of connections."""

import json
import threading
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import httpx
import pytest

from store.db import Database
from store.jobs import control, events, queue
from store.jobs.queue import Lease
from tests.service.client import Client, assert_problem, pointers, sqlite_only
from tests.service.conftest import MakeClient
from tests.service.factories import add_dataset, add_samples, claim, embed_spec, finish, submit_job


@dataclass(frozen=True)
class Event:
    id: int
    type: str
    data: Any


def parse(response: httpx.Response) -> list[Event]:
    """The events of a stream, by the rules of the HTML standard."""
    assert response.status_code == 200, response.text
    assert response.headers["content-type"].startswith("text/event-stream")
    found = []
    for block in response.text.split("\n\n"):
        lines = [line for line in block.split("\n") if line and not line.startswith(":")]
        fields = dict(line.split(": ", 1) for line in lines)
        if "data" in fields:
            found.append(Event(int(fields["id"]), fields["event"], json.loads(fields["data"])))
    return found


@pytest.fixture
def job_id(database: Database) -> str:
    dataset_id = add_dataset(database)
    add_samples(database, dataset_id, ["a.jpg"])
    return submit_job(database, embed_spec(dataset_id))


def say(database: Database, lease: Lease, text: str) -> None:
    with queue.fenced(database, lease) as (session, job):
        events.append(session, job.id, events.LOG, {"stream": "stdout", "text": text})


def test_the_whole_story_ends_with_the_job(client: Client, database: Database, job_id: str) -> None:
    lease = claim(database)
    say(database, lease, "line one\nline two\u2028\r")
    with queue.fenced(database, lease) as (session, job):
        events.append(session, job.id, events.METRIC, {"step": 1, "values": {"loss": 0.5}})
    finish(database, lease)
    response = client.get(f"/v1/jobs/{job_id}/events")
    story = parse(response)
    assert [event.id for event in story] == [1, 2, 3, 4, 5]
    assert [event.type for event in story] == ["state", "state", "log", "metric", "state"]
    assert [event.data["state"] for event in story if event.type == "state"] == ["queued", "running", "succeeded"]
    assert story[2].data == {"stream": "stdout", "text": "line one\nline two\u2028\r"}
    assert response.text.startswith("retry: ")


@sqlite_only
def test_a_reader_resumes_where_it_stopped(client: Client, database: Database, job_id: str) -> None:
    finish(database, claim(database))
    url = f"/v1/jobs/{job_id}/events"
    assert [event.id for event in parse(client.get(url, params={"after": 1}))] == [2, 3]
    assert [event.id for event in parse(client.get(url, headers={"Last-Event-ID": "2"}))] == [3]
    both = client.get(url, params={"after": 1}, headers={"Last-Event-ID": "2"})
    assert [event.id for event in parse(both)] == [3]
    seen_all = client.get(url, headers={"Last-Event-ID": "3"})
    assert (seen_all.status_code, seen_all.content) == (204, b"")


def test_no_event_is_lost_or_doubled_across_reconnections(
    make_client: MakeClient, database: Database, job_id: str
) -> None:
    """Connections are cut again and again while another process writes."""
    client = make_client(sse_lifetime=timedelta(milliseconds=30))
    lease = claim(database)

    def work() -> None:
        for number in range(60):
            say(database, lease, f"line {number}")
        finish(database, lease)

    writer = threading.Thread(target=work)
    writer.start()
    story: list[Event] = []
    connections = 0
    while True:
        last = {"Last-Event-ID": str(story[-1].id)} if story else {}
        response = client.get(f"/v1/jobs/{job_id}/events", headers=last)
        connections += 1
        if response.status_code == 204:
            break
        story += parse(response)
    writer.join()
    assert connections > 2
    assert [event.id for event in story] == list(range(1, 64))
    assert [event.data["text"] for event in story if event.type == "log"] == [f"line {i}" for i in range(60)]


@sqlite_only
def test_more_events_than_one_batch(client: Client, database: Database, job_id: str) -> None:
    lease = claim(database)
    with queue.fenced(database, lease) as (session, job):
        for number in range(1200):
            events.append(session, job.id, events.LOG, {"stream": "stdout", "text": str(number)})
    finish(database, lease)
    story = parse(client.get(f"/v1/jobs/{job_id}/events"))
    assert [event.id for event in story] == list(range(1, 1204))


@sqlite_only
def test_a_retried_job_goes_on_with_its_numbers(make_client: MakeClient, database: Database, job_id: str) -> None:
    client = make_client(sse_lifetime=timedelta(milliseconds=10))
    finish(database, claim(database))
    with database.write() as session:
        control.retry(session, job_id, from_start=True)
    response = client.get(f"/v1/jobs/{job_id}/events", headers={"Last-Event-ID": "3"})
    assert [(event.id, event.data["state"]) for event in parse(response)] == [(4, "queued")]


@sqlite_only
def test_a_silent_stream_beats(make_client: MakeClient, job_id: str) -> None:
    client = make_client(sse_heartbeat=timedelta(milliseconds=20), sse_lifetime=timedelta(milliseconds=200))
    response = client.get(f"/v1/jobs/{job_id}/events", params={"after": 1})
    assert "\n\n: " in response.text
    assert parse(response) == []


def test_all_jobs_in_one_stream(make_client: MakeClient, database: Database, job_id: str) -> None:
    client = make_client(sse_lifetime=timedelta(milliseconds=10))
    other = add_dataset(database, name="other")
    add_samples(database, other, ["a.jpg"])
    other_job = submit_job(database, embed_spec(other))
    finish(database, claim(database))
    everything = parse(client.get("/v1/events", params={"after": 0}))
    assert [event.id for event in everything] == [1, 2, 3, 4]
    assert [event.data["job_id"] for event in everything[:2]] == [job_id, other_job]
    assert everything[-1].data["data"]["state"] == "succeeded"
    assert (everything[0].data["number"], everything[0].type) == (1, "state")
    one = parse(client.get("/v1/events", params={"after": 0, "dataset_id": other}))
    assert {event.data["job_id"] for event in one} == {other_job}
    assert [event.id for event in parse(client.get("/v1/events", headers={"Last-Event-ID": "3"}))] == [4]
    assert parse(client.get("/v1/events")) == []


@sqlite_only
@pytest.mark.parametrize("value", ["-1", "x", "1.5", str(2**63)])
def test_bad_positions_are_pointed_at(client: Client, job_id: str, value: str) -> None:
    for path in (f"/v1/jobs/{job_id}/events", "/v1/events"):
        problem = assert_problem(client.get(path, params={"after": value}), 422, "invalid-request")
        assert pointers(problem) == ["/after"]
        problem = assert_problem(client.get(path, headers={"Last-Event-ID": value}), 422, "invalid-request")
        assert pointers(problem) == ["#header/Last-Event-Id"]
