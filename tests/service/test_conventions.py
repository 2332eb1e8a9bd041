"""What every answer has in common: compression, origins, security headers, waiting, and how routes end."""

import gzip
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import httpx
import pytest
from anyio.from_thread import BlockingPortal
from fastapi import Depends, FastAPI, Response
from fastapi.routing import APIRoute

from service.app import _FEATURES
from service.deprecation import Deprecated
from service.middleware import RequestContext
from service.system.metrics import HttpMetrics
from store.db import Database
from tests.service.client import Client, assert_problem, sqlite_only
from tests.service.conftest import MakeClient
from tests.service.factories import add_dataset, add_samples, embed_spec, submit_job


def raw(client: Client, path: str, **headers: str) -> httpx.Response:
    """With the body as it was sent."""

    async def get() -> httpx.Response:
        async with client._client.stream("GET", path, headers=headers) as response:
            response._content = b"".join([chunk async for chunk in response.aiter_raw()])
            return response

    return client.portal.call(get)


@sqlite_only
def test_long_json_is_compressed_for_those_who_take_it(client: Client, database: Database) -> None:
    dataset_id = add_dataset(database)
    add_samples(database, dataset_id, [f"{number}.jpg" for number in range(20)])
    path = f"/v1/datasets/{dataset_id}/samples"
    packed, plain = raw(client, path, **{"Accept-Encoding": "br, gzip"}), raw(client, path, **{"Accept-Encoding": "br"})
    assert packed.headers["content-encoding"] == "gzip"
    assert int(packed.headers["content-length"]) == len(packed.content) < len(plain.content) / 3
    assert gzip.decompress(packed.content) == plain.content
    assert "content-encoding" not in plain.headers
    assert "accept-encoding" in packed.headers["vary"].lower()
    assert "content-encoding" not in raw(client, path, **{"Accept-Encoding": "gzip;q=0"}).headers


@sqlite_only
def test_short_answers_and_those_with_an_etag_are_not(client: Client, database: Database) -> None:
    dataset_id = add_dataset(database)
    add_samples(database, dataset_id, ["a.jpg"])
    job_id = submit_job(database, embed_spec(dataset_id))
    for path in ("/v1/workers", f"/v1/jobs/{job_id}", "/metrics"):
        assert "content-encoding" not in raw(client, path, **{"Accept-Encoding": "gzip"}).headers


@sqlite_only
def test_other_origins_are_let_in_only_where_they_are_listed(make_client: MakeClient) -> None:
    listed = make_client(cors_origins="https://app.example")
    ask = {"Origin": "https://app.example", "Access-Control-Request-Method": "POST"}
    preflight = listed.with_key(None).request("OPTIONS", "/v1/datasets", headers=ask)
    assert preflight.status_code == 200
    assert preflight.headers["access-control-allow-origin"] == "https://app.example"
    assert "access-control-allow-credentials" not in preflight.headers
    answer = listed.get("/v1/datasets", headers={"Origin": "https://app.example"})
    assert "ETag" in answer.headers["access-control-expose-headers"]
    other = listed.get("/v1/datasets", headers={"Origin": "https://evil.example"})
    assert "access-control-allow-origin" not in other.headers
    closed = make_client()
    assert "access-control-allow-origin" not in closed.get("/v1/datasets", headers=ask).headers


@sqlite_only
def test_answers_are_no_pages(client: Client) -> None:
    for response in (client.get("/v1/datasets"), client.get("/v1/nothing"), client.with_key(None).get("/v1/datasets")):
        assert response.headers["x-content-type-options"] == "nosniff"
        assert response.headers["content-security-policy"].startswith("default-src 'none'")
        assert response.headers["x-frame-options"] == "DENY"
        assert response.headers["cross-origin-resource-policy"] == "same-origin"
        assert "strict-transport-security" not in response.headers
    secure = client.get("https://127.0.0.1/v1/datasets")
    assert secure.headers["strict-transport-security"].startswith("max-age=")


@sqlite_only
def test_a_preference_to_wait_is_a_wait(client: Client, database: Database) -> None:
    dataset_id = add_dataset(database)
    add_samples(database, dataset_id, ["a.jpg"])
    job_id = submit_job(database, embed_spec(dataset_id))
    client.ok("POST", f"/v1/jobs/{job_id}/cancel")
    ended = client.get(f"/v1/jobs/{job_id}", headers={"Prefer": "respond-async, wait=45"})
    assert ended.json()["state"] == "cancelled"
    assert ended.headers["preference-applied"] == "wait=45"
    for odd in ("wait=soon", "await=5", "wait=-1"):
        assert "preference-applied" not in client.get(f"/v1/jobs/{job_id}", headers={"Prefer": odd}).headers
    assert client.get(f"/v1/jobs/{job_id}", headers={"Prefer": "wait=99999"}).headers["preference-applied"] == "wait=60"


def test_a_route_that_shall_go_says_so_in_every_answer(portal: BlockingPortal) -> None:
    since = datetime(2026, 1, 1, tzinfo=UTC)
    leaving = Deprecated(since=since, sunset=since + timedelta(days=365), link="/docs/conventions#deprecation")
    app = FastAPI()

    @app.get("/old", deprecated=True, dependencies=[Depends(leaving)])
    def old() -> Response:
        return Response("still here")

    async def get() -> httpx.Response:
        transport = httpx.ASGITransport(RequestContext(app, metrics=HttpMetrics()))
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            return await client.get("/old")

    answer = portal.call(get)
    assert answer.headers["deprecation"] == f"@{int(since.timestamp())}"
    assert parsedate_to_datetime(answer.headers["sunset"]) == since + timedelta(days=365)
    assert answer.headers["link"] == '</docs/conventions#deprecation>; rel="deprecation"'
    with pytest.raises(ValueError, match="180 days"):
        Deprecated(since=since, sunset=since + timedelta(days=30), link="/")


def test_what_is_marked_as_deprecated_announces_its_end() -> None:
    routes = [route for feature in _FEATURES for route in feature.router.routes if isinstance(route, APIRoute)]
    assert len(routes) > 50
    for route in routes:
        announced = any(isinstance(found.dependency, Deprecated) for found in route.dependencies)
        assert bool(route.deprecated) == announced, route.path


@sqlite_only
def test_a_stale_and_a_missing_etag_are_told_apart(client: Client) -> None:
    made = client.post("/v1/datasets", json={"name": "a"})
    path = made.headers["location"]
    assert_problem(client.request("DELETE", path), 428, "precondition-required")
    weak = {"If-Match": f"W/{made.headers['etag']}"}
    assert_problem(client.request("DELETE", path, headers=weak), 412, "precondition-failed")
    assert client.get(path, headers={"If-None-Match": made.headers["etag"]}).status_code == 304
