"""One of every object that an operation can name, with an id for every parameter of a path."""

import struct
from typing import Any

from store import metadata, scores, videos
from store.annotations import AnnotationRole, TaskType, ensure_task, replace
from store.blobs import Blobs
from store.db import Database, now
from store.ids import new_id
from store.jobs.tables import Job
from store.projections import Projection
from store.scores import Score
from store.specs.annotations import Category
from store.videos import VideoFile, VideoStatus
from tests.service.client import Client
from tests.service.factories import Finished
from tests.service.tus import VERSION, begun

__all__ = ["Objects"]


class Objects:
    """Belongs to whoever's client makes it: rows as workers leave them go to the workspace of the dataset."""

    def __init__(self, client: Client, database: Database, blobs: Blobs, *, name: str) -> None:
        self.finished = Finished(database, blobs, name=name, workspace_id=_workspace_of(client))
        made = self.finished
        self.dataset_id, self.job_id, self.sample_id = made.dataset_id, made.job_id, made.sample_ids[0]
        self.subset_id, self.embedding_id, self.checkpoint_id = made.subset_id, made.embedding_id, made.checkpoint_id
        upload = client.ok(
            "POST", f"/v1/datasets/{self.dataset_id}/uploads", params={"filename": f"{name}.zip", "ingest": False},
            content=b"zip",
        )  # fmt: skip
        self.upload_id = str(upload["id"])
        self.receiving_id = begun(client, self.dataset_id, 10, filename=f"{name}-tus.zip").rpartition("/")[2]
        key = client.ok("POST", "/v1/keys", json={"name": f"{name} key", "scopes": ["datasets:read"]})
        self.key_id = str(key["id"])
        webhook = client.ok("POST", "/v1/webhooks", json={"url": "https://example.com/hook", "description": name})
        self.webhook_id = str(webhook["id"])
        self.delivery_id = str(client.ok("POST", f"/v1/webhooks/{self.webhook_id}/ping")["id"])
        with database.write() as session:
            self.video_id = str(
                videos.ensure(
                    session, self.dataset_id, self.job_id,
                    VideoFile(f"{name}.mp4", "0" * 64, 10, "mp4", 1, 1, 1, 1.0, VideoStatus.OK, None),
                )
            )  # fmt: skip
            task = ensure_task(
                session, self.dataset_id, "animals", role=AnnotationRole.LABEL, type_=TaskType.CLASSIFICATION,
                categories=[Category(id=0, name="cat")],
            )  # fmt: skip
            replace(session, task.id, {0: [{"category_id": 0}]})
            metadata.apply(session, self.dataset_id, {self.sample_id: [{"city": name}]})
            self.score_id = new_id("scr")
            score = Score(
                id=self.score_id, dataset_id=self.dataset_id, dataset_version=1, job_id=self.job_id, name="typicality",
                task_id=None, embedding_id=self.embedding_id, count=8, valid_count=1, minimum=1.0, maximum=1.0,
                mean=1.0, std=0.0, histogram=[1] + [0] * (scores.BINS - 1), parameters={},
                size_bytes=32, sha256="0" * 64,
                blob_key=f"jobs/{self.job_id}/1/s", ranking_key=f"jobs/{self.job_id}/1/r", created_at=now(session),
            )  # fmt: skip
            session.add(score)
            self.projection_id = new_id("prj")
            projection = Projection(
                id=self.projection_id, embedding_id=self.embedding_id, job_id=self.job_id, method={"name": "pca"},
                count=1, valid_count=1, bounds=[0, 0, 0, 0], metrics={}, blob_key=f"jobs/{self.job_id}/1/p",
                size_bytes=8, sha256="0" * 64, created_at=now(session),
            )  # fmt: skip
            session.add(projection)
            job = session.get_one(Job, self.job_id)
            job.result = {"artifacts": [{"name": "groups.jsonl", "sha256": "0" * 64, "media_type": "text/plain"}]}
            token = job.lease_token
        blobs.put(score.blob_key, struct.pack("<8f", *[1.0] * 8))
        blobs.put(projection.blob_key, struct.pack("<2f", 0, 0))
        blobs.put(score.ranking_key, struct.pack("<If", 0, 1.0))
        blobs.put(f"jobs/{self.job_id}/{token}/groups.jsonl", name.encode())

    def of(self, operation_id: str, parameter: str) -> str:
        """The value of a path parameter. KeyError for one that nothing here makes: add it, and the matrix covers it."""
        special = {
            ("jobs_artifact", "name"): "groups.jsonl",
            ("annotations_task", "name"): "animals",
            **{(f"tus_{verb}", "upload_id"): self.receiving_id for verb in ("status", "append", "terminate")},
        }
        return special.get((operation_id, parameter)) or self._by_parameter[parameter]

    @property
    def _by_parameter(self) -> dict[str, str]:
        return {
            "dataset_id": self.dataset_id,
            "sample_id": self.sample_id,
            "upload_id": self.upload_id,
            "video_id": self.video_id,
            "job_id": self.job_id,
            "checkpoint_id": self.checkpoint_id,
            "embedding_id": self.embedding_id,
            "score_id": self.score_id,
            "projection_id": self.projection_id,
            "subset_id": self.subset_id,
            "export_id": self.finished.export_id,
            "key_id": self.key_id,
            "webhook_id": self.webhook_id,
            "delivery_id": self.delivery_id,
        }

    @property
    def secrets(self) -> set[str]:
        """What nobody else may ever read."""
        return {*self._by_parameter.values(), *self.finished.sample_ids, self.receiving_id}


# A valid body for every operation that takes one, by operation id; `{...}` stands for the object's own id.
BODIES: dict[str, Any] = {
    "datasets_update": {"description": "changed"},
    "samples_update": {"attributes": {"city": "elsewhere"}},
    "samples_remove": {"sample_ids": ["{sample_id}"]},
    "embeddings_search": {"query": {"type": "sample", "sample_id": "{sample_id}"}},
    "subsets_export": {"exporter": {"name": "csv"}},
    "keys_rotate": {"overlap_seconds": 0},
    "webhooks_update": {"description": "changed"},
    "webhooks_rotate": {"overlap_seconds": 0},
    "uploads_create": b"zip",
    "tus_append": b"0123456789",
}
HEADERS: dict[str, dict[str, str]] = {
    "datasets_update": {"If-Match": "*"},
    "datasets_delete": {"If-Match": "*"},
    "webhooks_update": {"If-Match": "*"},
    "webhooks_delete": {"If-Match": "*"},
    "samples_update": {"If-Match": "*"},
    "tus_status": VERSION,
    "tus_terminate": VERSION,
    "tus_append": {**VERSION, "Content-Type": "application/offset+octet-stream", "Upload-Offset": "0"},
}
QUERIES: dict[str, dict[str, Any]] = {
    "embeddings_neighbors": {"sample_id": "{sample_id}"},
    "uploads_create": {"filename": "a.zip", "ingest": False},
}


def body_of(operation_id: str, objects: Objects) -> Any:
    """The body with the object's ids in it."""
    body = BODIES[operation_id]
    return body if isinstance(body, bytes) else _filled(body, objects)


def query_of(operation_id: str, objects: Any) -> Any:
    """The query with the object's ids in it."""
    return _filled(QUERIES.get(operation_id), objects)


def _filled(node: Any, objects: Any) -> Any:
    if isinstance(node, dict):
        return {key: _filled(value, objects) for key, value in node.items()}
    if isinstance(node, list):
        return [_filled(value, objects) for value in node]
    return node.format(**vars(objects)) if isinstance(node, str) and node.startswith("{") else node


def _workspace_of(client: Client) -> str:
    return str(client.ok("GET", "/v1/keys/self")["workspace_id"])
