"""deduplicate: groups of images that look alike, as a file of JSON lines."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy.orm import Session

from store import hashes
from store.hashes import HashedSample
from store.specs.jobs import DeduplicateSpec
from worker.deduplicate import near_duplicates
from worker.deduplicate.hamming import Int64, UInt64
from worker.engine.context import JobContext
from worker.jobs import files, pixels

GROUPS = "groups.jsonl"
_BATCH = 500


def job(context: JobContext) -> None:
    """Read the hashes, group them, and publish the groups as an artifact of the job."""
    spec = context.spec
    assert isinstance(spec, DeduplicateSpec)
    version = pixels.pinned_version(context, spec)
    context.progress("read hashes", 0, 1, "samples")
    with context.database.read() as session:
        positions, found = _hashes(session, spec.dataset_id, version)
    groups = [positions[group] for group in near_duplicates(found, max_distance=spec.max_distance, reporter=context)]
    _write(context, spec.dataset_id, groups, context.scratch / GROUPS)
    stored = files.publish(context, context.scratch / GROUPS)
    with context.succeed() as (_, result):
        members = sum(len(group) for group in groups)
        result |= {
            "dataset_version": version,
            "samples": len(positions),
            "groups": len(groups),
            "samples_in_groups": members,
            "superfluous": members - len(groups),
            "largest_group": max((len(group) for group in groups), default=0),
            "artifacts": [files.artifact(stored, media_type="application/jsonl")],
        }


def _hashes(session: Session, dataset_id: str, version: int) -> tuple[Int64, UInt64]:
    """(N,) positions and hashes of the usable samples."""
    rows = np.fromiter(
        ((position, int(phash, 16)) for position, phash in hashes.all_of(session, dataset_id, version)),
        dtype=[("position", np.int64), ("phash", np.uint64)],
    )
    return rows["position"], rows["phash"]


def _write(context: JobContext, dataset_id: str, groups: Sequence[Int64], path: Path) -> None:
    """One line for each group: its samples in order, and which of them to keep."""
    with path.open("w", encoding="utf-8") as out:
        for number, members in enumerate(groups):
            rows = list(_samples(context, dataset_id, members))
            keep = max(rows, key=_worth)
            line = {"group": number, "keep": keep.id, "samples": [_described(row, keep) for row in rows]}
            out.write(json.dumps(line, ensure_ascii=False) + "\n")
            context.progress("write groups", number + 1, len(groups), "groups")


def _samples(context: JobContext, dataset_id: str, positions: Int64) -> Iterator[HashedSample]:
    with context.database.read() as session:
        for start in range(0, len(positions), _BATCH):
            yield from hashes.at(session, dataset_id, positions[start : start + _BATCH].tolist())


def _worth(row: HashedSample) -> tuple[int, float, int]:
    """The one to keep has the most pixels, then is the sharpest, then was there first."""
    return ((row.width or 0) * (row.height or 0), row.sharpness or 0.0, -row.position)


def _described(row: HashedSample, keep: HashedSample) -> dict[str, Any]:
    distance = (int(row.phash, 16) ^ int(keep.phash, 16)).bit_count()
    return {"sample_id": row.id, "position": row.position, "filename": row.filename, "distance": distance}
