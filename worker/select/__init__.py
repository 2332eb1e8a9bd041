"""Pick the samples worth labelling out of an embedding: one module per strategy, no database, numpy and scipy only.

selection = select(DiversityStrategy(), embeddings, n_samples=500)
embeddings[selection.rows]
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Literal

import numpy as np

from store.specs.selection import FILTERS
from store.specs.strategies import (
    BadgeStrategy,
    BalanceStrategy,
    ClusterStrategy,
    CoverageStrategy,
    DiversityStrategy,
    DropQueryStrategy,
    RandomStrategy,
    SimilarityStrategy,
    Strategy,
    StratifiedStrategy,
    TypicalityStrategy,
    UncertaintyCoverageStrategy,
    UncertaintyStrategy,
    WeightsStrategy,
)
from worker.reporting import Reporter, Silent, UserError
from worker.select.auto import resolved
from worker.select.badge import pick_badge
from worker.select.balance import pick_balanced
from worker.select.coverage import covering_radius, mean_coverage_distance, random_covering_radii
from worker.select.covering import pick_covering, pick_uncertain_covering
from worker.select.diversity import pick_diverse
from worker.select.dropquery import pick_dropquery
from worker.select.filters import apply_filters
from worker.select.gist import pick_gist
from worker.select.inputs import Inputs, Membership, UnusableRows
from worker.select.neighbours import nearest_earlier
from worker.select.pool import Bools, Float32, Int64, Pool, Selection
from worker.select.product import pick_by_product
from worker.select.random import pick_random
from worker.select.ranking import pick_by_weight, pick_similar
from worker.select.typicality import pick_medoids, pick_typical
from worker.select.uncertainty import pick_uncertain

__all__ = [
    "Inputs",
    "Membership",
    "Selection",
    "UnusableRows",
    "covering_radius",
    "mean_coverage_distance",
    "random_covering_radii",
    "select",
]

# Each takes (spec, pool, *, n_samples, reporter). The spec's own class is the key, so every entry gets its own type.
STRATEGIES: dict[type[Any], Callable[..., Selection]] = {
    RandomStrategy: pick_random,
    StratifiedStrategy: pick_balanced,
    DiversityStrategy: pick_diverse,
    CoverageStrategy: pick_covering,
    TypicalityStrategy: pick_typical,
    ClusterStrategy: pick_medoids,
    UncertaintyStrategy: pick_uncertain,
    UncertaintyCoverageStrategy: pick_uncertain_covering,
    DropQueryStrategy: pick_dropquery,
    BadgeStrategy: pick_badge,
    SimilarityStrategy: pick_similar,
    WeightsStrategy: pick_by_weight,
    BalanceStrategy: pick_balanced,
}
# These rank, so the opposite of them is the other end; the opposite of the others is one of their objective.
_HAVE_AN_OPPOSITE = (WeightsStrategy, SimilarityStrategy, UncertaintyStrategy)


def select(
    strategy: Strategy | Sequence[Strategy],
    embeddings: Float32,
    *,
    n_samples: int,
    mode: Literal["product", "gist"] = "product",
    preselected: Int64 | None = None,
    eligible: Bools | None = None,
    candidates: Bools | None = None,
    inputs: Inputs | None = None,
    reporter: Reporter | None = None,
) -> Selection:
    """Pick `n_samples` rows of `embeddings`, an (N, D) float32 array or memory map, by one or several strategies.

    Filters (`threshold`, `deduplicate`) come first. One other strategy picks by its own algorithm; several pick one
    sample at a time by the product of their objectives, or as `mode` says.

    `preselected` rows, (P,) int64, count as picked already and are not returned. `eligible`, an (N,) mask, leaves out
    rows whose embedding means nothing (corrupt images); they are neither picked nor covered, nor do they cover others.
    `candidates`, an (N,) mask, leaves out rows that are not to be picked, but still are to be covered. `inputs` holds
    what the strategies ask for beside the embedding. Progress is reported in "samples", "clusters" and the like.

    Fewer rows than asked for come back when filters leave no more, or a strategy has a reason to stop: the selection
    says it in `stopped_early`.

    Raises UserError when fewer than `n_samples` rows are left to pick from before filters, when an embedding is not
    finite or a strategy lacks something (UnusableRows, its subclass, when it is about some samples), ValueError when an
    argument has the wrong shape, and lets `Cancelled` of the reporter pass.
    """
    if n_samples < 0:
        raise ValueError(f"n_samples must not be negative, got {n_samples}")
    reporter = reporter or Silent()
    none_yet = np.empty(0, dtype=np.int64)
    pool = Pool.build(
        embeddings, none_yet if preselected is None else preselected, eligible, candidates=candidates, inputs=inputs
    )
    if n_samples > pool.rows.size:
        raise UserError(
            f"{n_samples} samples were asked for, but only {pool.rows.size} are left to pick from: "
            f"of {len(embeddings)} samples {len(embeddings) - pool.rows.size} are preselected, filtered or not usable."
        )
    strategies = [strategy] if not isinstance(strategy, Sequence) else list(strategy)
    if n_samples == 0:
        return _none()
    pool, notes = apply_filters(strategies, pool, reporter)
    wanted = min(n_samples, pool.rows.size)
    strategies, reasons = resolved([one for one in strategies if not isinstance(one, FILTERS)], pool)
    found = _pick(strategies, pool, mode, n_samples=wanted, reporter=reporter)
    short = found.stopped_early
    if short is None and wanted < n_samples:
        short = f"The filters leave {wanted} samples to pick from."
    nearest, distances = nearest_earlier(pool, found.rows) or (None, None)
    contributions = found.contributions or {one.name: found.gains for one in strategies}
    return replace(
        found, stopped_early=short, contributions=contributions, nearest=nearest, distances=distances,
        notes=(*notes, *reasons, *found.notes),
    )  # fmt: skip


def _pick(strategies: list[Strategy], pool: Pool, mode: str, *, n_samples: int, reporter: Reporter) -> Selection:
    if not strategies:
        return _in_order(pool, n_samples)
    if mode == "gist":
        return pick_gist(strategies, pool, n_samples=n_samples, reporter=reporter)
    only = strategies[0]
    alone = len(strategies) == 1 and (isinstance(only, _HAVE_AN_OPPOSITE) or getattr(only, "strength", 1.0) > 0)
    if not alone:
        return pick_by_product(strategies, pool, n_samples=n_samples, reporter=reporter)
    return STRATEGIES[type(only)](only, pool, n_samples=n_samples, reporter=reporter)


def _in_order(pool: Pool, n_samples: int) -> Selection:
    """What the filters leave, in the order of the dataset."""
    return Selection(
        rows=pool.rows[:n_samples],
        gains=np.full(n_samples, np.nan, dtype=np.float32),
        explain=lambda _pick: "Passes the filters; samples are taken in the order of the dataset.",
    )


def _none() -> Selection:
    return Selection(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32), lambda _pick: "")
