"""A dataset with an embedding, and the way a worker's process runs a job over it."""

import hashlib
import io
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import SecretStr

from store import annotations, datasets, uploads
from store.annotations import AnnotationRole, TaskType
from store.blobs import Blobs, artifact_key, upload_key
from store.db import Database, now
from store.embeddings import Embedding
from store.ids import new_id
from store.jobs import control
from store.jobs.tables import Job, JobState
from store.settings import Settings
from store.specs.annotations import Category
from store.uploads import Upload
from tests.service.factories import add_dataset, claim, embed_spec, submit_job
from tests.store.rows import add_rows
from worker.engine.context import JobContext, Tools


class Bench:
    """`names` become samples; every second one has the weak label `even`, the others `odd`."""

    def __init__(self, database: Database, blobs: Blobs, folder: Path, *, samples: int = 8) -> None:
        self.database, self.blobs, self.folder = database, blobs, folder
        self.settings = Settings(data_dir=folder, database_url=SecretStr(database.url))
        self.dataset_id = add_dataset(database)
        rows = [{"filename": f"{index}.jpg", "label": "odd" if index % 2 else "even"} for index in range(samples)]
        self.ids = add_rows(database, self.dataset_id, rows)

    def embedding(self, matrix: np.ndarray, *, job_id: str | None = None) -> str:
        """Store a matrix as the embedding of the dataset's present version."""
        job_id = job_id or self._ended_job()
        with self.database.write() as session:
            version, buffer = datasets.get(session, self.dataset_id).version, io.BytesIO()
            np.save(buffer, matrix)
            key = artifact_key(job_id, 1, f"{new_id('m')}.npy")
            self.blobs.put(key, buffer.getvalue())
            self.blobs.put(f"{key}-manifest", b"{}")
            row = Embedding(
                id=new_id("emb"), dataset_id=self.dataset_id, dataset_version=version, job_id=job_id,
                source="test", count=len(matrix), valid_count=int(matrix.any(axis=1).sum()), dim=matrix.shape[1],
                metrics={}, blob_key=key, manifest_key=f"{key}-manifest", size_bytes=len(buffer.getvalue()),
                sha256=hashlib.sha256(buffer.getvalue()).hexdigest(), created_at=now(session),
            )  # fmt: skip
            session.add(row)
        return row.id

    def predictions(
        self, type_: TaskType, data: dict[int, list[dict[str, Any]]], *, name: str = "model", role: str = "prediction"
    ) -> str:
        """Store what a task says about the samples at some positions."""
        with self.database.write() as session:
            datasets.get(session, self.dataset_id, lock=True)
            categories = [Category(id=0, name="cat"), Category(id=1, name="dog")]
            task = annotations.ensure_task(
                session, self.dataset_id, name, role=AnnotationRole(role), type_=type_, categories=categories
            )
            annotations.replace(session, task.id, data)
        return task.id

    def upload(self, content: bytes, *, purpose: str = "annotations", **columns: Any) -> str:
        """A file that has arrived."""
        row = Upload(id=new_id("up"), dataset_id=self.dataset_id, filename="numbers", purpose=purpose, **columns)
        row.blob_key, row.size_bytes, row.sha256 = upload_key(row.id), len(content), "0" * 64
        self.blobs.put(row.blob_key, content)
        with self.database.write() as session:
            uploads.add(session, row, lifetime=self.settings.upload_lifetime)
        return row.id

    def context(self) -> JobContext:
        """Of the job that waits."""
        lease = claim(self.database)
        scratch = self.folder / lease.run_id
        scratch.mkdir()
        return JobContext(Tools(self.settings, self.database, self.blobs, scratch, lease.job_id, lease.run_id), lease)

    def submit(self, kind: str, **spec: Any) -> str:
        return submit_job(self.database, {"kind": kind, "dataset_id": self.dataset_id, **spec})

    def run(self, kind: str, **spec: Any) -> dict[str, Any]:
        """The result of a job that succeeds."""
        job_id = self.submit(kind, **spec)
        work: Callable[[JobContext], None] = import_module(f"worker.jobs.{kind}").job
        work(self.context())
        job = self.job(job_id)
        assert job.state == JobState.SUCCEEDED
        assert job.result is not None
        return job.result

    def job(self, job_id: str) -> Job:
        with self.database.read() as session:
            return control.get(session, job_id)

    def _ended_job(self) -> str:
        job_id = submit_job(self.database, embed_spec(self.dataset_id))
        with self.database.write() as session:
            control.cancel(session, job_id)
        return job_id
