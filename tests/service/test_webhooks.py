"""Webhooks: what is told, how it is signed, and what becomes of a message that nobody takes."""

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import update
from standardwebhooks.webhooks import WebhookVerificationError

from service.webhooks.courier import Courier
from store.blobs import Blobs
from store.db import Database, now
from store.webhooks.deliveries import SCHEDULE
from store.webhooks.tables import WebhookDelivery, WebhookEndpoint
from tests.receiver import Receiver, running_receiver
from tests.service.client import Client, assert_problem, pointers, sqlite_only
from tests.service.conftest import MakeClient
from tests.service.factories import Finished, add_dataset, add_samples, claim, embed_spec, fail, finish, submit_job

Send = Callable[[], int]


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with running_receiver() as receiver:
        yield receiver


@pytest.fixture
def client(make_client: MakeClient, receiver: Receiver) -> Client:
    return make_client(webhook_private_hosts=receiver.host)


@pytest.fixture
def send(client: Client, database: Database) -> Iterator[Send]:
    """One batch of what is due, as the dispatcher's courier does it."""
    courier = Courier(client.app.state.gateway.settings, database, threading.Event())
    yield courier.send_due
    courier.close()


def register(client: Client, receiver: Receiver, *events: str) -> tuple[str, str]:
    """(URL of the new webhook, its secret)"""
    response = client.post("/v1/webhooks", json={"url": receiver.url, "events": list(events)})
    assert response.status_code == 201, response.text
    url = response.headers["location"]
    return url, str(client.ok("GET", f"{url}/secret")["secret"])


def deliveries(client: Client, url: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.ok("GET", f"{url}/deliveries")["items"]
    return found


def all_due(database: Database) -> None:
    with database.write() as session:
        session.execute(update(WebhookDelivery).values(next_attempt_at=now(session) - timedelta(seconds=1)))


def test_the_end_of_a_job_is_told_and_the_signature_holds(
    client: Client, database: Database, receiver: Receiver, send: Send
) -> None:
    url, secret = register(client, receiver)
    dataset_id = add_dataset(database)
    add_samples(database, dataset_id, ["a.jpg"])
    job_ids = [submit_job(database, embed_spec(dataset_id)) for _ in range(3)]
    finish(database, claim(database))
    fail(database, claim(database))
    client.ok("POST", f"/v1/jobs/{job_ids[2]}/cancel")
    assert send() == 3
    told = {found["data"]["id"]: found for found in (message.verified(secret) for message in receiver.messages)}
    types = ["job.succeeded", "job.failed", "job.cancelled"]
    assert [told[job_id]["type"] for job_id in job_ids] == types
    assert told[job_ids[1]]["data"]["failure"] == {"title": "It cannot work", "detail": "For this reason."}
    assert told[job_ids[0]]["data"]["dataset_id"] == dataset_id
    assert abs(datetime.fromisoformat(told[job_ids[0]]["timestamp"]) - datetime.now(UTC)) < timedelta(minutes=5)
    listed = deliveries(client, url)
    assert {found["state"] for found in listed} == {"delivered"}
    assert {found["id"] for found in listed} == {message.headers["webhook-id"] for message in receiver.messages}
    assert send() == 0
    with pytest.raises(WebhookVerificationError):
        receiver.messages[0].verified("whsec_" + "A" * 43 + "=")


def test_what_jobs_make_is_told(client: Client, database: Database, receiver: Receiver, send: Send) -> None:
    _, secret = register(client, receiver)
    made = Finished(database, Blobs(client.app.state.gateway.settings.blobs))
    send()
    told = {(found["type"], found["data"]["id"]) for found in (one.verified(secret) for one in receiver.messages)}
    assert told == {
        ("checkpoint.created", made.checkpoint_id),
        ("embedding.created", made.embedding_id),
        ("subset.created", made.subset_id),
        ("export.ready", made.export_id),
    }


@sqlite_only
def test_an_endpoint_hears_what_it_asked_for(
    client: Client, database: Database, receiver: Receiver, send: Send
) -> None:
    register(client, receiver, "subset.created")
    Finished(database, Blobs(client.app.state.gateway.settings.blobs))
    assert send() == 1


def test_what_was_rolled_back_is_not_told(client: Client, database: Database, receiver: Receiver, send: Send) -> None:
    register(client, receiver)
    dataset_id = add_dataset(database)
    add_samples(database, dataset_id, ["a.jpg"])
    submit_job(database, embed_spec(dataset_id))
    lease = claim(database)
    with pytest.raises(ZeroDivisionError):
        _finish_and_break(database, lease)
    assert send() == 0


def _finish_and_break(database: Database, lease: Any) -> None:
    from store.jobs import gate, queue
    from store.jobs.tables import JobState

    with queue.fenced(database, lease, ending=True) as (session, job):
        gate.transition(session, job, JobState.SUCCEEDED)
        raise ZeroDivisionError


@sqlite_only
def test_another_workspace_is_not_told(client: Client, database: Database, receiver: Receiver, send: Send) -> None:
    workspace = client.ok("POST", "/v1/workspaces", json={"name": "other"})
    key = client.ok("POST", "/v1/keys", json={"name": "k", "scopes": ["admin"], "workspace_id": workspace["id"]})
    register(client.with_key(key["key"]), receiver)
    Finished(database, Blobs(client.app.state.gateway.settings.blobs))
    assert send() == 0


def test_a_refused_message_is_sent_again_by_the_schedule(
    client: Client, database: Database, receiver: Receiver, send: Send
) -> None:
    url, secret = register(client, receiver)
    client.ok("POST", f"{url}/ping")
    receiver.answers = [(500, {})] * len(SCHEDULE)
    for number, pause in enumerate(SCHEDULE[1:], start=1):
        assert send() == 1
        (waiting,) = deliveries(client, url)
        assert (waiting["state"], waiting["attempt"], len(waiting["attempts"])) == ("pending", number, number)
        due = datetime.fromisoformat(waiting["next_attempt_at"])
        last = datetime.fromisoformat(waiting["attempts"][-1]["at"])
        assert 0.89 * pause <= due - last <= 1.1 * pause + timedelta(seconds=30)
        assert send() == 0
        all_due(database)
    assert send() == 1
    (given_up,) = deliveries(client, url)
    assert (given_up["state"], given_up["next_attempt_at"]) == ("failed", None)
    assert given_up["attempts"][0]["status"] == 500
    assert len({message.headers["webhook-id"] for message in receiver.messages}) == 1
    again = client.post(f"{url}/deliveries/{given_up['id']}/redeliver")
    assert again.status_code == 202
    assert send() == 1
    assert client.ok("GET", again.headers["location"])["state"] == "delivered"
    assert receiver.messages[-1].verified(secret)["type"] == "webhook.ping"
    assert receiver.messages[-1].headers["webhook-id"] == given_up["id"]


@sqlite_only
def test_a_wish_to_wait_is_respected(client: Client, receiver: Receiver, send: Send) -> None:
    url, _ = register(client, receiver)
    client.ok("POST", f"{url}/ping")
    receiver.answers = [(503, {"Retry-After": "3600"})]
    send()
    (waiting,) = deliveries(client, url)
    assert datetime.fromisoformat(waiting["next_attempt_at"]) > datetime.now(UTC) + timedelta(minutes=50)


def test_410_disables(client: Client, receiver: Receiver, send: Send) -> None:
    url, _ = register(client, receiver)
    client.ok("POST", f"{url}/ping")
    receiver.answers = [(410, {})]
    send()
    webhook = client.get(url)
    assert (webhook.json()["enabled"], "410" in webhook.json()["disabled_reason"]) == (False, True)
    assert_problem(client.post(f"{url}/ping"), 409, "conflict")
    back = client.request("PATCH", url, json={"enabled": True}, headers={"If-Match": webhook.headers["etag"]})
    assert (back.json()["enabled"], back.json()["disabled_reason"]) == (True, None)
    assert client.post(f"{url}/ping").status_code == 202


def test_during_a_rotation_both_secrets_verify(
    client: Client, database: Database, receiver: Receiver, send: Send
) -> None:
    url, old = register(client, receiver)
    new = client.ok("POST", f"{url}/rotate", json={"overlap_seconds": 60})["secret"]
    assert new != old
    assert client.ok("GET", f"{url}/secret")["secret"] == new
    client.ok("POST", f"{url}/ping")
    send()
    for secret in (old, new):
        assert receiver.messages[0].verified(secret)["type"] == "webhook.ping"
    with database.write() as session:
        session.execute(update(WebhookEndpoint).values(previous_secret_until=now(session) - timedelta(seconds=1)))
    client.ok("POST", f"{url}/ping")
    send()
    assert receiver.messages[1].verified(new)
    with pytest.raises(WebhookVerificationError):
        receiver.messages[1].verified(old)


def test_a_courier_that_dies_loses_nothing(client: Client, database: Database, receiver: Receiver, send: Send) -> None:
    from store.webhooks import deliveries as store

    url, _ = register(client, receiver)
    client.ok("POST", f"{url}/ping")
    with database.write() as session:
        assert len(store.claim(session, limit=5)) == 1
    assert send() == 0, "another courier is at it"
    all_due(database)
    assert send() == 1
    assert [found["state"] for found in deliveries(client, url)] == ["delivered"]


@sqlite_only
def test_changes_need_the_etag_and_deleting_takes_the_deliveries(client: Client, receiver: Receiver) -> None:
    url, _ = register(client, receiver)
    client.ok("POST", f"{url}/ping")
    assert_problem(client.request("PATCH", url, json={"description": "x"}), 428, "precondition-required")
    stale = client.request("PATCH", url, json={"description": "x"}, headers={"If-Match": '"7"'})
    assert_problem(stale, 412, "precondition-failed")
    tag = client.get(url).headers["etag"]
    assert client.get(url, headers={"If-None-Match": tag}).status_code == 304
    assert client.request("DELETE", url, headers={"If-Match": tag}).status_code == 204
    assert client.get(url).status_code == 404
    assert client.get(f"{url}/deliveries").status_code == 404


@sqlite_only
@pytest.mark.parametrize(
    "url",
    ["http://example.com/", "https://127.0.0.1/", "https://[::1]/", "https://localhost/", "https://10.0.0.1/x",
     "https://user:secret@example.com/", "https://example.com/#part", "https://169.254.169.254/latest"],
)  # fmt: skip
def test_an_address_that_nobody_may_reach_is_refused_at_once(client: Client, url: str) -> None:
    response = client.post("/v1/webhooks", json={"url": url})
    assert pointers(assert_problem(response, 422, "invalid-request")) == ["/url"]
