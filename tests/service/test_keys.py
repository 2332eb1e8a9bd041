"""API keys: what they may do, how they end, and what they leave in the audit log."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from store.access import tokens
from store.access.keys import ApiKey
from store.db import Database, now
from tests.service.client import Client, assert_problem, pointers, sqlite_only
from tests.service.conftest import MakeClient
from tests.service.factories import add_dataset, add_samples, embed_spec


def make_key(client: Client, *scopes: str, **fields: Any) -> dict[str, Any]:
    """A new key with its text."""
    body = {"name": "test", "scopes": list(scopes), **fields}
    made: dict[str, Any] = client.ok("POST", "/v1/keys", json=body)
    return made


def test_a_key_works_and_is_shown_once(client: Client, database: Database) -> None:
    response = client.post("/v1/keys", json={"name": "reader", "scopes": ["datasets:read"]})
    made = response.json()
    assert response.headers["location"] == f"/v1/keys/{made['id']}"
    assert response.headers["cache-control"] == "no-store"
    assert tokens.PATTERN.fullmatch(made["key"])
    reader = client.with_key(made["key"])
    assert reader.get("/v1/datasets").status_code == 200
    assert reader.ok("GET", "/v1/keys/self")["scopes"] == ["datasets:read"]
    for path in ("/v1/keys", f"/v1/keys/{made['id']}"):
        assert made["key"] not in client.get(path).text
    with database.read() as session:
        row = session.get_one(ApiKey, made["id"])
        stored = " ".join(str(getattr(row, column.key)) for column in ApiKey.__table__.columns)
    assert made["key"] not in stored
    assert made["key"].rpartition("_")[2] not in stored
    assert row.last_used_at is not None


@sqlite_only
@pytest.mark.parametrize(
    ("scope", "allowed", "refused"),
    [
        ("datasets:read", [("GET", "/v1/datasets")], [("POST", "/v1/datasets"), ("POST", "/v1/jobs")]),
        ("datasets:write", [("POST", "/v1/datasets")], [("GET", "/v1/datasets"), ("POST", "/v1/jobs")]),
        ("jobs:run", [("POST", "/v1/jobs")], [("GET", "/v1/jobs"), ("POST", "/v1/datasets")]),
        ("exports:read", [("GET", "/v1/exports")], [("GET", "/v1/datasets"), ("GET", "/v1/keys")]),
        ("admin", [("GET", "/v1/exports"), ("POST", "/v1/datasets"), ("GET", "/v1/audit")], []),
    ],
)
def test_a_scope_allows_what_it_says(
    client: Client, scope: str, allowed: list[tuple[str, str]], refused: list[tuple[str, str]]
) -> None:
    limited = client.with_key(make_key(client, scope)["key"])
    for method, path in allowed:
        assert limited.request(method, path, json={} if method == "POST" else None).status_code in {200, 422}
    for method, path in refused:
        assert_problem(limited.request(method, path, json={}), 403, "insufficient-scope")


@sqlite_only
def test_one_character_more_or_less_or_other_is_no_key(client: Client) -> None:
    key = make_key(client, "admin")["key"]
    other = key[:-1] + ("0" if key[-1] != "0" else "1")
    secret_changed = key[:40] + ("0" if key[40] != "0" else "1") + key[41:]
    for text in (key[:-1], key + "0", other, secret_changed, key.upper(), key.replace("wnw_", "sk_")):
        assert_problem(client.with_key(text).get("/v1/datasets"), 401, "unauthorized")
    forged = tokens.generate("key_" + key[4:30]).text
    assert_problem(client.with_key(forged).get("/v1/datasets"), 401, "unauthorized")


def test_rotation_overlaps(client: Client, database: Database) -> None:
    made = make_key(client, "datasets:read")
    first = client.with_key(made["key"])
    rotated = client.ok("POST", f"/v1/keys/{made['id']}/rotate", json={"overlap_seconds": 60})
    assert (rotated["id"], rotated["scopes"]) == (made["id"], made["scopes"])
    second = client.with_key(rotated["key"])
    assert first.get("/v1/datasets").status_code == second.get("/v1/datasets").status_code == 200
    with database.write() as session:
        session.execute(update(ApiKey).values(previous_expires_at=now(session) - timedelta(seconds=1)))
    client.app.state.gateway.keyring.forget(made["id"])
    assert first.get("/v1/datasets").status_code == 401
    assert second.get("/v1/datasets").status_code == 200
    client.ok("POST", f"/v1/keys/{made['id']}/rotate", json={"overlap_seconds": 0})
    assert second.get("/v1/datasets").status_code == 401


def test_a_revoked_key_is_refused_at_once(client: Client) -> None:
    made = make_key(client, "datasets:read")
    holder = client.with_key(made["key"])
    assert holder.get("/v1/datasets").status_code == 200
    assert client.request("DELETE", f"/v1/keys/{made['id']}").status_code == 204
    assert holder.get("/v1/datasets").status_code == 401
    assert client.get(f"/v1/keys/{made['id']}").status_code == 404


def test_an_expired_key_is_refused(client: Client, database: Database) -> None:
    soon = (datetime.now(UTC) + timedelta(hours=1)).isoformat()
    made = make_key(client, "datasets:read", expires_at=soon)
    holder = client.with_key(made["key"])
    assert holder.get("/v1/datasets").status_code == 200
    with database.write() as session:
        session.execute(update(ApiKey).values(expires_at=now(session) - timedelta(seconds=1)))
    client.app.state.gateway.keyring.forget(made["id"])
    assert holder.get("/v1/datasets").status_code == 401
    assert_problem(client.post(f"/v1/keys/{made['id']}/rotate", json={}), 409, "conflict")
    past = client.post("/v1/keys", json={"name": "a", "scopes": ["admin"], "expires_at": "2020-01-01T00:00:00Z"})
    assert pointers(assert_problem(past, 422, "invalid-request")) == ["/expires_at"]


def test_workspaces_are_made_by_operators_alone(client: Client) -> None:
    workspace = client.ok("POST", "/v1/workspaces", json={"name": "radiology"})
    tenant = client.with_key(make_key(client, "admin", workspace_id=workspace["id"])["key"])
    identity = tenant.ok("GET", "/v1/keys/self")
    assert (identity["workspace_id"], identity["operator"]) == (workspace["id"], False)
    for method, path in [("GET", "/v1/workspaces"), ("POST", "/v1/workspaces"), ("GET", "/metrics")]:
        assert_problem(tenant.request(method, path, json={"name": "x"}), 403, "insufficient-scope")
    mine = tenant.ok("POST", "/v1/datasets", json={"name": "streets"})
    client.ok("POST", "/v1/datasets", json={"name": "streets"})
    assert [found["id"] for found in tenant.ok("GET", "/v1/datasets")["items"]] == [mine["id"]]
    assert client.get(f"/v1/datasets/{mine['id']}").status_code == 404
    body = {"name": "x", "scopes": ["admin"], "workspace_id": "ws_" + "0" * 26}
    assert_problem(tenant.post("/v1/keys", json=body), 403, "insufficient-scope")
    nowhere = client.post("/v1/keys", json={**body, "workspace_id": "ws_" + "1" * 26})
    assert pointers(assert_problem(nowhere, 422, "invalid-request")) == ["/workspace_id"]


def test_a_session_ends_with_its_key(client: Client) -> None:
    made = make_key(client, "admin")
    browser = client.with_key(None)
    login = browser.post("/v1/session", json={"key": made["key"]})
    assert login.status_code == 201
    cookie = login.headers["set-cookie"]
    assert all(part in cookie for part in ("HttpOnly", "SameSite=strict", "Path=/", "Max-Age=43200"))
    assert made["key"] not in cookie
    headers = {"Cookie": cookie.partition(";")[0]}
    assert browser.ok("GET", "/v1/session", headers=headers)["key_id"] == made["id"]
    assert browser.get("/v1/datasets", headers={"Cookie": headers["Cookie"][:-1] + "0z"}).status_code == 401
    client.ok("POST", f"/v1/keys/{made['id']}/rotate", json={})
    assert browser.get("/v1/session", headers=headers).status_code == 401
    assert_problem(browser.post("/v1/session", json={"key": "wrong"}), 401, "unauthorized")


@sqlite_only
def test_logging_out_removes_the_cookie(client: Client) -> None:
    browser = client.with_key(None)
    cookie = browser.post("/v1/session", json={"key": make_key(client, "admin")["key"]}).headers["set-cookie"]
    headers = {"Cookie": cookie.partition(";")[0], "Origin": "http://127.0.0.1"}
    ended = browser.request("DELETE", "/v1/session", headers=headers)
    assert ended.status_code == 204
    assert 'winnow_session=""' in ended.headers["set-cookie"]


@sqlite_only
def test_a_key_has_so_many_requests_in_a_minute(client: Client) -> None:
    limited = client.with_key(make_key(client, "datasets:read", requests_per_minute=3)["key"])
    answers = [limited.get("/v1/datasets") for _ in range(5)]
    assert [answer.status_code for answer in answers[:3]] == [200] * 3
    assert answers[0].headers["ratelimit-policy"] == '"default";q=3;w=60'
    assert answers[0].headers["ratelimit"].startswith('"default";r=2;t=')
    refused = answers[-1]
    assert_problem(refused, 429, "rate-limited")
    assert 1 <= int(refused.headers["retry-after"]) <= 20
    assert client.get("/v1/datasets").status_code == 200, "another key has its own"


def test_a_key_may_have_so_many_jobs_waiting(client: Client, database: Database) -> None:
    dataset_id = add_dataset(database)
    add_samples(database, dataset_id, ["a.jpg"])
    limited = client.with_key(make_key(client, "jobs:run", max_queued_jobs=1)["key"])
    assert limited.post("/v1/jobs", json=embed_spec(dataset_id)).status_code == 202
    refused = limited.post("/v1/jobs", json=embed_spec(dataset_id))
    assert_problem(refused, 429, "quota-exceeded")
    assert "retry-after" in refused.headers
    assert client.post("/v1/jobs", json=embed_spec(dataset_id)).status_code == 202


def test_the_audit_log_has_every_change_and_no_others(client: Client) -> None:
    made = make_key(client, "datasets:write", "datasets:read")
    writer = client.with_key(made["key"])
    dataset = writer.post("/v1/datasets", json={"name": "streets"}, headers={"X-Request-ID": "from-a-test"}).json()
    writer.get(f"/v1/datasets/{dataset['id']}")
    writer.post("/v1/datasets", json={"name": "streets"})  # taken
    writer.request("DELETE", f"/v1/datasets/{dataset['id']}", headers={"If-Match": "*"})
    entries = client.ok("GET", "/v1/audit", params={"key_id": made["id"]})["items"]
    assert [entry["operation"] for entry in entries] == ["datasets_delete", "datasets_create"]
    create = entries[1]
    assert (create["key_name"], create["request_id"], create["created"]) == ("test", "from-a-test", [dataset["id"]])
    assert (create["method"], create["path"]) == ("POST", "/v1/datasets")
    assert entries[0]["path"] == f"/v1/datasets/{dataset['id']}"
    assert client.ok("GET", "/v1/audit")["items"][-1]["operation"] == "keys_create"
    assert made["key"] not in client.get("/v1/audit").text


def test_a_rolled_back_change_is_not_in_the_audit_log(client: Client, database: Database) -> None:
    client.post("/v1/datasets", json={"name": "a"})
    client.post("/v1/datasets", json={"name": "a"})
    assert len(client.ok("GET", "/v1/audit")["items"]) == 1
    with database.read() as session:
        assert session.scalars(select(ApiKey.id)).all() == []


@sqlite_only
def test_a_cursor_works_for_its_listing_and_its_workspace_alone(client: Client, make_client: MakeClient) -> None:
    for number in range(3):
        client.ok("POST", "/v1/datasets", json={"name": f"set {number}"})
    cursor = client.ok("GET", "/v1/datasets", params={"limit": 1})["next_cursor"]
    assert client.get("/v1/datasets", params={"cursor": cursor}).status_code == 200
    workspace = client.ok("POST", "/v1/workspaces", json={"name": "other"})
    stranger = client.with_key(make_key(client, "admin", workspace_id=workspace["id"])["key"])
    for asked, path, text in [
        (stranger, "/v1/datasets", cursor),
        (client, "/v1/jobs", cursor),
        (client, "/v1/datasets", cursor[:-2] + "AA"),
        (client, "/v1/datasets", cursor.partition(".")[0]),
    ]:
        refused = asked.get(path, params={"cursor": text})
        assert pointers(assert_problem(refused, 422, "invalid-request")) == ["/cursor"]
