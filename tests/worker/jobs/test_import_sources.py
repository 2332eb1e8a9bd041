"""Ingest jobs with every kind of source, run in this process against a real database and object store."""

import gzip
import json
import struct
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pydantic import SecretStr

from store import datasets, ingest_items, samples
from store.blobs import Blobs, image_key, thumbnail_key
from store.db import Database
from store.ids import new_id
from store.jobs import control, queue, submit
from store.samples import Sample
from store.settings import Settings
from store.specs.jobs import JOB_SPEC, Queue
from store.uploads import Upload, add
from tests.pictures import class_folders, picture
from tests.s3 import S3, running_s3
from tests.worker.sources.web import Web, body, running_web
from worker.engine import sharded
from worker.engine.context import JobContext, Tools
from worker.jobs import imports
from worker.jobs.ingest import Ingest
from worker.jobs.originals import Originals
from worker.reporting import UserError

sqlite_only = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


class Installation:
    """A dataset, and the settings under which its jobs run."""

    def __init__(self, folder: Path, database: Database, blobs: Blobs, **settings: Any) -> None:
        self.database, self.blobs, self.folder = database, blobs, folder
        url = SecretStr(str(database.engine.url.render_as_string(hide_password=False)))
        self.settings = Settings(data_dir=folder / "data", database_url=url, **settings)
        with database.write() as session:
            self.dataset_id = datasets.create(session, name="imports").id

    def tools(self, source: dict[str, Any]) -> tuple[Tools, queue.Lease]:
        """A claimed ingest job."""
        spec = JOB_SPEC.validate_python({"kind": "ingest", "dataset_id": self.dataset_id, "source": source})
        with self.database.write() as session:
            job_id = submit.submit(session, spec, doors=self.settings.import_doors).id
        with self.database.write() as session:
            lease = queue.claim_next(
                session, queues=list(Queue), labels=[], worker_id=new_id("wrk"), run_id=new_id("run"),
                duration=timedelta(minutes=5),
            )  # fmt: skip
        assert lease is not None
        assert lease.job_id == job_id
        scratch = self.folder / f"scratch-{job_id}"
        scratch.mkdir()
        return Tools(self.settings, self.database, self.blobs, scratch, job_id, lease.run_id), lease

    def ingest(self, source: dict[str, Any]) -> dict[str, Any]:
        """The result of a job that succeeds, with the id of the job."""
        tools, lease = self.tools(source)
        job = Ingest()
        try:
            sharded.run(job, JobContext(tools, lease))
        finally:
            job.close()
        with self.database.read() as session:
            result = control.get(session, tools.job_id).result
        assert result is not None
        return {**result, "job_id": tools.job_id}

    def samples(self) -> dict[str, Sample]:
        with self.database.read() as session:
            found = session.query(Sample).filter_by(dataset_id=self.dataset_id).order_by(Sample.position).all()
            session.expunge_all()
        return {sample.filename: sample for sample in found}

    def upload(self, data: bytes) -> str:
        upload = Upload(id=new_id("up"), dataset_id=self.dataset_id, filename="list", size_bytes=len(data), sha256="")
        upload.blob_key = f"uploads/{upload.id}"
        self.blobs.put(upload.blob_key, data)
        with self.database.write() as session:
            add(session, upload, lifetime=timedelta(days=1))
            return upload.id


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "root"
    folder.mkdir()
    return folder


@pytest.fixture
def installation(tmp_path: Path, root: Path, database: Database, blobs: Blobs) -> Installation:
    return Installation(tmp_path, database, blobs, import_roots=(root,))


def fill(folder: Path, files: dict[str, bytes]) -> None:
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


def accepted(result: dict[str, Any]) -> dict[str, int]:
    return {outcome: count for outcome, count in result["files"].items() if count}


def test_a_folder_becomes_samples_and_again_is_no_change(installation: Installation, root: Path) -> None:
    pictures = class_folders(12)
    fill(root, pictures)
    fill(root, {"class0/twin.png": pictures["class0/0000.png"], "broken.png": picture(1)[:60], "text.txt": b"hello"})
    (root / "link.png").symlink_to("/etc/passwd")
    source = {"type": "folder", "path": str(root)}
    first = installation.ingest(source)
    assert accepted(first) == {"accepted": 12, "duplicate": 1, "corrupt": 1, "refused": 2}
    found = installation.samples()
    assert {name for name, sample in found.items() if sample.status == "ok"} == set(pictures)
    assert all(sample.source_uri is None for sample in found.values())
    assert found["class1/0001.png"].label == "class1"
    assert installation.blobs.get(image_key(found["class1/0001.png"].sha256)) == pictures["class1/0001.png"]
    again = installation.ingest(source)
    assert accepted(again) == {"present": 14, "refused": 2}
    assert again["dataset_version"] == first["dataset_version"] == 1
    with installation.database.read() as session:
        report = {item.name: item.reason for item in ingest_items.report(session, again["job_id"])}
    assert report["link.png"] is not None
    assert "links are not followed" in report["link.png"]


@sqlite_only
def test_images_that_are_not_copied_are_read_where_they_are(installation: Installation, root: Path) -> None:
    pictures = class_folders(6)
    fill(root, pictures)
    source = {"type": "folder", "path": str(root), "copy": False}
    assert accepted(installation.ingest(source)) == {"accepted": 6}
    assert accepted(installation.ingest(source)) == {"present": 6}
    with Originals(installation.settings, installation.blobs) as originals:
        check_not_copied(installation, originals, root, pictures)


def check_not_copied(installation: Installation, originals: Originals, root: Path, pictures: dict[str, bytes]) -> None:
    for name, sample in installation.samples().items():
        assert not installation.blobs.exists(image_key(sample.sha256))
        assert installation.blobs.exists(thumbnail_key(sample.sha256))
        assert originals.read(sample.sha256, sample.source_uri) == pictures[name]
    with installation.database.read() as session:
        rows = list(samples.rows(session, installation.dataset_id, 1))
    assert originals.read(rows[0].sha256, rows[0].source_uri) == pictures["class0/0000.png"]
    (root / "class0/0000.png").write_bytes(picture(99))
    with pytest.raises(UserError, match="has changed"):
        originals.read(rows[0].sha256, rows[0].source_uri)
    (root / "class0/0000.png").unlink()
    with pytest.raises(UserError, match="cannot be read any more"):
        originals.read(rows[0].sha256, rows[0].source_uri)


@sqlite_only
def test_a_second_attempt_reads_the_list_of_the_first(installation: Installation, root: Path) -> None:
    """Shards that are done name files by number: a folder that has changed meanwhile must not shift the numbers."""
    fill(root, {"b.png": picture(1), "c.png": picture(2)})
    tools, lease = installation.tools({"type": "folder", "path": str(root)})
    imports.prepare(JobContext(tools, lease))
    fill(root, {"a.png": picture(3)})
    (root / "c.png").unlink()
    imports.prepare(JobContext(tools, lease))
    contents = imports.open_contents(tools)
    assert [entry.name for entry in contents.entries] == ["b.png", "c.png"]
    contents.close()


@sqlite_only
def test_an_uploaded_manifest_brings_labels_and_metadata(installation: Installation, root: Path) -> None:
    fill(root, {f"{i}.png": picture(i) for i in range(3)})
    rows = [
        {"uri": (root / "0.png").as_uri(), "label": "cat", "metadata": {"camera": "left", "gain": 1.5}},
        {"uri": (root / "1.png").as_uri(), "filename": "dogs/one.png"},
        {"uri": "file:///etc/passwd"},
    ]
    upload_id = installation.upload(b"".join(json.dumps(row).encode() + b"\n" for row in rows))
    result = installation.ingest({"type": "manifest", "upload_id": upload_id, "copy": False})
    assert accepted(result) == {"accepted": 2, "refused": 1}
    found = installation.samples()
    assert (found["0.png"].label, found["0.png"].attributes) == ("cat", {"camera": "left", "gain": 1.5})
    assert (found["dogs/one.png"].label, found["dogs/one.png"].attributes) == ("dogs", {})
    assert found["0.png"].source_uri == (root / "0.png").as_uri()


@sqlite_only
def test_torchvision_datasets(installation: Installation, root: Path) -> None:
    rng = np.random.default_rng(0)
    images, labels = rng.integers(0, 256, (5, 28, 28), dtype=np.uint8), bytes([3, 1, 4, 1, 5])
    packed = bytes([0, 0, 8, 3]) + struct.pack(">3I", *images.shape) + images.tobytes()
    (root / "t10k-images-idx3-ubyte.gz").write_bytes(gzip.compress(packed))
    (root / "t10k-labels-idx1-ubyte.gz").write_bytes(gzip.compress(bytes([0, 0, 8, 1, 0, 0, 0, 5]) + labels))
    source = {"type": "torchvision", "name": "FashionMNIST", "root": str(root), "split": "test"}
    assert accepted(installation.ingest(source)) == {"accepted": 5}
    assert accepted(installation.ingest(source)) == {"present": 5}
    found = list(installation.samples().values())
    assert [sample.label for sample in found] == ["Dress", "Trouser", "Coat", "Trouser", "Sandal"]
    assert (found[0].width, found[0].height, found[0].format) == (28, 28, "PNG")


@sqlite_only
def test_an_image_folder_is_labelled_by_its_first_folder(installation: Installation, root: Path) -> None:
    fill(root, {"cat/indoors/1.png": picture(1), "dog/2.png": picture(2)})
    installation.ingest({"type": "torchvision", "name": "ImageFolder", "root": str(root)})
    assert {name: sample.label for name, sample in installation.samples().items()} == {
        "cat/indoors/1.png": "cat",
        "dog/2.png": "dog",
    }


@sqlite_only
def test_a_source_without_files_is_an_error(installation: Installation, root: Path) -> None:
    with pytest.raises(UserError, match="no files"):
        installation.ingest({"type": "folder", "path": str(root)})


@sqlite_only
def test_a_manifest_that_cannot_be_had_is_an_error(tmp_path: Path, database: Database, blobs: Blobs, web: Web) -> None:
    installation = Installation(tmp_path, database, blobs, import_allow_private_hosts=(web.address,))
    with pytest.raises(UserError, match="status 404"):
        installation.ingest({"type": "manifest", "url": web.url("/list.csv")})
    with pytest.raises(UserError, match="not public"):
        installation.ingest({"type": "manifest", "url": f"https://localhost:{web.port}/list.csv"})


@pytest.fixture
def web() -> Iterator[Web]:
    with running_web() as server:
        yield server


@sqlite_only
def test_a_folder_of_a_web_server(tmp_path: Path, database: Database, blobs: Blobs, web: Web) -> None:
    installation = Installation(tmp_path, database, blobs, import_allow_private_hosts=(web.address,))
    web.pages |= {f"/birds/{i}.png": body(picture(i)) for i in range(4)}
    links = "".join(f'<a href="{i}.png">{i}</a>' for i in range(4))
    web.pages["/birds/"] = body(f"<html>{links}<a href='http://169.254.169.254/'>up</a>".encode(), "text/html")
    source = {"type": "bucket", "url": web.url("/birds/"), "copy": False}
    assert accepted(installation.ingest(source)) == {"accepted": 4}
    sample = installation.samples()["2.png"]
    with Originals(installation.settings, blobs) as originals:
        assert originals.read(sample.sha256, sample.source_uri) == picture(2)


@pytest.fixture(scope="module")
def s3(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3]:
    with running_s3(tmp_path_factory.mktemp("s3")) as server:
        yield server


@sqlite_only
@pytest.mark.parametrize("copy", [True, False])
def test_a_bucket_and_a_manifest_in_it(
    tmp_path: Path, database: Database, blobs: Blobs, s3: S3, copy: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in s3.environment.items():
        monkeypatch.setenv(name, value)
    bucket, pictures = f"photos-{copy}".lower(), class_folders(9)
    s3.put(bucket, {f"2026/{name}": data for name, data in pictures.items()})
    manifest = "uri,filename,label\n" + f"s3://{bucket}/2026/class0/0000.png,extra/renamed.png,seven\n"
    s3.put(bucket, {"lists/some.csv": manifest.encode()})
    installation = Installation(tmp_path, database, blobs, import_endpoints=(s3.endpoint,))
    where = {"endpoint": s3.endpoint, "copy": copy}
    assert accepted(installation.ingest({"type": "bucket", "url": f"s3://{bucket}/2026/", **where})) == {"accepted": 9}
    source = {"type": "manifest", "url": f"s3://{bucket}/lists/some.csv", **where}
    assert accepted(installation.ingest(source)) == {"duplicate": 1}
    found = installation.samples()
    assert found["extra/renamed.png"].label == "seven"
    with Originals(installation.settings, blobs) as originals:
        for name, data in pictures.items():
            sample = found[name]
            assert blobs.exists(image_key(sample.sha256)) is copy
            assert originals.read(sample.sha256, sample.source_uri) == data


@sqlite_only
def test_a_door_that_was_closed_meanwhile_stays_closed(installation: Installation, root: Path) -> None:
    """Admission is not enough: the worker asks its own settings again, when it lists and when it reads."""
    fill(root, {"a.png": picture(1)})
    installation.ingest({"type": "folder", "path": str(root), "copy": False})
    (sample,) = installation.samples().values()
    tools, lease = installation.tools({"type": "folder", "path": str(root)})
    tools.settings = installation.settings.model_copy(update={"import_roots": ()})
    tools.settings.__dict__.pop("import_doors", None)
    with pytest.raises(UserError, match="switched off"):
        imports.prepare(JobContext(tools, lease))
    with (
        Originals(tools.settings, installation.blobs) as originals,
        pytest.raises(UserError, match="WINNOW_IMPORT_ROOTS"),
    ):
        originals.read(sample.sha256, sample.source_uri)
