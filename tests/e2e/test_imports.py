"""Imports by reference through a running service: images stay where they are, and every job reads them there."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.stack import Stack, running_stack
from tests.pictures import class_folders
from tests.s3 import S3, running_s3

pytestmark = pytest.mark.e2e


@pytest.fixture(scope="module")
def s3(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3]:
    with running_s3(tmp_path_factory.mktemp("s3")) as server:
        yield server


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("images")


@pytest.fixture(scope="module")
def stack(s3: S3, root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    opened = {"WINNOW_IMPORT_ROOTS": str(root), "WINNOW_IMPORT_ENDPOINTS": s3.endpoint, **s3.environment}
    with running_stack("sqlite", tmp_path_factory.mktemp("stack"), **opened) as running:
        yield running


@pytest.mark.parametrize("place", ["folder", "bucket"])
def test_images_that_stay_where_they_are_are_embedded_and_exported(
    stack: Stack, s3: S3, root: Path, place: str
) -> None:
    pictures = class_folders(8)
    if place == "folder":
        for name, data in pictures.items():
            (root / name).parent.mkdir(exist_ok=True)
            (root / name).write_bytes(data)
        source = {"type": "folder", "path": str(root), "copy": False}
    else:
        s3.put("photos", {f"2026/{name}": data for name, data in pictures.items()})
        source = {"type": "bucket", "url": "s3://photos/2026/", "endpoint": s3.endpoint, "copy": False}
    dataset_id = stack.post("/v1/datasets", {"name": place})["id"]
    same = {"dataset_id": dataset_id}
    backbone = {"name": "resnet18", "width": 8}
    jobs = {
        "import": {"kind": "ingest", **same, "source": source},
        "embed": {"kind": "embed", **same, "backbone": backbone, "image_size": 24, "depends_on": ["import"]},
        "select": {"kind": "select", **same, "embedding": "$embed", "n_samples": 3},
        "images": {"kind": "export", **same, "subset": "$select", "exporter": {"name": "images"}},
    }
    job = stack.succeeded(stack.post("/v1/jobs", {"kind": "pipeline", **same, "jobs": jobs})["id"])
    assert job["result"]["jobs"]["import"]["files"]["accepted"] == 8
    export = stack.client.get(f"/v1/exports/{job['result']['jobs']['images']['export_id']}/download").content
    with zipfile.ZipFile(io.BytesIO(export)) as archive:
        exported = {name: archive.read(name) for name in archive.namelist() if name.endswith(".png")}
    assert len(exported) == 3
    assert exported.items() <= pictures.items()
    assert not list((stack.folder / "data" / "blobs").glob("images/*/*"))
    again = stack.succeeded(stack.post("/v1/jobs", jobs["import"])["id"])
    assert again["result"]["files"]["present"] == 8
    (sample,) = stack.get(f"/v1/datasets/{dataset_id}/samples", limit=1)["items"]
    image = stack.client.get(f"/v1/datasets/{dataset_id}/samples/{sample['id']}/image")
    assert image.status_code == (200 if place == "folder" else 409)
    assert stack.client.get(f"/v1/datasets/{dataset_id}/samples/{sample['id']}/thumbnail").is_success
