"""Jobs over HTTP: submit, look, wait, cancel, retry."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from store.db import Database
from store.jobs import events, queue
from tests.service.client import Client, assert_problem, pointers, sqlite_only
from tests.service.conftest import MakeClient
from tests.service.factories import add_dataset, add_samples, claim, embed_spec, fail, finish, submit_job


@pytest.fixture
def dataset_id(database: Database) -> str:
    dataset_id = add_dataset(database)
    add_samples(database, dataset_id, [f"{i}.jpg" for i in range(10)])
    return dataset_id


def pipeline(dataset_id: str) -> dict[str, Any]:
    return {
        "kind": "pipeline",
        "dataset_id": dataset_id,
        "jobs": {
            "embed": embed_spec(dataset_id),
            "select": {"kind": "select", "dataset_id": dataset_id, "embedding": "$embed", "n_samples": 3},
        },
    }


def test_a_submitted_job_is_queued_with_its_version_pinned(client: Client, dataset_id: str) -> None:
    response = client.post("/v1/jobs", json={"kind": "train", "dataset_id": dataset_id, "batch_size": 4})
    assert response.status_code == 202
    job = client.ok("GET", response.headers["location"])
    assert job == response.json()
    assert (job["kind"], job["state"], job["queue"], job["attempt"]) == ("train", "queued", "gpu", 0)
    assert (job["spec"]["dataset_version"], job["spec"]["epochs"]) == (1, 100)
    assert (job["children"], job["progress"], job["failure"], job["result"]) == ([], None, None, None)


@sqlite_only
def test_a_job_that_cannot_work_points_at_the_field(client: Client, dataset_id: str) -> None:
    train = {"kind": "train", "dataset_id": dataset_id, "batch_size": 64}
    problem = assert_problem(client.post("/v1/jobs", json=train), 422, "invalid-request")
    assert pointers(problem) == ["/batch_size"]
    select = {"kind": "select", "dataset_id": dataset_id, "embedding": "emb_" + "0" * 26, "n_samples": 1}
    problem = assert_problem(client.post("/v1/jobs", json=select), 422, "invalid-request")
    assert pointers(problem) == ["/embedding"]
    assert client.ok("GET", "/v1/jobs")["items"] == []


@sqlite_only
def test_a_full_queue_is_told(make_client: MakeClient, dataset_id: str) -> None:
    client = make_client(max_queued_jobs=1)
    client.ok("POST", "/v1/jobs", json=embed_spec(dataset_id))
    response = client.post("/v1/jobs", json=embed_spec(dataset_id))
    assert_problem(response, 429, "quota-exceeded")
    assert int(response.headers["retry-after"]) > 0


@sqlite_only
def test_a_pipeline_shows_its_children(client: Client, database: Database, dataset_id: str) -> None:
    job = client.ok("POST", "/v1/jobs", json=pipeline(dataset_id))
    assert [(child["child_name"], child["state"], child["blocked_by"]) for child in job["children"]] == [
        ("embed", "queued", 0),
        ("select", "queued", 1),
    ]
    children = client.ok("GET", "/v1/jobs", params={"parent_id": job["id"]})["items"]
    assert [child["child_name"] for child in children] == ["select", "embed"]
    assert "spec" not in children[0]
    tag = client.get(f"/v1/jobs/{job['id']}").headers["etag"]
    claim(database)
    started = client.get(f"/v1/jobs/{job['id']}", headers={"If-None-Match": tag})
    assert [child["state"] for child in started.json()["children"]] == ["running", "queued"]


def test_the_etag_of_a_pipeline_follows_its_children(client: Client, database: Database, dataset_id: str) -> None:
    url = f"/v1/jobs/{submit_job(database, pipeline(dataset_id))}"
    lease = claim(database)
    tag = client.get(url).headers["etag"]
    with queue.fenced(database, lease) as (_, child):
        child.progress, child.revision = {"stage": "s", "done": 1, "total": 2, "unit": "u"}, child.revision + 1
    changed = client.get(url, headers={"If-None-Match": tag})
    assert changed.status_code == 200
    assert changed.json()["children"][0]["progress"]["done"] == 1


def test_listing_filters(client: Client, database: Database, dataset_id: str) -> None:
    other = add_dataset(database, name="other")
    add_samples(database, other, ["a.jpg"])
    first = submit_job(database, embed_spec(dataset_id))
    fail(database, claim(database))
    second = submit_job(database, embed_spec(dataset_id))
    third = submit_job(database, embed_spec(other))

    def ids(**params: object) -> list[str]:
        return [job["id"] for job in client.ok("GET", "/v1/jobs", params=params)["items"]]

    assert ids() == [third, second, first]
    assert ids(state="failed") == [first]
    assert ids(state=["failed", "queued"], dataset_id=dataset_id) == [second, first]
    assert ids(kind="train") == []
    assert ids(kind=["train", "embed"], limit=1) == [third]
    assert ids(dataset_id="ds_" + "0" * 26) == []


def test_cancelling(client: Client, database: Database, dataset_id: str) -> None:
    waiting = submit_job(database, embed_spec(dataset_id))
    assert client.ok("POST", f"/v1/jobs/{waiting}/cancel")["state"] == "cancelled"
    assert client.post(f"/v1/jobs/{waiting}/cancel").status_code == 202
    running = submit_job(database, embed_spec(dataset_id))
    claim(database)
    assert client.ok("POST", f"/v1/jobs/{running}/cancel")["state"] == "cancelling"
    done = submit_job(database, embed_spec(dataset_id))
    finish(database, claim(database))
    assert_problem(client.post(f"/v1/jobs/{done}/cancel"), 409, "conflict")
    assert_problem(client.post(f"/v1/jobs/job_{'0' * 26}/cancel"), 404, "not-found")


def test_retrying(client: Client, database: Database, dataset_id: str) -> None:
    job_id = submit_job(database, embed_spec(dataset_id))
    url = f"/v1/jobs/{job_id}"
    assert_problem(client.post(f"{url}/retry"), 409, "conflict")
    fail(database, claim(database))
    failed = client.ok("GET", url)
    assert failed["failure"]["title"] == "It cannot work"
    assert failed["finished_at"] is not None
    again = client.ok("POST", f"{url}/retry")
    assert (again["state"], again["failure"], again["finished_at"]) == ("queued", None, None)
    finish(database, claim(database), {"embedding_id": "emb_1"})
    assert client.ok("GET", url)["result"] == {"embedding_id": "emb_1"}
    assert_problem(client.post(f"{url}/retry"), 409, "conflict")
    assert client.ok("POST", f"{url}/retry", params={"from_start": "true"})["state"] == "queued"


@sqlite_only
def test_not_modified_while_nothing_happens(client: Client, database: Database, dataset_id: str) -> None:
    job_id = submit_job(database, embed_spec(dataset_id))
    tag = client.get(f"/v1/jobs/{job_id}").headers["etag"]
    unchanged = client.get(f"/v1/jobs/{job_id}", headers={"If-None-Match": tag})
    assert (unchanged.status_code, unchanged.content) == (304, b"")
    still = client.get(f"/v1/jobs/{job_id}", params={"wait": 0.3}, headers={"If-None-Match": tag})
    assert still.status_code == 304
    claim(database)
    changed = client.get(f"/v1/jobs/{job_id}", headers={"If-None-Match": tag})
    assert changed.json()["state"] == "running"


def test_waiting_answers_with_the_change(client: Client, database: Database, dataset_id: str) -> None:
    job_id = submit_job(database, embed_spec(dataset_id))
    lease = claim(database)
    with ThreadPoolExecutor(1) as threads:
        answer = threads.submit(client.get, f"/v1/jobs/{job_id}", params={"wait": 60})
        with database.write() as session:
            events.append(session, job_id, events.LOG, {"stream": "winnow", "text": "no change of the job itself"})
        finish(database, lease)
        assert answer.result().json()["state"] in {"running", "succeeded"}
    ended = client.get(f"/v1/jobs/{job_id}", params={"wait": 60})
    assert ended.json()["state"] == "succeeded"


@sqlite_only
@pytest.mark.parametrize("wait", ["-1", "61", "NaN", "inf", "x"])
def test_waiting_has_a_limit(client: Client, dataset_id: str, wait: str) -> None:
    response = client.get(f"/v1/jobs/job_{'0' * 26}", params={"wait": wait})
    assert pointers(assert_problem(response, 422, "invalid-request")) == ["/wait"]
