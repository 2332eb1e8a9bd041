"""Samples: listed by position, with their bytes served safely."""

import hashlib

from service.gateway import Gateway
from store import datasets
from store.db import Database
from store.samples import Sample
from tests.service.client import Client, assert_problem, pointers, sqlite_only
from tests.service.factories import add_dataset, add_samples


def test_listing_filters_and_pages_in_order_of_position(client: Client, database: Database) -> None:
    dataset_id = add_dataset(database)
    url = f"/v1/datasets/{dataset_id}/samples"
    cats = add_samples(database, dataset_id, ["c0", "c1", "c2"], label="cat")
    dogs = add_samples(database, dataset_id, ["d0", "d1"], label="dog")
    bad = add_samples(database, dataset_id, ["bad"], status="corrupt", reason="half of it is missing")

    def ids(**params: object) -> list[str]:
        return [sample["id"] for sample in client.ok("GET", url, params=params)["items"]]

    assert ids() == cats + dogs + bad
    assert ids(label="cat") == cats
    assert ids(label=["cat", "dog"]) == cats + dogs
    assert ids(status="corrupt") == bad
    assert ids(status=["ok", "corrupt"], label="dog") == dogs
    assert ids(version=1) == cats
    assert ids(version=0) == []
    first = client.get(url, params={"limit": 2, "label": ["cat", "dog"]})
    second = client.get(first.headers["link"].partition("<")[2].partition(">")[0])
    assert [sample["id"] for sample in second.json()["items"]] == [cats[2], dogs[0]]
    assert [sample["position"] for sample in second.json()["items"]] == [2, 3]


def test_what_is_being_published_is_not_there_yet(client: Client, database: Database) -> None:
    dataset_id = add_dataset(database)
    (sample_id,) = add_samples(database, dataset_id, ["a"])
    with database.write() as session:
        datasets.get(session, dataset_id).version = 0
    assert client.ok("GET", f"/v1/datasets/{dataset_id}/samples")["items"] == []
    for suffix in ("", "/image", "/thumbnail"):
        response = client.get(f"/v1/datasets/{dataset_id}/samples/{sample_id}{suffix}")
        assert_problem(response, 404, "not-found")


@sqlite_only
def test_a_sample_belongs_to_its_dataset(client: Client, database: Database) -> None:
    dataset_id, other = add_dataset(database), add_dataset(database, name="other")
    (sample_id,) = add_samples(database, dataset_id, ["a"])
    assert client.ok("GET", f"/v1/datasets/{dataset_id}/samples/{sample_id}")["filename"] == "a"
    assert_problem(client.get(f"/v1/datasets/{other}/samples/{sample_id}"), 404, "not-found")


@sqlite_only
def test_a_version_that_is_not_there_is_refused(client: Client, database: Database) -> None:
    url = f"/v1/datasets/{add_dataset(database)}/samples"
    for version in ("1", "-1", str(2**40), "x"):
        problem = assert_problem(client.get(url, params={"version": version}), 422, "invalid-request")
        assert pointers(problem) == ["/version"]


@sqlite_only
def test_an_image_is_served_inline_and_can_do_no_harm(client: Client, database: Database, gateway: Gateway) -> None:
    dataset_id = add_dataset(database)
    name = 'a/b/"; filename=x.html\r\nSet-Cookie: é.jpg'
    (sample_id,) = add_samples(database, dataset_id, [name], blobs=gateway.blobs, format="JPEG")
    response = client.get(f"/v1/datasets/{dataset_id}/samples/{sample_id}/image")
    assert response.content == name.encode()
    assert response.headers["content-type"] == "image/jpeg"
    assert response.headers["content-length"] == str(len(name.encode()))
    assert response.headers["content-disposition"] == (
        "inline; filename*=UTF-8''%22%3B%20filename%3Dx.html%0D%0ASet-Cookie%3A%20%C3%A9.jpg"
    )
    assert response.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in response.headers["content-security-policy"]
    assert "immutable" in response.headers["cache-control"]
    tag = response.headers["etag"]
    assert tag == f'"{hashlib.sha256(name.encode()).hexdigest()}"'
    again = client.get(str(response.request.url), headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")


@sqlite_only
def test_a_corrupt_sample_is_downloaded_and_has_no_thumbnail(
    client: Client, database: Database, gateway: Gateway
) -> None:
    dataset_id = add_dataset(database)
    (good,) = add_samples(database, dataset_id, ["good"], blobs=gateway.blobs)
    (bad,) = add_samples(database, dataset_id, ["<svg>"], blobs=gateway.blobs, status="corrupt", format=None)
    url = f"/v1/datasets/{dataset_id}/samples"
    thumbnail = client.get(f"{url}/{good}/thumbnail")
    assert thumbnail.headers["content-type"] == "image/webp"
    assert_problem(client.get(f"{url}/{bad}/thumbnail"), 404, "not-found")
    image = client.get(f"{url}/{bad}/image")
    assert image.headers["content-type"] == "application/octet-stream"
    assert image.headers["content-disposition"].startswith("attachment")


def test_every_column_of_a_sample_but_the_inner_ones_is_shown(client: Client, database: Database) -> None:
    dataset_id = add_dataset(database)
    (sample_id,) = add_samples(database, dataset_id, ["a"], sharpness=1.5, phash="00ff", width=3, height=4)
    shown = client.ok("GET", f"/v1/datasets/{dataset_id}/samples/{sample_id}")
    assert set(shown) == {column.key for column in Sample.__table__.columns} - {"version_deleted", "source_uri"}
    assert (shown["sharpness"], shown["phash"], shown["width"], shown["height"]) == (1.5, "00ff", 3, 4)
