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
    assert set(shown) == {column.key for column in Sample.__table__.columns} - {"source_uri"}
    assert (shown["sharpness"], shown["phash"], shown["width"], shown["height"]) == (1.5, "00ff", 3, 4)


def test_a_page_follows_sort_and_filters(client: Client, database: Database) -> None:
    dataset_id = add_dataset(database)
    url = f"/v1/datasets/{dataset_id}/samples"
    for name, sharpness in {"a": 2.0, "b": None, "c": 1.0, "d": 3.0}.items():
        add_samples(database, dataset_id, [f"{name}/1.jpg"], sharpness=sharpness, width=100)

    def names(**params: object) -> str:
        found, link = "", url
        while link:
            response = client.get(link, params=params if link == url else None)
            assert response.status_code == 200, response.text
            found += "".join(sample["filename"][0] for sample in response.json()["items"])
            link = response.headers.get("link", "").partition("<")[2].partition(">")[0]
        return found

    assert names(limit=1, sort="-sharpness") == "dacb"
    assert names(limit=1, sort="sharpness", sharpness_min=2) == "ad"
    assert names(filename_prefix="c/") == "c"
    assert names(width_min=100, width_max=100, format="JPEG", kind="image") == "abcd"
    assert names(width_min=101) == ""


@sqlite_only
def test_filters_that_cannot_work_are_pointed_at(client: Client, database: Database) -> None:
    url = f"/v1/datasets/{add_dataset(database)}/samples"
    for name, value in {
        "sort": "dataset_id", "width_min": "x", "sharpness_min": "nan", "sharpness_max": "inf", "size_min": "-1",
        "taken_after": "2024-01-01", "sha256": "x", "video_id": "1", "kind": "cat", "filename_prefix": "",
        "metadata.nothing": "1", "cursor": "x",
    }.items():  # fmt: skip
        problem = assert_problem(client.get(url, params={name: value}), 422, "invalid-request")
        assert pointers(problem)[0].startswith(f"/{name}"), problem
    backwards = client.get(url, params={"width_min": 2, "width_max": 1})
    assert "width_min" in assert_problem(backwards, 422, "invalid-request")["detail"]
    too_many = client.get(url, params=[("metadata.a", "1")] * 21)
    assert pointers(assert_problem(too_many, 422, "invalid-request")) == ["/metadata"]


def test_metadata_is_patched_filtered_and_described(client: Client, database: Database) -> None:
    dataset_id = add_dataset(database)
    first, second = add_samples(database, dataset_id, ["a", "b"])
    url = f"/v1/datasets/{dataset_id}/samples"
    before = client.get(f"{url}/{first}")
    tag = before.headers["etag"]
    body = {"attributes": {"speed": 3, "place": {"city": "Bern", "zip": None}}}
    assert_problem(client.request("PATCH", f"{url}/{first}", json=body), 428, "precondition-required")
    patched = client.request("PATCH", f"{url}/{first}", json=body, headers={"If-Match": tag})
    assert patched.json() == before.json() | {"attributes": {"speed": 3, "place": {"city": "Bern"}}}
    assert patched.headers["etag"] != tag
    stale = client.request("PATCH", f"{url}/{first}", json=body, headers={"If-Match": tag})
    assert_problem(stale, 412, "precondition-failed")
    unchanged = client.get(f"{url}/{first}", headers={"If-None-Match": patched.headers["etag"]})
    assert unchanged.status_code == 304
    client.ok("PATCH", f"{url}/{second}", json={"attributes": {"speed": 2.5}}, headers={"If-Match": "*"})
    fields = client.ok("GET", f"/v1/datasets/{dataset_id}/metadata-fields")["items"]
    assert fields == [{"name": "place", "type": "mixed", "count": 1}, {"name": "speed", "type": "number", "count": 2}]

    def found(query: str) -> list[str]:
        return [sample["id"] for sample in client.ok("GET", f"{url}?{query}")["items"]]

    assert found("metadata.speed=3") == [first]
    assert found("metadata.speed=3&metadata.speed=2.5") == [first, second]
    client.ok("PATCH", f"{url}/{first}", json={"attributes": {"speed": None}}, headers={"If-Match": "*"})
    assert found("metadata.speed=3") == []


@sqlite_only
def test_metadata_that_cannot_be_kept_is_pointed_at(client: Client, database: Database) -> None:
    dataset_id = add_dataset(database)
    (sample_id,) = add_samples(database, dataset_id, ["a"])
    url = f"/v1/datasets/{dataset_id}/samples/{sample_id}"
    headers = {"If-Match": "*", "Content-Type": "application/json"}
    for body, pointer in {
        '{"attributes": {"a": NaN}}': "/attributes/a",
        '{"attributes": {"a\\u0000": 1}}': "/attributes/a\x00",
        '{"attributes": {"a": [[[[[[[[1]]]]]]]]}}': "/attributes/a/0/0/0/0/0/0/0",
        '{"attributes": null}': "/attributes",
        '{"status": "ok"}': "/attributes",
    }.items():
        problem = assert_problem(client.request("PATCH", url, content=body, headers=headers), 422, "invalid-request")
        assert pointers(problem)[0] == pointer


def test_deleting_samples_makes_versions(client: Client, database: Database) -> None:
    dataset_id = add_dataset(database)
    a, b, c = add_samples(database, dataset_id, ["a", "b", "c"])
    url = f"/v1/datasets/{dataset_id}/samples"
    many = f"/v1/datasets/{dataset_id}/sample-deletions"
    assert client.request("DELETE", f"{url}/{a}").status_code == 204
    assert client.request("DELETE", f"{url}/{a}").status_code == 204  # nothing is left to do
    assert client.ok("POST", many, json={"sample_ids": [a, b]}) == {"dataset_version": 3, "deleted": 1}
    dataset = client.ok("GET", f"/v1/datasets/{dataset_id}")
    assert (dataset["version"], dataset["sample_count"], dataset["ok_count"]) == (3, 1, 1)
    for version, ids in {1: [a, b, c], 2: [b, c], 3: [c]}.items():
        assert [one["id"] for one in client.ok("GET", url, params={"version": version})["items"]] == ids
    assert client.ok("GET", f"{url}/{a}")["version_deleted"] == 2
    patched = client.request("PATCH", f"{url}/{a}", json={"attributes": {}}, headers={"If-Match": "*"})
    assert_problem(patched, 409, "conflict")
    unknown = client.post(many, json={"sample_ids": [c, "smp_" + "0" * 26]})
    assert pointers(assert_problem(unknown, 422, "invalid-request")) == ["/sample_ids/1"]
    assert_problem(client.request("DELETE", f"{url}/smp_{'0' * 26}"), 404, "not-found")
