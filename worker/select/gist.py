"""Utility plus guaranteed spacing: GIST (Fahrbach, Ramalingam, Zadimoghaddam et al. 2024, arXiv 2405.18754)."""

from collections.abc import Sequence

import numpy as np

from store.specs.strategies import DiversityStrategy, Strategy
from worker.reporting import Reporter
from worker.select.objectives import objective
from worker.select.pool import Float32, Int64, Pool, Selection
from worker.select.product import labels_of

_EPSILON = 0.1  # thresholds grow by this factor
_SMALLEST = 0.05
_LEAST = 1e-6
_BLOCK = 512


def pick_gist(strategies: Sequence[Strategy], pool: Pool, *, n_samples: int, reporter: Reporter) -> Selection:
    """Maximise the sum of utilities + n_samples * strength * (least distance between two picks) / 2.

    The utility of a sample is the product of the other strategies' objectives ** strength, in 0..1. For each of a grid
    of distances the samples are taken in the order of their utility, leaving out those nearer than it to one that is
    taken, and the best of these selections wins: at least two thirds of the optimum for utilities that add up. It may
    hold fewer samples than asked for; preselected samples keep their distance, too.
    """
    spacing = next(strategy for strategy in strategies if isinstance(strategy, DiversityStrategy))
    others = [strategy for strategy in strategies if strategy is not spacing]
    objectives = [objective(strategy, pool, n_samples=n_samples, reporter=reporter) for strategy in others]
    total = np.zeros(pool.rows.size)
    for strategy, one in zip(others, objectives, strict=True):
        total = total + getattr(strategy, "strength", 1.0) * np.log(np.maximum(one.values, _LEAST))
    utility = np.round(np.exp(total - total.max()), 9)
    order = np.argsort(-utility, kind="stable")
    weight = n_samples * spacing.strength / 2.0
    best_value, best, best_distance = -np.inf, np.empty(0, dtype=np.int64), 0.0
    grid = _grid(spacing.min_distance)
    for number, distance in enumerate(grid):
        reporter.progress("select", number, len(grid), "distances")
        picked = spread(pool, order, distance, n_samples)
        guaranteed = distance if picked.size > 1 else 2.0
        value = float(utility[picked].sum()) + weight * guaranteed
        if picked.size and value > best_value:
            best_value, best, best_distance = value, picked, distance
    reporter.progress("select", len(grid), len(grid), "distances")
    names = labels_of(others)
    short = (
        None
        if best.size == n_samples
        else f"More than {best.size} samples cannot be {best_distance:.3g} apart and worth it."
    )
    return Selection(
        rows=pool.rows[best],
        gains=utility[best].astype(np.float32),
        explain=lambda pick: (
            f"Utility {utility[best[pick]]:.3g}, at least {best_distance:.3g} away from all other picks."
        ),
        stopped_early=None if best.size == n_samples else short,
        contributions={name: one.values[best].astype(np.float32) for name, one in zip(names, objectives, strict=True)},
    )


def _grid(least: float) -> list[float]:
    """Distances to try, ascending from `least`; the first is tried as it is."""
    distances = [least]
    distance = max(least, _SMALLEST)
    while distance < 2.0:
        distance *= 1.0 + _EPSILON
        distances.append(min(distance, 2.0))
    return distances


def spread(pool: Pool, order: Int64, distance: float, n_samples: int) -> Int64:
    """The first candidates of an order, at most `n_samples`, that are `distance` away from each other."""
    if distance <= 0:
        return order[:n_samples]
    earlier: list[Float32] = [pool.lattice[pool.preselected]] if pool.preselected.size else []
    picked: list[int] = []
    for start in range(0, order.size, _BLOCK):
        block = order[start : start + _BLOCK]
        vectors = pool.lattice[pool.rows[block]]
        free = np.ones(block.size, dtype=np.bool_)
        for part in earlier:
            free &= pool.lattice.squared(vectors, part).min(axis=1) >= distance**2
        far = pool.lattice.squared(vectors, vectors) >= distance**2
        taken: list[int] = []
        for index in np.flatnonzero(free).tolist():
            if free[index] and len(picked) < n_samples:
                taken.append(index)
                picked.append(int(block[index]))
                free &= far[index]
        if taken:
            earlier.append(vectors[taken])
        if len(picked) == n_samples:
            break
        if len(earlier) > 16:
            earlier = [np.concatenate(earlier)]
    return np.array(picked, dtype=np.int64)
