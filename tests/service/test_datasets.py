"""Datasets over HTTP."""

import pytest

from store.db import Database
from tests.service.client import Client, assert_problem, pointers, sqlite_only
from tests.service.factories import add_dataset, add_samples


def test_a_created_dataset_can_be_read_at_its_location(client: Client) -> None:
    created = client.post("/v1/datasets", json={"name": "streets", "description": "Bern, 2026"})
    assert created.status_code == 201
    read = client.get(created.headers["location"])
    assert read.json() == created.json()
    assert read.headers["etag"] == created.headers["etag"]
    assert read.json()["name"] == "streets"
    assert (read.json()["version"], read.json()["sample_count"]) == (0, 0)
    assert read.json()["created_at"].endswith("Z")


def test_a_name_is_unique(client: Client) -> None:
    client.ok("POST", "/v1/datasets", json={"name": "streets"})
    problem = assert_problem(client.post("/v1/datasets", json={"name": "streets"}), 409, "name-taken")
    assert pointers(problem) == ["/name"]
    other = client.post("/v1/datasets", json={"name": "fields"})
    rename = client.request(
        "PATCH", other.headers["location"], json={"name": "streets"}, headers={"If-Match": other.headers["etag"]}
    )
    assert_problem(rename, 409, "name-taken")


def test_listing_filters_by_name_and_pages_without_gaps(client: Client, database: Database) -> None:
    ids = [add_dataset(database, name=f"set {i}") for i in range(5)]
    assert [d["id"] for d in client.ok("GET", "/v1/datasets", params={"name": "set 3"})["items"]] == [ids[3]]
    seen, url = [], "/v1/datasets?limit=2"
    while url:
        response = client.get(url)
        seen += [item["id"] for item in response.json()["items"]]
        link = response.headers.get("link", "")
        assert bool(link) == (response.json()["next_cursor"] is not None)
        url = link.partition("<")[2].partition(">")[0]
    assert seen == ids[::-1]


def test_a_change_needs_the_current_etag(client: Client) -> None:
    created = client.post("/v1/datasets", json={"name": "streets"})
    url, tag = created.headers["location"], created.headers["etag"]
    assert_problem(client.request("PATCH", url, json={"description": "x"}), 428, "precondition-required")
    changed = client.request("PATCH", url, json={"description": "x"}, headers={"If-Match": tag})
    assert changed.json()["description"] == "x"
    assert changed.json()["name"] == "streets"
    stale = client.request("PATCH", url, json={"description": "y"}, headers={"If-Match": tag})
    assert_problem(stale, 412, "precondition-failed")
    weak = client.request("PATCH", url, json={}, headers={"If-Match": f"W/{changed.headers['etag']}"})
    assert_problem(weak, 412, "precondition-failed")
    several = {"If-Match": f'"999", {changed.headers["etag"]}'}
    assert client.request("PATCH", url, json={"name": "roads"}, headers=several).json()["name"] == "roads"
    assert client.get(url).json()["description"] == "x"


def test_not_modified_while_the_etag_is_current(client: Client, database: Database) -> None:
    dataset_id = add_dataset(database)
    url = f"/v1/datasets/{dataset_id}"
    tag = client.get(url).headers["etag"]
    unchanged = client.get(url, headers={"If-None-Match": f'"0", W/{tag}'})
    assert (unchanged.status_code, unchanged.content, unchanged.headers["etag"]) == (304, b"", tag)
    add_samples(database, dataset_id, ["a.jpg"])
    changed = client.get(url, headers={"If-None-Match": tag})
    assert changed.status_code == 200
    assert changed.headers["etag"] != tag


def test_a_deleted_dataset_is_gone_and_its_name_free(client: Client) -> None:
    created = client.post("/v1/datasets", json={"name": "streets"})
    url = created.headers["location"]
    assert_problem(client.request("DELETE", url), 428, "precondition-required")
    assert client.request("DELETE", url, headers={"If-Match": "*"}).status_code == 204
    assert_problem(client.get(url), 404, "not-found")
    assert_problem(client.request("DELETE", url, headers={"If-Match": "*"}), 404, "not-found")
    assert client.ok("GET", "/v1/datasets")["items"] == []
    assert client.post("/v1/datasets", json={"name": "streets"}).status_code == 201


@sqlite_only
@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/name"),
        ({"name": ""}, "/name"),
        ({"name": "a\nb"}, "/name"),
        ({"name": "x" * 201}, "/name"),
        ({"name": "a", "description": "\x00"}, "/description"),
        ({"name": "a", "colour": "red"}, "/colour"),
        ({"name": "a", "a/b~c": 1}, "/a~1b~0c"),
        ({"name": 3}, "/name"),
    ],
)
def test_bad_fields_are_pointed_at(client: Client, body: object, pointer: str) -> None:
    problem = assert_problem(client.post("/v1/datasets", json=body), 422, "invalid-request")
    assert pointers(problem) == [pointer]
