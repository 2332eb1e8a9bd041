"""Rows as a worker leaves them behind."""

import hashlib
from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from store import datasets, subsets
from store.blobs import Blobs, artifact_key, image_key, thumbnail_key
from store.checkpoints import Checkpoint
from store.db import Database, now
from store.embeddings import Embedding
from store.exports import Export
from store.ids import new_id
from store.jobs import gate, queue, submit
from store.jobs.queue import Lease
from store.jobs.tables import Job, JobState
from store.ownership import Scope
from store.samples import Sample
from store.specs.jobs import JOB_SPEC, Queue
from store.subsets import Subset


def add_dataset(database: Database, *, name: str = "streets", workspace_id: str | None = None) -> str:
    scope = None if workspace_id is None else Scope(workspace_id, "key", "a key")
    with database.write(scope) as session:
        return datasets.create(session, name=name).id


def add_samples(
    database: Database, dataset_id: str, filenames: list[str], *, blobs: Blobs | None = None, **columns: Any
) -> list[str]:
    """Publish a new version with these samples; returns their ids. Their bytes are their names."""
    with database.write() as session:
        dataset = datasets.get(session, dataset_id, lock=True)
        ids = []
        for filename in filenames:
            sha256 = hashlib.sha256(filename.encode()).hexdigest()
            values = {"status": "ok", "format": "jpeg", "label": None, "version_added": dataset.version + 1} | columns
            sample = Sample(
                id=new_id("smp"), dataset_id=dataset_id, position=dataset.next_position, filename=filename,
                sha256=sha256, size_bytes=len(filename.encode()), attributes={}, created_at=now(session), **values,
            )  # fmt: skip
            dataset.next_position += 1
            session.add(sample)
            ids.append(sample.id)
            if blobs is not None:
                blobs.put(image_key(sha256), filename.encode())
                if values["status"] == "ok":
                    blobs.put(thumbnail_key(sha256), b"RIFF....WEBP")
        session.flush()
        usable = len(ids) if columns.get("status", "ok") == "ok" else 0
        datasets.bump_counts(session, dataset_id, samples=len(ids), ok=usable)
    return ids


def submit_job(database: Database, spec: dict[str, Any]) -> str:
    with database.write() as session:
        return submit.submit(session, JOB_SPEC.validate_python(spec)).id


def claim(database: Database) -> Lease:
    with database.write() as session:
        lease = queue.claim_next(
            session, queues=list(Queue), labels=[], worker_id=new_id("wrk"), run_id=new_id("run"),
            duration=timedelta(minutes=5),
        )  # fmt: skip
    assert lease is not None
    return lease


def finish(database: Database, lease: Lease, result: dict[str, Any] | None = None) -> None:
    with queue.fenced(database, lease, ending=True) as (session, job):
        job.result = result or {}
        gate.transition(session, job, JobState.SUCCEEDED)


def fail(database: Database, lease: Lease) -> None:
    with queue.fenced(database, lease, ending=True) as (session, job):
        gate.fail(session, job, {"type": "user", "title": "It cannot work", "detail": "For this reason."})


def embed_spec(dataset_id: str, **fields: Any) -> dict[str, Any]:
    """The smallest job that any dataset with a sample can run."""
    return {"kind": "embed", "dataset_id": dataset_id, "backbone": {"name": "resnet18"}, **fields}


class Finished:
    """A dataset with everything that a pipeline makes of it, bytes included."""

    def __init__(
        self, database: Database, blobs: Blobs, *, name: str = "streets", workspace_id: str | None = None
    ) -> None:
        self.dataset_id = add_dataset(database, name=name, workspace_id=workspace_id)
        self.sample_ids = add_samples(database, self.dataset_id, [f"{i}.jpg" for i in range(8)], blobs=blobs)
        self.job_id = submit_job(database, embed_spec(self.dataset_id))
        with database.write() as session:
            self._add_rows(session, blobs)

    def _add_rows(self, session: Session, blobs: Blobs) -> None:
        job = session.get_one(Job, self.job_id)
        made = {"dataset_id": self.dataset_id, "created_at": now(session), "job_id": job.id}
        checkpoint = Checkpoint(
            id=new_id("ckpt"), dataset_version=1, method="simclr", backbone="resnet18", epochs=1, dim=512, metrics={},
            card={"backbone": {"name": "resnet18"}, "stem": "imagenet", "image_size": 64},
            **_stored(blobs, job, "weights", b"weights" * 1000), **made,
        )  # fmt: skip
        session.add(checkpoint)
        session.flush()
        embedding = Embedding(
            id=new_id("emb"), dataset_version=1, checkpoint_id=checkpoint.id, source="resnet18", count=8, valid_count=8,
            dim=512, metrics={}, manifest_key=artifact_key(job.id, 1, "manifest"),
            **_stored(blobs, job, "matrix", bytes(range(256)) * 64), **made,
        )  # fmt: skip
        blobs.put(embedding.manifest_key, b'{"rows": 8}')
        session.add(embedding)
        session.flush()
        subset = Subset(
            id=new_id("sub"), dataset_version=1, embedding_id=embedding.id, name="first", strategy={"name": "random"},
            count=3, metrics={}, **made,
        )  # fmt: skip
        subsets.add(session, subset, [(5, 1.5, "far"), (0, 0.5, "near"), (3, None, "last")])
        export = Export(
            id=new_id("exp"), subset_id=subset.id, exporter="csv", filename="erste Häppchen.csv", media_type="text/csv",
            expires_at=now(session) + timedelta(days=1), **_stored(blobs, job, "export", b"rank,filename\n0,5.jpg\n"),
            **made,
        )  # fmt: skip
        session.add(export)
        self.checkpoint_id, self.embedding_id = checkpoint.id, embedding.id
        self.subset_id, self.export_id = subset.id, export.id


def _stored(blobs: Blobs, job: Job, name: str, data: bytes) -> dict[str, Any]:
    key = artifact_key(job.id, 1, name)
    blobs.put(key, data)
    return {"blob_key": key, "size_bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
