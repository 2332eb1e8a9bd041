"""Greedy kernel coverage (MaxHerding, UHerding, facility location), with the picks of the plain greedy loop.

The objective is C(S) = sum over represented samples r of w(r) * max over s in S of k(r, s). It is monotone and
submodular, so the greedy picks reach at least 1 - 1/e of the best value, and what a candidate adds only falls as others
are picked (Minoux 1978): an outdated gain is an upper bound, and most candidates need not be looked at for most picks.
Kernel values are small integers here, so that all sums are exact and ties are real; they go to the lowest row.

Memory: candidates x represented x 2 bytes, at most half a gigabyte; with more candidates than that allows, their kernel
values are computed when they are looked at.
"""

import math
from dataclasses import dataclass

import numpy as np

from worker.reporting import Reporter
from worker.select.kernels import UNIT, KernelTable, UInt16
from worker.select.lattice import Int64, Lattice
from worker.select.pool import Float64

_KEPT_VALUES = 1 << 28  # kernel values that are kept, 2 bytes each
_LOOKED_AT = 64  # candidates whose gain is brought up to date together
_BLOCK = 256
TAKEN = -1.0  # the bound of a candidate that cannot be picked again
WEIGHT = 1023  # stands for the largest weight


@dataclass(frozen=True)
class Herd:
    """Picked rows in order; `gains` are what each added to the mean weighted kernel value, between 0 and 1."""

    rows: Int64
    gains: Float64
    exhausted: bool
    """Nothing that could still be picked adds anything."""


class Coverage:
    """What the picks so far cover, and what each candidate would add.

    `candidates` and `represented` are rows. `weights` is (R,) in 0..1, of the represented. `bounds` is (C,) float64:
    at least what each candidate adds; `bring_up_to_date` makes it exact.
    """

    def __init__(
        self,
        lattice: Lattice,
        table: KernelTable,
        candidates: Int64,
        represented: Int64,
        *,
        weights: Float64 | None = None,
        reporter: Reporter,
    ) -> None:
        self.lattice, self.table, self.candidates = lattice, table, candidates
        self.columns = lattice[represented]
        self.covered: UInt16 = np.zeros(represented.size, dtype=np.uint16)
        given = np.ones(represented.size) if weights is None else np.clip(weights, 0.0, 1.0)
        # Integers: a sum of products with kernel values stays far below 2^53.
        self.weights = None if weights is None else np.rint(given * WEIGHT)
        self.total = float(UNIT) * (represented.size if self.weights is None else max(1.0, WEIGHT * represented.size))
        self.kept: UInt16 | None = None
        self.bounds: Float64 = np.full(candidates.size, np.inf)
        self.fresh = np.zeros(candidates.size, dtype=np.bool_)
        self.reporter = reporter

    def cover_with(self, rows: Int64) -> None:
        """Count rows as picked, whose gain does not matter."""
        for start in range(0, rows.size, _BLOCK):
            values = self.table.matrix(self.lattice, rows[start : start + _BLOCK], self.columns)
            np.maximum(self.covered, values.max(axis=0), out=self.covered)

    def prepare(self) -> None:
        """Compute what every candidate adds now."""
        n_values = self.candidates.size * self.covered.size
        if n_values <= _KEPT_VALUES:
            self.kept = np.empty((self.candidates.size, self.covered.size), dtype=np.uint16)
        for start in range(0, self.candidates.size, _BLOCK):
            self.reporter.progress("compare", start, self.candidates.size, "samples")
            part = np.arange(start, min(start + _BLOCK, self.candidates.size))
            values = self.table(self.lattice[self.candidates[part]], self.columns)
            if self.kept is not None:
                self.kept[part] = values
            self.bounds[part] = self.added(values)
        self.fresh[:] = True
        self.reporter.progress("compare", self.candidates.size, self.candidates.size, "samples")

    def added(self, values: UInt16) -> Float64:
        """What rows of kernel values (B, R) would add to what is covered: (B,) integers."""
        gains = np.maximum(values, self.covered) - self.covered
        if self.weights is None:
            total: Float64 = gains.sum(axis=1, dtype=np.int64).astype(np.float64)
            return total
        weighted: Float64 = gains.astype(np.float64) @ self.weights
        return weighted

    def values_of(self, positions: Int64) -> UInt16:
        if self.kept is not None:
            return self.kept[positions]
        return self.table.matrix(self.lattice, self.candidates[positions], self.columns)

    def bring_up_to_date(self, positions: Int64) -> None:
        """Make the bounds of candidates (by their position among them) exact."""
        stale = positions[~self.fresh[positions]]
        if stale.size:
            self.bounds[stale] = self.added(self.values_of(stale))
            self.fresh[stale] = True

    def pick(self, position: int) -> None:
        """Count a candidate as picked: what the others add may be less now."""
        np.maximum(self.covered, self.values_of(np.array([position]))[0], out=self.covered)
        self.bounds[position] = TAKEN
        self.fresh[:] = self.bounds == TAKEN

    def best(self, among: Int64 | None = None) -> int:
        """The candidate that adds most, of all or of these positions; the lowest of those that add the same."""
        n_looked_at = _LOOKED_AT
        while True:
            bounds = self.bounds if among is None else self.bounds[among]
            position = int(bounds.argmax())
            found = position if among is None else int(among[position])
            if self.fresh[found]:
                return found
            stale = np.where(self.fresh if among is None else self.fresh[among], -np.inf, bounds)
            n_looked_at = min(n_looked_at, stale.size)
            top = np.argpartition(-stale, n_looked_at - 1)[:n_looked_at]
            self.bring_up_to_date(top if among is None else among[top])
            n_looked_at *= 2


def herd(
    coverage: Coverage,
    n_samples: int,
    *,
    reporter: Reporter,
    n_looked_at: int | None = None,
    rng: np.random.Generator | None = None,
) -> Herd:
    """Pick `n_samples` of the candidates greedily; with `n_looked_at` from so many, drawn anew for each pick.

    The latter is stochastic greedy (Mirzasoleiman et al. 2015): 1 - 1/e - eps in expectation for
    n_candidates / n_samples * ln(1 / eps) of them.
    """
    coverage.prepare()
    rows: list[int] = []
    gains: list[float] = []
    left = np.ones(coverage.candidates.size, dtype=np.bool_)
    while len(rows) < n_samples:
        among = None
        if n_looked_at is not None and rng is not None:
            open_ = np.flatnonzero(left)
            among = np.sort(rng.choice(open_, size=min(n_looked_at, open_.size), replace=False))
        position = coverage.best(among)
        gain = float(coverage.bounds[position])
        if gain <= 0:
            if among is None or coverage.bounds[left].max() <= 0:
                break
            position = coverage.best()
            gain = float(coverage.bounds[position])
            if gain <= 0:
                break
        coverage.pick(position)
        left[position] = False
        rows.append(int(coverage.candidates[position]))
        gains.append(gain / coverage.total)
        reporter.progress("select", len(rows), n_samples, "samples")
    return Herd(np.array(rows, dtype=np.int64), np.array(gains), exhausted=len(rows) < n_samples)


def looked_at(n_candidates: int, n_samples: int, epsilon: float) -> int:
    """How many candidates stochastic greedy looks at for a pick."""
    return max(1, math.ceil(n_candidates / n_samples * math.log(1 / epsilon)))


def drawn(rows: Int64, size: int, *, seed: int) -> Int64:
    """`size` of the rows without replacement, ascending; all of them when there are no more."""
    if rows.size <= size:
        return rows
    return np.sort(np.random.default_rng(seed).choice(rows, size=size, replace=False))
