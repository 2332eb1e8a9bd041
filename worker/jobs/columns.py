"""Scores between the object store and arrays."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
from sqlalchemy.orm import Session

from store.blobs import Blobs
from store.db import now
from store.ids import new_id
from store.scores import BINS, Score
from worker.engine.context import JobContext
from worker.jobs import files
from worker.jobs.files import StoredFile
from worker.score import Summary, summarise, write

Float32 = npt.NDArray[np.float32]


def score(blobs: Blobs, row: Score, scratch: Any) -> Float32:
    """(N,) float32 by position, mapped; NaN for samples without a number."""
    return np.memmap(files.fetch(blobs, row.blob_key, scratch), dtype="<f4", mode="r", shape=(row.count,))


class ScoreFiles:
    """Columns that are in the object store already and become scores with the job's success."""

    def __init__(self, context: JobContext, columns: Mapping[str, Float32]) -> None:
        self._job_id = context.job_id
        self._stored: dict[str, tuple[Summary, int, StoredFile, StoredFile]] = {}
        for done, (name, values) in enumerate(columns.items()):
            context.progress("store", done, len(columns), "scores")
            paths = context.scratch / f"{name}.f32", context.scratch / f"{name}.ranking"
            write(values, *paths)
            column, ranking = (files.publish(context, path) for path in paths)
            self._stored[name] = summarise(values, bins=BINS), len(values), column, ranking
            for path in paths:
                path.unlink()

    def publish(self, session: Session, result: dict[str, Any], **common: Any) -> None:
        """Add the rows, with the columns in `common` alike, and name them in the job's result."""
        ids: dict[str, str] = {}
        for name, (summary, count, column, ranking) in self._stored.items():
            row = Score(
                id=new_id("scr"), job_id=self._job_id, name=name, count=count, blob_key=column.key,
                ranking_key=ranking.key, size_bytes=column.size_bytes, sha256=column.sha256, created_at=now(session),
                **vars(summary), **common,
            )  # fmt: skip
            session.add(row)
            ids[name] = row.id
        result |= {"scores": ids, "score_id": next(iter(ids.values()))}
