"""Strategies as objectives: a number for each candidate that says how welcome it is now, given what is picked.

A combination picks one sample at a time by the product of its objectives. Some numbers are costly, and only fall as
others are picked (a distance to the nearest pick, what a sample would still cover). These are kept as upper bounds and
brought up to date only for candidates that may come first.
"""

from typing import Protocol

import numpy as np

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
from worker.reporting import Reporter
from worker.select.badge import Gradients
from worker.select.balance import Target, membership
from worker.select.covering import coverage_of
from worker.select.dropquery import flips
from worker.select.kmeans import kmeans
from worker.select.lattice import Float32, Int64
from worker.select.outliers import without_outliers
from worker.select.pool import Bools, Float64, Pool
from worker.select.ranking import similarity
from worker.select.typicality import typicality
from worker.select.uncertainty import as_coverage, uncertainty_of

_HELD_VALUES = 1 << 28
_FOR_DENSITY = 2000  # rows in a cluster within which neighbours are searched for a density


class Objective(Protocol):
    """`values` is (M,) float64, not negative: of every candidate of the pool, in the order of its rows.

    With `stale` some are only upper bounds, where the mask is set.
    """

    values: Float64
    stale: Bools | None

    def refresh(self, positions: Int64) -> None:
        """Make the values of these candidates exact."""

    def pick(self, position: int) -> None:
        """A candidate has been picked."""


class Constant:
    """Numbers that do not depend on what is picked, brought to 0..1 over the candidates."""

    def __init__(self, values: Float64) -> None:
        low, high = (float(values.min()), float(values.max())) if values.size else (0.0, 1.0)
        # All the same: none is preferred.
        self.values = np.ones(values.size) if high <= low else (values - low) / (high - low)
        self.stale: Bools | None = None

    def refresh(self, positions: Int64) -> None:
        del positions

    def pick(self, position: int) -> None:
        del position


class Distance:
    """The distance to the nearest pick or preselected sample, over 2: of unit vectors, so between 0 and 1."""

    def __init__(self, spec: DiversityStrategy, pool: Pool, reporter: Reporter) -> None:
        self.lattice, self.rows = pool.lattice, pool.rows
        held = pool.rows.size * pool.embeddings.shape[1] <= _HELD_VALUES
        self.held = self.lattice[self.rows] if held else None
        self.picks: list[Float32] = list(self.lattice[pool.preselected])
        self.applied = np.zeros(self.rows.size, dtype=np.int64)
        self.squared = np.full(self.rows.size, np.inf)
        self.values = np.ones(self.rows.size)
        self.stale: Bools | None = np.full(self.rows.size, bool(self.picks))
        self.least = spec.min_distance / 2.0
        self.allowed = without_outliers(spec, pool, reporter)[self.rows]
        self.values[~self.allowed] = 0.0

    def vectors(self, positions: Int64) -> Float32:
        return self.lattice[self.rows[positions]] if self.held is None else self.held[positions]

    def refresh(self, positions: Int64) -> None:
        assert self.stale is not None
        positions = positions[self.stale[positions]]
        for applied in np.unique(self.applied[positions]).tolist():
            part = positions[self.applied[positions] == applied]
            for start in range(0, part.size, 4096):
                block = part[start : start + 4096]
                squared = self.lattice.squared(self.vectors(block), np.stack(self.picks[applied:]))
                self.squared[block] = np.minimum(self.squared[block], squared.min(axis=1))
        nearest = np.sqrt(np.maximum(self.squared[positions], 0.0)) / 2.0
        self.values[positions] = np.where(self.allowed[positions], np.minimum(nearest, 1.0), 0.0)
        self.applied[positions] = len(self.picks)
        self.stale[positions] = False

    def pick(self, position: int) -> None:
        assert self.stale is not None
        self.picks.append(self.vectors(np.array([position]))[0])
        self.stale[:] = True


class Covering:
    """What a candidate adds to the coverage, over what the best one added at first."""

    def __init__(
        self, spec: CoverageStrategy, pool: Pool, weights: Float64 | None, *, n_samples: int, reporter: Reporter
    ) -> None:
        self.coverage = coverage_of(
            spec, pool, n_samples=n_samples, weights=weights, candidates=pool.rows, reporter=reporter
        )
        self.coverage.prepare()
        self.unit = max(1.0, float(self.coverage.bounds.max(initial=0.0)))
        self.values = self.coverage.bounds / self.unit
        self.stale: Bools | None = np.zeros(pool.rows.size, dtype=np.bool_)

    def refresh(self, positions: Int64) -> None:
        assert self.stale is not None
        self.coverage.bring_up_to_date(positions)
        self.values[positions] = np.maximum(self.coverage.bounds[positions], 0.0) / self.unit
        self.stale[positions] = False

    def pick(self, position: int) -> None:
        assert self.stale is not None
        self.coverage.pick(position)
        self.stale[:] = True


class Balance:
    """How much of a sample the groups of a candidate are missing to the target, over what is missing most."""

    def __init__(self, spec: BalanceStrategy | StratifiedStrategy, pool: Pool, reporter: Reporter) -> None:
        groups = membership(spec.by, pool, reporter)
        self.shares: Float64 = groups.shares[pool.rows].astype(np.float64)
        self.target = Target(spec, groups, pool)
        self.stale: Bools | None = None
        self.values = self._values()

    def _values(self) -> Float64:
        missing = np.round(self.target.missing(), 9)
        return self.shares @ (missing / max(float(missing.max(initial=0.0)), 1e-9))

    def refresh(self, positions: Int64) -> None:
        del positions

    def pick(self, position: int) -> None:
        self.target.counts = self.target.counts + self.shares[position]
        self.values = self._values()


class ClusterTurns:
    """Nearness to the centre of the own cluster, over one more than the number of picks in it."""

    def __init__(self, spec: ClusterStrategy, pool: Pool, *, n_samples: int, reporter: Reporter) -> None:
        rows = np.sort(np.concatenate([pool.rows, pool.preselected]))
        clusters = kmeans(
            pool.lattice, rows, n_samples + pool.preselected.size, n_iterations=spec.n_iterations, seed=spec.seed,
            reporter=reporter,
        )  # fmt: skip
        open_ = pool.candidates[rows]
        self.assigned = clusters.assigned[open_]
        self.taken = np.bincount(clusters.assigned[~open_], minlength=len(clusters.centres)).astype(np.float64)
        self.nearness = _shares_of_largest(clusters.closeness[open_].astype(np.float64), self.assigned)
        self.stale: Bools | None = None
        self.values = self.nearness / (1.0 + self.taken[self.assigned])

    def refresh(self, positions: Int64) -> None:
        del positions

    def pick(self, position: int) -> None:
        self.taken[self.assigned[position]] += 1
        self.values = self.nearness / (1.0 + self.taken[self.assigned])


class GradientDistance:
    """The distance of a candidate's gradient to the nearest of the picks, over the longest gradient."""

    def __init__(self, spec: BadgeStrategy, pool: Pool) -> None:
        self.gradients = Gradients(spec, pool)
        self.nearest: Float64 = self.gradients.norms.copy()
        self.unit = max(float(np.sqrt(self.nearest.max(initial=0.0))), 1e-9)
        self.values = np.sqrt(self.nearest) / self.unit
        self.stale: Bools | None = None
        self.first = True

    def refresh(self, positions: Int64) -> None:
        del positions

    def pick(self, position: int) -> None:
        squared = self.gradients.squared_distances(position)
        self.nearest = squared if self.first else np.minimum(self.nearest, squared)
        self.first = False
        self.values = np.sqrt(self.nearest) / self.unit


def density(spec: TypicalityStrategy, pool: Pool, reporter: Reporter) -> Float64:
    """(M,) typicality of the candidates among their like, in clusters of about 2000 samples."""
    rows = np.flatnonzero(pool.usable)
    n_clusters = max(1, rows.size // _FOR_DENSITY)
    clusters = kmeans(pool.lattice, rows, n_clusters, seed=spec.seed, reporter=reporter)
    found = np.zeros(len(pool.embeddings))
    for cluster in range(len(clusters.centres)):
        members = rows[clusters.assigned == cluster]
        found[members] = typicality(pool.lattice, members, n_neighbors=spec.n_neighbors)
    return found[pool.rows]


def _shares_of_largest(values: Float64, groups: Int64) -> Float64:
    """Each value on a scale from 0.5, the least of its group, to 1, the largest."""
    found = np.ones(values.size)
    for group in np.unique(groups).tolist():
        members = np.flatnonzero(groups == group)
        low, high = float(values[members].min()), float(values[members].max())
        if high > low:
            found[members] = 0.5 + 0.5 * (values[members] - low) / (high - low)
    return found


def objective(strategy: Strategy, pool: Pool, *, n_samples: int, reporter: Reporter) -> Objective:
    """The objective of one strategy that is no filter; `auto` has to be resolved before."""
    numbers = _numbers(strategy, pool, reporter)
    if numbers is not None:
        return Constant(numbers)
    match strategy:
        case DiversityStrategy():
            return Distance(strategy, pool, reporter)
        case CoverageStrategy():
            return Covering(strategy, pool, None, n_samples=n_samples, reporter=reporter)
        case UncertaintyCoverageStrategy():
            weights = np.zeros(len(pool.embeddings))
            weights[pool.rows] = uncertainty_of(strategy, pool, pool.rows, calibrate=strategy.calibrate)
            weights /= max(float(weights.max()), 1e-9)
            return Covering(as_coverage(strategy, pool), pool, weights, n_samples=n_samples, reporter=reporter)
        case BadgeStrategy():
            return GradientDistance(strategy, pool)
        case ClusterStrategy():
            return ClusterTurns(strategy, pool, n_samples=n_samples, reporter=reporter)
        case BalanceStrategy() | StratifiedStrategy():
            return Balance(strategy, pool, reporter)
    raise ValueError(f"{strategy.name} is no objective")


def _numbers(strategy: Strategy, pool: Pool, reporter: Reporter) -> Float64 | None:
    """The numbers of a strategy that does not depend on what is picked."""
    match strategy:
        case RandomStrategy():
            draws: Float64 = np.random.default_rng(strategy.seed).random(len(pool.embeddings))[pool.rows]
            return draws
        case WeightsStrategy():
            return pool.inputs.number(strategy.by, pool.rows)
        case SimilarityStrategy():
            return similarity(strategy, pool, pool.rows)
        case UncertaintyStrategy():
            return uncertainty_of(strategy, pool, pool.rows)
        case DropQueryStrategy():
            return flips(strategy, pool, reporter)
        case TypicalityStrategy():
            return density(strategy, pool, reporter)
    return None
