"""`Idempotency-Key`: a repeated request gets the first answer and changes nothing."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from store.db import Database
from tests.service.client import Client, assert_problem, pointers, sqlite_only
from tests.service.factories import add_dataset, add_samples, embed_spec

KEY = {"Idempotency-Key": "8e03978e-40d5-43e8-bc93-6894a57f9324"}


def test_a_repetition_gets_the_same_answer_and_creates_nothing(client: Client) -> None:
    first = client.post("/v1/datasets", json={"name": "streets"}, headers=KEY)
    again = client.post("/v1/datasets", json={"name": "streets"}, headers=KEY)
    assert (again.status_code, again.json()) == (201, first.json())
    assert again.headers["location"] == first.headers["location"]
    assert again.headers["etag"] == first.headers["etag"]
    assert again.headers["idempotent-replayed"] == "true"
    assert "idempotent-replayed" not in first.headers
    assert len(client.ok("GET", "/v1/datasets")["items"]) == 1


def test_a_job_is_submitted_once(client: Client, database: Database) -> None:
    dataset_id = add_dataset(database)
    add_samples(database, dataset_id, ["a.jpg"])
    answers = [client.post("/v1/jobs", json=embed_spec(dataset_id), headers=KEY) for _ in range(3)]
    assert {answer.status_code for answer in answers} == {202}
    assert len({answer.headers["location"] for answer in answers}) == 1
    assert len(client.ok("GET", "/v1/jobs")["items"]) == 1


def test_the_key_of_another_request_is_refused(client: Client) -> None:
    client.ok("POST", "/v1/datasets", json={"name": "streets"}, headers=KEY)
    other = client.post("/v1/datasets", json={"name": "fields"}, headers=KEY)
    assert pointers(assert_problem(other, 422, "invalid-request")) == ["#header/Idempotency-Key"]
    assert len(client.ok("GET", "/v1/datasets")["items"]) == 1


@sqlite_only
def test_a_failed_request_may_be_repeated(client: Client) -> None:
    client.ok("POST", "/v1/datasets", json={"name": "streets"})
    assert client.post("/v1/datasets", json={"name": "streets"}, headers=KEY).status_code == 409
    (taken,) = client.ok("GET", "/v1/datasets")["items"]
    client.request("DELETE", f"/v1/datasets/{taken['id']}", headers={"If-Match": "*"})
    assert client.post("/v1/datasets", json={"name": "streets"}, headers=KEY).status_code == 201


def test_at_the_same_moment_one_is_created(client: Client) -> None:
    with ThreadPoolExecutor(6) as threads:
        requests = range(6)
        answers = list(
            threads.map(lambda _: client.post("/v1/datasets", json={"name": "streets"}, headers=KEY), requests)
        )
    created = [answer for answer in answers if answer.status_code == 201]
    assert len({answer.json()["id"] for answer in created}) == 1
    assert {answer.status_code for answer in answers} <= {201, 409}
    assert len(client.ok("GET", "/v1/datasets")["items"]) == 1


@sqlite_only
@pytest.mark.parametrize("key", ["", "a b", "x" * 256, "tab\t"])
def test_a_bad_key_is_pointed_at(client: Client, key: str) -> None:
    response = client.post("/v1/datasets", json={"name": "a"}, headers={"Idempotency-Key": key})
    assert pointers(assert_problem(response, 422, "invalid-request")) == ["#header/Idempotency-Key"]
