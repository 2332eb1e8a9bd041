"""The annotate job over a real database: what it writes, reports, and how it goes on after a crash."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from store import annotations, ingest_items, metadata, samples, uploads
from store.annotations import Annotation, AnnotationTask
from store.blobs import Blobs, upload_key
from store.db import Database
from store.errors import InvalidField, LeaseLost
from store.ids import new_id
from store.jobs import control, gate
from store.jobs.tables import Job, JobState
from store.settings import Settings
from store.specs.jobs import JobKind
from store.uploads import Upload
from store.videos import Video
from tests.service.factories import add_dataset, claim, submit_job
from tests.store.rows import add_rows
from tests.worker.annotations.files import write_zip
from worker import jobs
from worker.engine.context import JobContext, Tools
from worker.jobs import annotate
from worker.reporting import UserError

_CATEGORIES = [{"id": 0, "name": "cat"}, {"id": 1, "name": "dog"}]
_BOXES = {"type": "task", "name": "boxes", "role": "label", "task_type": "object-detection", "categories": _CATEGORIES}
_BOX = {"category_id": 1, "bbox": [1, 2, 3, 4]}


class Bench:
    """A dataset to annotate, and the way a worker's process runs the job."""

    def __init__(self, database: Database, blobs: Blobs, folder: Path, url: str) -> None:
        self.database, self.blobs, self.folder = database, blobs, folder
        self.settings = Settings(data_dir=folder, database_url=SecretStr(url))
        self.dataset_id = add_dataset(database)
        self.ids = add_rows(
            database,
            self.dataset_id,
            [{"filename": name, "width": 100, "height": 50} for name in ("a.jpg", "b.jpg", "c.png")],
        )

    def submit(self, content: bytes, target: dict[str, Any], format_: str = "ndjson", **upload: Any) -> str:
        row = Upload(id=new_id("up"), dataset_id=self.dataset_id, filename="file", purpose="annotations", **upload)
        row.blob_key, row.size_bytes, row.sha256 = upload_key(row.id), len(content), "0" * 64
        self.blobs.put(row.blob_key, content)
        with self.database.write() as session:
            uploads.add(session, row, lifetime=self.settings.upload_lifetime)
        source = {"type": "upload", "upload_id": row.id}
        spec = {
            "kind": "annotate",
            "dataset_id": self.dataset_id,
            "source": source,
            "format": format_,
            "target": target,
        }
        return submit_job(self.database, spec)

    def context(self) -> JobContext:
        lease = claim(self.database)
        return JobContext(
            Tools(self.settings, self.database, self.blobs, self.folder, lease.job_id, lease.run_id), lease
        )

    def run(self, content: bytes, target: dict[str, Any], format_: str = "ndjson") -> dict[str, Any]:
        """The result of a job that succeeds."""
        job_id = self.submit(content, target, format_)
        annotate.job(self.context())
        job = self.job(job_id)
        assert job.state == JobState.SUCCEEDED
        assert job.result is not None
        return job.result

    def job(self, job_id: str) -> Job:
        with self.database.read() as session:
            return control.get(session, job_id)

    def annotations_of(self, name: str) -> dict[int, Any]:
        with self.database.read() as session:
            task = annotations.task(session, self.dataset_id, name)
            found = session.query(Annotation).where(Annotation.task_id == task.id)
            assert task.count == found.count()
            return {row.position: row.data for row in found}

    def attributes(self) -> list[dict[str, Any]]:
        with self.database.read() as session:
            return [samples.get(session, self.dataset_id, sample_id).attributes for sample_id in self.ids]

    def errors(self, job_id: str) -> list[tuple[int, str, str | None]]:
        with self.database.read() as session:
            return [(item.index, item.name, item.reason) for item in ingest_items.report(session, job_id)]


@pytest.fixture
def bench(database: Database, blobs: Blobs, tmp_path: Path, database_url: str) -> Bench:
    return Bench(database, blobs, tmp_path, database_url)


def lines(*rows: Any) -> bytes:
    return "".join(f"{row if isinstance(row, str) else json.dumps(row)}\n" for row in rows).encode()


def test_the_kind_leads_to_the_job() -> None:
    assert jobs.load(JobKind.ANNOTATE) is annotate.job


def test_boxes_are_written_replaced_and_counted(bench: Bench) -> None:
    result = bench.run(
        lines({"filename": "a.jpg", "annotations": [_BOX]}, {"sample_id": bench.ids[2], "annotations": []}), _BOXES
    )
    assert result == {"accepted": 2, "refused": 0, "errors": [], "tasks": ["boxes"]}
    assert bench.annotations_of("boxes") == {0: [_BOX], 2: []}
    again = lines({"filename": "a.jpg", "annotations": []}, {"filename": "a.jpg", "annotations": [_BOX, _BOX]},
                  {"filename": "b.jpg", "annotations": [_BOX]})  # fmt: skip
    known = {"type": "task", "name": "boxes", "role": "label"}  # type and categories are the task's
    assert bench.run(again, known)["accepted"] == 3
    assert bench.annotations_of("boxes") == {0: [_BOX, _BOX], 1: [_BOX], 2: []}


def test_what_is_refused_is_reported_and_the_rest_is_written(bench: Bench) -> None:
    job_id = bench.submit(
        lines({"filename": "a.jpg", "annotations": [_BOX]}, "nonsense", {"filename": "nobody", "annotations": []},
              {"filename": "b.jpg", "annotations": [_BOX | {"bbox": [900, 0, 1, 1]}]}), _BOXES
    )  # fmt: skip
    annotate.job(bench.context())
    result = bench.job(job_id).result
    assert result is not None
    assert (result["accepted"], result["refused"]) == (1, 3)
    assert [(error["line"], error["name"], error["pointer"]) for error in result["errors"]] == [
        (2, "", ""), (3, "nobody", ""), (4, "b.jpg", "/annotations/0/bbox"),
    ]  # fmt: skip
    reported = bench.errors(job_id)
    assert [line[:2] for line in reported] == [(2, ""), (3, "nobody"), (4, "b.jpg")]
    assert (reported[2][2] or "").startswith("/annotations/0/bbox: The box lies outside")
    assert bench.annotations_of("boxes") == {0: [_BOX]}


def test_the_report_is_bounded_and_the_count_is_not(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(annotate, "_MAX_REPORTED", 30)
    job_id = bench.submit(lines(*["x"] * 700), _BOXES)
    annotate.job(bench.context())
    result = bench.job(job_id).result
    assert result is not None
    assert (result["refused"], len(result["errors"]), len(bench.errors(job_id))) == (700, 20, 30)


def test_metadata_is_merged_and_its_schema_kept(bench: Bench) -> None:
    bench.run(lines({"filename": "a.jpg", "metadata": {"speed": 3, "at": {"x": 1, "y": 2}}},
                    {"filename": "a.jpg", "metadata": {"at": {"y": None}}},
                    {"filename": "b.jpg", "metadata": {"speed": 2.5}}), {"type": "metadata"})  # fmt: skip
    bench.run(lines({"filename": "b.jpg", "metadata": {"speed": None, "wet": True}}), {"type": "metadata"})
    assert bench.attributes() == [{"speed": 3, "at": {"x": 1}}, {"wet": True}, {}]
    with bench.database.read() as session:
        fields = metadata.fields_page(session, bench.dataset_id, limit=10).items
    assert [(field.name, field.type, field.count) for field in fields] == [
        ("at", "mixed", 1), ("speed", "number", 1), ("wet", "boolean", 1),
    ]  # fmt: skip


def test_weak_labels_are_set_and_removed(bench: Bench) -> None:
    target = {"type": "weak-label"}
    bench.run(lines({"filename": "a.jpg", "label": "cat"}, {"filename": "b.jpg", "label": "dog"}), target)
    bench.run(lines({"filename": "b.jpg", "label": None}), target)
    with bench.database.read() as session:
        assert [row.label for row in samples.rows(session, bench.dataset_id, 1)] == ["cat", None, None]


def test_other_names_of_samples(bench: Bench, tmp_path: Path) -> None:
    """YOLO knows names without extension, LightlyOne calls frames after their video and means videos as a whole."""
    job_id = submit_job(
        bench.database, {"kind": "embed", "dataset_id": bench.dataset_id, "backbone": {"name": "resnet18"}}
    )
    video = Video(
        id=new_id("vid"), dataset_id=bench.dataset_id, job_id=job_id, filename="clip.mp4", sha256="0" * 64,
        size_bytes=1, status="ok",
    )  # fmt: skip
    with bench.database.write() as session:
        video.created_at = control.get(session, job_id).created_at
        session.add(video)
        gate.transition(session, gate.lock(session, job_id), JobState.CANCELLED)
    frames = [
        {"filename": f"clip.mp4/{index}.jpg", "video_id": video.id, "frame_index": index, "kind": "frame",
         "width": 100, "height": 50} for index in (3, 12)
    ]  # fmt: skip
    bench.ids += add_rows(bench.database, bench.dataset_id, [*frames, {"filename": "a.b.jpg"}, {"filename": "b.png"}])
    yolo = write_zip(tmp_path / "yolo.zip", {
        "data.yaml": "names: [cat, dog]", "labels/a.txt": "1 .5 .5 .5 .5", "labels/sub/c.txt": "", "labels/b.txt": "",
    })  # fmt: skip
    result = bench.run(yolo.read_bytes(), {"type": "task", "name": "yolo", "role": "label"}, "yolo")
    assert (result["accepted"], result["refused"]) == (2, 1)  # b is b.jpg or b.png
    assert bench.annotations_of("yolo") == {0: [{"category_id": 1, "bbox": [25, 12.5, 50, 25]}], 2: []}
    lightly = write_zip(tmp_path / "lightly.zip", {
        "predictions/tasks.json": ["t"],
        "predictions/t/schema.json": {"task_type": "classification", "categories": _CATEGORIES},
        "predictions/t/1.json": {"file_name": "clip-012-mp4.png", "predictions": [{"category_id": 0, "score": 0.5}]},
        "metadata/schema.json": [],
        "metadata/clip.json": {"file_name": "clip.mp4", "type": "video", "metadata": {"night": True}},
    })  # fmt: skip
    bench.run(lightly.read_bytes(), {"type": "task"}, "lightly")
    assert bench.annotations_of("t") == {4: [{"category_id": 0, "score": 0.5}]}
    bench.run(lightly.read_bytes(), {"type": "metadata"}, "lightly")
    assert bench.attributes() == [{}, {}, {}, {"night": True}, {"night": True}, {}, {}]


class _Killed(BaseException):
    """The process is gone: nothing that follows runs."""


def test_a_job_goes_on_behind_the_last_chunk(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(annotate, "_CHUNK_ITEMS", 2)
    rows = [
        {"filename": name, "metadata": {"n": number}} for number, name in enumerate(["a.jpg", "b.jpg", "?", "c.png"])
    ]
    job_id = bench.submit(lines(*rows), {"type": "metadata"})
    context = bench.context()
    monkeypatch.setattr(context, "progress", _raise_killed)
    with pytest.raises(_Killed):
        annotate.job(context)
    assert bench.attributes() == [{"n": 0}, {"n": 1}, {}]
    with bench.database.write() as session:
        job = gate.lock(session, job_id)
        assert job.resume is not None
        assert job.resume["line"] == 2
        gate.transition(session, job, JobState.QUEUED)
        metadata.apply(session, bench.dataset_id, {bench.ids[0]: [{"n": "changed meanwhile"}]})
    annotate.job(bench.context())
    assert bench.attributes() == [{"n": "changed meanwhile"}, {"n": 1}, {"n": 3}]
    result = bench.job(job_id).result
    assert result is not None
    assert (result["accepted"], result["refused"]) == (3, 1)
    with pytest.raises(LeaseLost):  # the process that was thought dead wakes up: it writes nothing any more
        annotate.job(context)


def _raise_killed(*_: object) -> None:
    raise _Killed


def test_a_file_that_cannot_be_read_fails_the_job_and_writes_nothing(bench: Bench) -> None:
    bench.submit(b"{", _BOXES, "coco")
    with pytest.raises(UserError, match="file: the file is no valid JSON"):
        annotate.job(bench.context())
    with bench.database.read() as session:
        assert session.query(AnnotationTask).count() == 0


def test_a_task_cannot_change(bench: Bench, tmp_path: Path) -> None:
    bench.run(lines(), _BOXES)
    other = write_zip(tmp_path / "yolo.zip", {"data.yaml": "names: [x]"}).read_bytes()
    bench.submit(other, {"type": "task", "name": "boxes", "role": "label"}, "yolo")
    with pytest.raises(UserError, match="other categories"):
        annotate.job(bench.context())


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        (lambda target, upload: target.update(role="prediction"), "/target/role"),
        (lambda target, upload: target.update(task_type="classification"), "/target/task_type"),
        (lambda target, upload: target.update(name="new", task_type=None), "/target/task_type"),
        (lambda target, upload: target.update(name="new", categories=None), "/target/categories"),
        (lambda target, upload: upload.update(state="receiving"), "/source/upload_id"),
    ],
)
def test_what_cannot_work_is_refused_at_once(
    bench: Bench, change: Callable[[dict[str, Any], dict[str, Any]], None], pointer: str
) -> None:
    bench.run(lines(), _BOXES)
    target, upload = dict(_BOXES), {"state": "complete"}
    change(target, upload)
    with pytest.raises(InvalidField) as caught:
        bench.submit(b"", target, **upload)
    assert caught.value.pointer == pointer
