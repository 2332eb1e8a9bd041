"""Pick the samples worth labelling out of an embedding: one module per strategy, no database, numpy only.

selection = select(DiversityStrategy(), embeddings, n_samples=500)
embeddings[selection.rows]
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from store.specs.strategies import DiversityStrategy, RandomStrategy, Strategy
from worker.reporting import Reporter, Silent, UserError
from worker.select.coverage import covering_radius, mean_coverage_distance, random_covering_radii
from worker.select.diversity import pick_diverse
from worker.select.pool import Bools, Float32, Int64, Pool, Selection
from worker.select.random import pick_random

__all__ = ["Selection", "covering_radius", "mean_coverage_distance", "random_covering_radii", "select"]

# Each takes (spec, pool, *, n_samples, reporter). The spec's own class is the key, so every entry gets its own type.
STRATEGIES: dict[type[Any], Callable[..., Selection]] = {
    RandomStrategy: pick_random,
    DiversityStrategy: pick_diverse,
}


def select(
    strategy: Strategy,
    embeddings: Float32,
    *,
    n_samples: int,
    preselected: Int64 | None = None,
    eligible: Bools | None = None,
    reporter: Reporter | None = None,
) -> Selection:
    """Pick `n_samples` rows of `embeddings`, an (N, D) float32 array or memory map, by `strategy`.

    `preselected` rows, (P,) int64, count as picked already and are not returned. `eligible`, an (N,) mask, leaves out
    rows whose embedding means nothing (corrupt images); they are neither picked nor covered, nor do they cover others.
    Progress is reported as stage "select" in "samples".

    Raises UserError when fewer than `n_samples` rows are left to pick from or when an embedding is not finite,
    ValueError when an argument has the wrong shape, and lets `Cancelled` of the reporter pass.
    """
    if n_samples < 0:
        raise ValueError(f"n_samples must not be negative, got {n_samples}")
    none_yet = np.empty(0, dtype=np.int64)
    pool = Pool.build(embeddings, none_yet if preselected is None else preselected, eligible)
    available = int(np.count_nonzero(pool.candidates))
    if n_samples > available:
        raise UserError(
            f"{n_samples} samples were asked for, but only {available} are left to pick from: "
            f"of {len(embeddings)} samples {len(embeddings) - available} are preselected or not usable."
        )
    return STRATEGIES[type(strategy)](strategy, pool, n_samples=n_samples, reporter=reporter or Silent())
