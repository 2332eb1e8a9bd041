"""Rows of samples, put into the database as ingestion leaves them."""

import hashlib
from collections.abc import Sequence
from typing import Any

from sqlalchemy import insert

from store import datasets
from store.db import Database, now
from store.ids import new_id
from store.samples import Sample

_NOTHING: dict[str, Any] = dict.fromkeys(
    ("format", "width", "height", "label", "sharpness", "luminance", "contrast", "colorfulness", "snr",
     "uniform_row_ratio", "phash", "taken_at", "source_uri", "video_id", "frame_index", "frame_seconds", "parent_id",
     "box", "reason", "version_deleted")
)  # fmt: skip


def add_rows(database: Database, dataset_id: str, rows: Sequence[dict[str, Any]]) -> list[str]:
    """Publish one version with these samples; returns their ids. Columns that are left out are empty, status is ok."""
    with database.write() as session:
        dataset = datasets.get(session, dataset_id, lock=True)
        moment, version = now(session), dataset.version + 1
        complete = []
        for row in rows:
            digest = hashlib.sha256(row["filename"].encode("utf-8", "surrogatepass")).hexdigest()
            complete.append(
                _NOTHING
                | {"id": new_id("smp"), "dataset_id": dataset_id, "position": dataset.next_position, "sha256": digest,
                   "size_bytes": 1, "kind": "image", "status": "ok", "attributes": {}, "version_added": version,
                   "created_at": moment}
                | row
            )  # fmt: skip
            dataset.next_position += 1
        if complete:
            session.execute(insert(Sample), complete)
        session.flush()
        usable = sum(row["status"] == "ok" for row in complete)
        datasets.bump_counts(session, dataset_id, samples=len(complete), ok=usable)
    return [row["id"] for row in complete]
