"""select: the most informative samples of an embedding become a subset."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
from sqlalchemy.orm import Session

from store import embeddings, metadata, sample_columns, sample_listing, samples, subsets
from store.db import now
from store.embeddings import Embedding
from store.ids import new_id
from store.specs.jobs import SelectSpec
from store.specs.selection import SelectionRequest, TaskLabels
from store.subsets import Subset
from worker.engine.context import JobContext
from worker.jobs import matrices, pixels, selection_inputs
from worker.reporting import UserError
from worker.select import Inputs, Selection, UnusableRows, covering_radius, random_covering_radii, select
from worker.select.sequences import Sequences

Bools = npt.NDArray[np.bool_]
Float32 = npt.NDArray[np.float32]
Int64 = npt.NDArray[np.int64]

_TRIALS = 5
# Coverage costs as much as one more selection for each trial; above this many distances only the first is computed.
_AFFORDABLE = 2_000_000_000
_NAMED = 5


@dataclass(frozen=True, eq=False)
class Material:
    """What a request picks from, by position of the embedding: all of it arrays, for the library.

    `eligible` is (N,): has a vector and belongs to the version; `candidates` (N,): may be picked; `preselected` (P,).
    `sequences` are the units of a request for sequences.
    """

    matrix: Float32
    eligible: Bools
    candidates: Bools
    preselected: Int64
    inputs: Inputs
    sequences: Sequences | None = None


def job(context: JobContext) -> None:
    """Load the embedding, pick, measure the coverage, and publish the subset."""
    spec = context.spec
    assert isinstance(spec, SelectSpec)
    version = pixels.pinned_version(context, spec)
    with context.database.read() as session:
        embedding = embeddings.get(session, spec.embedding)
    matrix = matrices.load(context, embedding)
    try:
        with context.database.read() as session:
            material = gather(context, session, spec, embedding, version, matrix)
        selection = pick(spec, material, context)
    except UnusableRows as error:
        with context.database.read() as session:
            names = sample_columns.filenames(session, spec.dataset_id, error.rows[:_NAMED].tolist())
        raise UserError(error.named(names)) from error
    context.progress("measure coverage", 0, 1, "embeddings")
    metrics = _coverage(matrix, selection, material.preselected, material.eligible)
    context.progress("measure coverage", 1, 1, "embeddings")
    for note in selection.notes:
        context.log(note)
    if selection.stopped_early:
        context.log(selection.stopped_early)
    _publish(context, spec, embedding, version, selection, metrics)


def gather(
    context: JobContext,
    session: Session,
    request: SelectionRequest,
    embedding: Embedding,
    version: int,
    matrix: Float32,
) -> Material:
    """Everything that a request needs, out of the database.

    Raises UserError when something that it names is not there or has nothing to say.
    """
    eligible = _has_vector(matrix) & _alive(session, embedding, version)
    inputs = selection_inputs.gather(context, session, request, embedding)
    preselected = _preselected(session, request, embedding)
    if isinstance(request.labels, TaskLabels) and inputs.labels is not None:
        preselected = np.union1d(preselected, np.flatnonzero(inputs.labels >= 0))
    material = Material(
        matrix=matrix,
        eligible=eligible,
        candidates=_candidates(session, request, embedding, version),
        # What was picked before may have been deleted before this version; it covers nothing any more.
        preselected=preselected[eligible[preselected]],
        inputs=inputs,
    )
    if request.sequence_length == 1:
        return material
    videos, frames = selection_inputs.frames(context, session, embedding)
    return replace(material, sequences=Sequences.of(videos, frames, eligible, request.sequence_length))


def pick(request: SelectionRequest, material: Material, reporter: JobContext) -> Selection:
    """The library's answer to a request: rows are positions of the embedding."""
    sequences = material.sequences
    if sequences is None:
        return select(
            request.all_strategies, material.matrix, n_samples=count(request, material), mode=request.mode,
            preselected=material.preselected, eligible=material.eligible, candidates=material.candidates,
            inputs=material.inputs, reporter=reporter,
        )  # fmt: skip
    taken = sequences.holding(material.preselected)
    candidates = sequences.all_of(material.candidates)
    units = Material(
        sequences.embeddings(material.matrix), np.ones(len(sequences.rows), dtype=np.bool_), candidates, taken,
        sequences.inputs(material.inputs),
    )  # fmt: skip
    wanted = count(request, material) // request.sequence_length
    try:
        selection = select(
            request.all_strategies, units.matrix, n_samples=wanted, mode=request.mode, preselected=taken,
            candidates=candidates, inputs=units.inputs, reporter=reporter,
        )  # fmt: skip
    except UnusableRows as error:
        raise UnusableRows(error.problem, sequences.rows[error.rows, 0], advice=error.advice) from error
    return sequences.expanded(selection)


def count(request: SelectionRequest, material: Material) -> int:
    """How many new samples a request asks for, given what there is to pick from.

    Raises UserError when that is none: all that were asked for, as LightlyOne counts, are preselected.
    """
    open_ = material.candidates & material.eligible
    open_[material.preselected] = False
    n_preselected = material.preselected.size
    wanted = request.n_samples
    if wanted is None:
        assert request.proportion is not None
        n_all = int(np.count_nonzero(open_)) + (n_preselected if request.count_preselected else 0)
        wanted = max(1, round(request.proportion * n_all))
        wanted = max(request.sequence_length, wanted - wanted % request.sequence_length)
    if request.count_preselected:
        wanted -= n_preselected
        if wanted <= 0:
            raise UserError(
                f"{n_preselected} samples are preselected already, and n_samples counts them (count_preselected): "
                "nothing is left to pick. Ask for more."
            )
    return wanted


def _preselected(session: Session, request: SelectionRequest, embedding: Embedding) -> Int64:
    positions = set(samples.positions_of(session, embedding.dataset_id, request.preselected).values())
    if request.preselected_subset is not None:
        positions |= set(subsets.positions(session, request.preselected_subset))
    beyond = [position for position in positions if position >= embedding.count]
    if beyond:
        raise UserError(
            f"{len(beyond)} preselected samples are newer than the embedding. Embed the current version of the dataset."
        )
    return np.array(sorted(positions), dtype=np.int64)


def _candidates(session: Session, request: SelectionRequest, embedding: Embedding, version: int) -> Bools:
    """(N,) whether the sample at each position passes the filter and is in the subset that is to be picked from."""
    mask = np.ones(embedding.count, dtype=np.bool_)
    if request.candidates is not None:
        dataset_id, wanted = embedding.dataset_id, request.candidates.metadata
        conditions = metadata.conditions(session, dataset_id, wanted) if wanted else []
        passing = sample_listing.positions(
            session, dataset_id, version, request.candidates, below=embedding.count, metadata=conditions
        )
        mask &= _mask(passing, embedding.count)
    if request.candidates_subset is not None:
        mask &= _mask(subsets.positions(session, request.candidates_subset), embedding.count)
    if not mask.any():
        raise UserError("No sample of the embedding passes the filter of the candidates.")
    return mask


def _mask(positions: npt.ArrayLike, n_rows: int) -> Bools:
    found = np.asarray(positions, dtype=np.int64)
    mask = np.zeros(n_rows, dtype=np.bool_)
    mask[found[found < n_rows]] = True
    return mask


def _alive(session: Session, embedding: Embedding, version: int) -> Bools:
    """(N,) whether the sample at each position is part of the dataset at the version that the job works on."""
    alive = np.zeros(embedding.count, dtype=np.bool_)
    alive[samples.ok_positions(session, embedding.dataset_id, version, below=embedding.count)] = True
    return alive


def _has_vector(matrix: Float32) -> Bools:
    blocks = [matrix[start : start + 65_536].any(axis=1) for start in range(0, len(matrix), 65_536)]
    return np.concatenate(blocks)


def _coverage(
    matrix: Float32,
    selection: Selection,
    preselected: Int64,
    eligible: Bools,
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
            name=spec.subset_name or f"{' and '.join(one.name for one in spec.all_strategies)[:150]} {len(picks)}",
            strategy=_described(spec),
            count=len(picks),
            metrics=metrics,
            created_at=now(session),
        )
        subsets.add(session, subset, picks)
        result |= {"subset_id": subset.id, "count": len(picks), "metrics": metrics}
        if selection.notes:
            result["notes"] = list(selection.notes)
        if selection.stopped_early:
            result["stopped_early"] = selection.stopped_early


def _described(request: SelectionRequest) -> dict[str, Any]:
    """How a subset was picked: the one strategy, or all of them with the way they were combined."""
    strategies = [strategy.model_dump(mode="json") for strategy in request.all_strategies]
    return strategies[0] if request.strategies is None else {"mode": request.mode, "strategies": strategies}
