"""Without a valid key, and without the scope, nothing of the API is reached: by no path, method or header."""

from typing import Any

import pytest
from anyio.from_thread import BlockingPortal

from store.access.keys import AccessScope
from tests.security.objects import HEADERS, QUERIES
from tests.security.test_tenant_crossing import DOCUMENT, OPERATIONS, Operation, described
from tests.service.client import KEY, Client, assert_problem, sqlite_only
from tests.service.test_keys import make_key

pytestmark = sqlite_only
OPEN = {"system_live", "system_ready", "session_create"}
GUARDED = [operation for operation in OPERATIONS if operation.id not in OPEN]


def ask(client: Client, operation: Operation, **headers: str) -> Any:
    """With ids of nothing, and bodies that are none."""
    path = operation.path
    for parameter in operation.parameters:
        path = path.replace(f"{{{parameter}}}", "x")
    sent = {**HEADERS.get(operation.id, {}), **headers}
    return client.request(operation.method, path, headers=sent, params=QUERIES.get(operation.id))


def test_every_operation_needs_a_valid_key(client: Client) -> None:
    revoked = make_key(client, "admin")
    client.request("DELETE", f"/v1/keys/{revoked['id']}")
    stranger = client.with_key(None)
    for operation in GUARDED:
        for authorization in (None, f"Bearer {revoked['key']}", "Bearer null", f"Token {KEY}", KEY):
            headers = {} if authorization is None else {"Authorization": authorization}
            answer = ask(stranger, operation, **headers)
            assert answer.status_code in {401, 429}, f"{operation.id} with {authorization}: {answer.text}"


def test_every_operation_needs_its_scope(client: Client) -> None:
    """With all scopes but the one that the description names."""
    holders = {
        scope: client.with_key(make_key(client, *({*AccessScope} - {scope, AccessScope.ADMIN}))["key"])
        for scope in AccessScope
    }
    for operation in GUARDED:
        roles = described(operation).get("security", DOCUMENT["security"])[0]["apiKey"]
        if not roles:
            continue
        needed = AccessScope.ADMIN if roles == ["operator"] else AccessScope(roles[0])
        answer = ask(holders[needed], operation)
        # A body that cannot be read is told before: it says nothing about what is there.
        assert answer.status_code in ({403, 422, 415} if operation.takes_body else {403}), (
            f"{operation.id}: {answer.text}"
        )
        assert not answer.is_success


@pytest.mark.parametrize(
    "path",
    ["//v1/datasets", "/livez/../v1/datasets", "/livez/%2e%2e/v1/datasets", "/V1/datasets", "/v1/datasets/",
     "/v1//datasets", "/v1/datasets;x=/livez", "/docs/../v1/datasets", "/v1/session/../datasets", "/v1/./datasets",
     "/livez%2f..%2fv1/datasets", "/openapi.json/v1/datasets", "/v1/datasets%00", "/docs%2f..%2fmetrics"],
)  # fmt: skip
def test_no_spelling_of_a_path_needs_less(client: Client, path: str) -> None:
    answer = client.with_key(None).get(path)
    assert answer.status_code in {401, 404}, answer.text


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Original-URL": "/livez"},
        {"X-Rewrite-URL": "/livez"},
        {"X-Forwarded-For": "127.0.0.1"},
        {"X-HTTP-Method-Override": "OPTIONS"},
        {"Cookie": "winnow_session=bootstrap.9999999999.00"},
        {"Cookie": "winnow_session=key_00000000000000000000000000.9999999999." + "0" * 64},
        {"Cookie": f"winnow_session={KEY}"},
        {"X-API-Key": KEY},
    ],
    ids=lambda headers: next(iter(headers)),
)
def test_no_header_stands_in_for_a_key(client: Client, headers: dict[str, str]) -> None:
    assert client.with_key(None).get("/v1/datasets", headers=headers).status_code == 401
    assert client.with_key(None).post("/v1/datasets", json={"name": "x"}, headers=headers).status_code == 401
    assert client.ok("GET", "/v1/datasets")["items"] == []


def test_a_key_in_the_url_is_no_key(client: Client) -> None:
    for name in ("api_key", "key", "access_token", "token"):
        assert client.with_key(None).get("/v1/datasets", params={name: KEY}).status_code == 401


def test_guessing_is_slowed_down(client: Client) -> None:
    stranger = client.with_key("wnw_" + "0" * 26 + "_" + "0" * 49)
    statuses = [stranger.get("/v1/datasets").status_code for _ in range(130)]
    assert statuses[0] == 401
    assert statuses[-1] == 429
    refused = stranger.get("/v1/datasets")
    assert_problem(refused, 429, "rate-limited")
    assert int(refused.headers["retry-after"]) >= 1
    assert client.get("/v1/datasets").status_code == 200


def test_a_session_of_another_installation_is_none(client: Client, portal: BlockingPortal) -> None:
    from store.secret import Secret

    forged = f"bootstrap.9999999999.{Secret(b'x' * 32).sign('browser-sessions', b'bootstrap.9999999999.').hex()}"
    answer = client.with_key(None).get("/v1/session", headers={"Cookie": f"winnow_session={forged}"})
    assert answer.status_code == 401
