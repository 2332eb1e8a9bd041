"""select: the most informative samples of an embedding become a subset."""

import numpy as np
import numpy.typing as npt
from sqlalchemy.orm import Session

from store import embeddings, samples, subsets
from store.db import now
from store.embeddings import Embedding
from store.ids import new_id
from store.specs.jobs import SelectSpec
from store.subsets import Subset
from worker.engine.context import JobContext
from worker.jobs import files, pixels
from worker.reporting import UserError
from worker.select import Selection, covering_radius, random_covering_radii, select

_TRIALS = 5
# Coverage costs as much as one more selection for each trial; above this many distances only the first is computed.
_AFFORDABLE = 2_000_000_000


def job(context: JobContext) -> None:
    """Load the embedding, pick, measure the coverage, and publish the subset."""
    spec = context.spec
    assert isinstance(spec, SelectSpec)
    version = pixels.pinned_version(context, spec)
    with context.database.read() as session:
        embedding = embeddings.get(session, spec.embedding)
        preselected = _preselected(session, spec, embedding)
        alive = _alive(session, embedding, version)
    matrix = np.load(files.fetch(context.blobs, embedding.blob_key, context.scratch), mmap_mode="r")
    eligible = _has_vector(matrix) & alive
    # What was picked before may have been deleted before this version; it covers nothing any more.
    preselected = preselected[eligible[preselected]]
    selection = select(
        spec.strategy, matrix, n_samples=spec.n_samples, preselected=preselected, eligible=eligible, reporter=context
    )
    context.progress("measure coverage", 0, 1, "embeddings")
    metrics = _coverage(matrix, selection, preselected, eligible)
    context.progress("measure coverage", 1, 1, "embeddings")
    if selection.stopped_early:
        context.log(selection.stopped_early)
    _publish(context, spec, embedding, version, selection, metrics)


def _preselected(session: Session, spec: SelectSpec, embedding: Embedding) -> npt.NDArray[np.int64]:
    positions = set(samples.positions_of(session, spec.dataset_id, spec.preselected).values())
    if spec.preselected_subset is not None:
        positions |= set(subsets.positions(session, spec.preselected_subset))
    beyond = [position for position in positions if position >= embedding.count]
    if beyond:
        raise UserError(
            f"{len(beyond)} preselected samples are newer than the embedding. Embed the current version of the dataset."
        )
    return np.array(sorted(positions), dtype=np.int64)


def _alive(session: Session, embedding: Embedding, version: int) -> npt.NDArray[np.bool_]:
    """(N,) whether the sample at each position is part of the dataset at the version that the job works on."""
    alive = np.zeros(embedding.count, dtype=np.bool_)
    alive[samples.ok_positions(session, embedding.dataset_id, version, below=embedding.count)] = True
    return alive


def _has_vector(matrix: npt.NDArray[np.float32]) -> npt.NDArray[np.bool_]:
    blocks = [matrix[start : start + 65_536].any(axis=1) for start in range(0, len(matrix), 65_536)]
    return np.concatenate(blocks)


def _coverage(
    matrix: npt.NDArray[np.float32],
    selection: Selection,
    preselected: npt.NDArray[np.int64],
    eligible: npt.NDArray[np.bool_],
) -> dict[str, float]:
    """The covering radius of the subset (with what was preselected), and of random subsets of its size."""
    picked = np.concatenate([preselected, selection.rows])
    metrics = {"covering_radius": covering_radius(matrix, picked, eligible=eligible)}
    if len(matrix) * len(selection) <= _AFFORDABLE and len(selection) > 0:
        radii = random_covering_radii(
            matrix, len(selection), trials=_TRIALS, seed=0, preselected=preselected, eligible=eligible
        )
        metrics["covering_radius_random"] = float(np.mean(radii))
    return metrics


def _publish(
    context: JobContext,
    spec: SelectSpec,
    embedding: Embedding,
    version: int,
    selection: Selection,
    metrics: dict[str, float],
) -> None:
    picks = [(int(row), selection.gain(pick), selection.reason(pick)) for pick, row in enumerate(selection.rows)]
    with context.succeed() as (session, result):
        subset = Subset(
            id=new_id("sub"),
            dataset_id=spec.dataset_id,
            dataset_version=version,
            job_id=context.job_id,
            embedding_id=embedding.id,
            name=spec.subset_name or f"{spec.strategy.name} {len(picks)}",
            strategy=spec.strategy.model_dump(mode="json"),
            count=len(picks),
            metrics=metrics,
            created_at=now(session),
        )
        subsets.add(session, subset, picks)
        result |= {"subset_id": subset.id, "count": len(picks), "metrics": metrics}
        if selection.stopped_early:
            result["stopped_early"] = selection.stopped_early
