"""Imports by reference over HTTP: what is refused at once, and images that stay in their folder."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from store.db import Database
from store.ids import new_id
from store.uploads import Upload, add
from tests.service.client import Client, assert_problem, pointers, sqlite_only
from tests.service.conftest import MakeClient
from tests.service.factories import add_dataset, add_samples


@pytest.fixture
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Not in `tmp_path`: there the gateway keeps its own files, which are closed."""
    return tmp_path_factory.mktemp("images")


@pytest.fixture
def client(make_client: MakeClient, root: Path) -> Client:
    return make_client(import_roots=(root,), import_endpoints=("http://127.0.0.1:8333",))


def ingest(dataset_id: str, **source: Any) -> dict[str, Any]:
    return {"kind": "ingest", "dataset_id": dataset_id, "source": source}


@sqlite_only
@pytest.mark.parametrize(
    ("source", "pointer"),
    [
        ({"type": "folder", "path": "/etc"}, "/source/path"),
        ({"type": "folder", "path": "{root}/../../"}, "/source/path"),
        ({"type": "folder", "path": "{root}/link"}, "/source/path"),
        ({"type": "folder", "path": "relative"}, "/source/path"),
        ({"type": "torchvision", "name": "MNIST", "root": "/etc"}, "/source/root"),
        ({"type": "torchvision", "name": "NoSuchDataset", "root": "{root}"}, "/source/name"),
        ({"type": "bucket", "url": "ftp://host/"}, "/source/url"),
        ({"type": "bucket", "url": "http://host/"}, "/source/url"),
        ({"type": "bucket", "url": "s3://photos/", "endpoint": "http://169.254.169.254"}, "/source/endpoint"),
        ({"type": "bucket", "url": "s3://photos/", "connection": "unknown"}, "/source/connection"),
        ({"type": "manifest", "url": "http://169.254.169.254/latest"}, "/source/url"),
        ({"type": "manifest", "upload_id": "up_" + "0" * 26}, "/source/upload_id"),
        ({"type": "upload", "upload_id": "up_" + "0" * 26}, "/source/upload_id"),
        ({"type": "nothing"}, "/source/type"),
    ],
)
def test_what_cannot_work_is_refused_with_a_pointer(
    client: Client, database: Database, root: Path, source: dict[str, Any], pointer: str
) -> None:
    (root / "link").symlink_to("/etc")
    filled = {name: value.replace("{root}", str(root)) for name, value in source.items()}
    dataset_id = add_dataset(database)
    response = client.post("/v1/jobs", json=ingest(dataset_id, **filled))
    assert pointers(assert_problem(response, 422, "invalid-request")) == [pointer]
    pipeline = {"kind": "pipeline", "dataset_id": dataset_id, "jobs": {"in": ingest(dataset_id, **filled)}}
    response = client.post("/v1/jobs", json=pipeline)
    assert pointers(assert_problem(response, 422, "invalid-request")) == [f"/jobs/in{pointer}"]


@sqlite_only
def test_doors_are_closed_unless_somebody_opens_them(make_client: MakeClient, root: Path) -> None:
    client = make_client()
    dataset_id = client.ok("POST", "/v1/datasets", json={"name": "closed"})["id"]
    response = client.post("/v1/jobs", json=ingest(dataset_id, type="folder", path=str(root)))
    assert "switched off" in assert_problem(response, 422, "invalid-request")["errors"][0]["detail"]


@sqlite_only
def test_what_can_work_is_queued(client: Client, database: Database, root: Path) -> None:
    dataset_id = add_dataset(database)
    with database.write() as session:
        upload = Upload(id=new_id("up"), dataset_id=dataset_id, filename="m.csv", size_bytes=1, sha256="", blob_key="x")
        add(session, upload, lifetime=timedelta(days=1))
        upload_id = upload.id
    for source in (
        {"type": "folder", "path": f"{root}/on/the/worker", "copy": False},
        {"type": "bucket", "url": "s3://photos/2026/", "endpoint": "http://127.0.0.1:8333/"},
        {"type": "bucket", "url": "https://data.example/birds/"},
        {"type": "manifest", "upload_id": upload_id, "format": "csv"},
        {"type": "torchvision", "name": "CIFAR10", "root": str(root)},
    ):
        response = client.post("/v1/jobs", json=ingest(dataset_id, **source))
        assert response.status_code == 202, response.text
        shown = client.ok("GET", response.headers["location"])["spec"]["source"]
        assert source.items() <= shown.items()


def test_an_image_that_stays_in_its_folder_is_served_from_there(client: Client, database: Database, root: Path) -> None:
    dataset_id = add_dataset(database)
    path = root / "a.jpg"
    path.write_bytes(b"a.jpg")  # the bytes that the factory gives to a sample of this name
    (sample_id,) = add_samples(database, dataset_id, ["a.jpg"], source_uri=path.as_uri())
    url = f"/v1/datasets/{dataset_id}/samples/{sample_id}/image"
    response = client.get(url)
    assert (response.status_code, response.content) == (200, b"a.jpg")
    assert response.headers["content-type"] == "image/jpeg"
    part = client.get(url, headers={"Range": "bytes=2-3"})
    assert (part.status_code, part.content) == (206, b"jp")
    path.write_bytes(b"another image")
    assert "has changed" in assert_problem(client.get(url), 409, "conflict")["detail"]
    path.unlink()
    path.symlink_to("/etc/hostname")
    assert "is gone or cannot be read" in assert_problem(client.get(url), 409, "conflict")["detail"]


@sqlite_only
@pytest.mark.parametrize(
    ("uri", "words"),
    [
        ("s3://photos/a.jpg?connection=lab", "only workers"),
        ("https://data.example/a.jpg?token=secret", "only workers"),
        ("file:///etc/hostname", "no longer open"),
    ],
)
def test_images_out_of_reach_are_a_conflict_with_the_reason(
    client: Client, database: Database, uri: str, words: str
) -> None:
    dataset_id = add_dataset(database)
    (sample_id,) = add_samples(database, dataset_id, ["a.jpg"], source_uri=uri)
    problem = assert_problem(client.get(f"/v1/datasets/{dataset_id}/samples/{sample_id}/image"), 409, "conflict")
    assert words in problem["detail"]
    assert "secret" not in problem["detail"]
