"""The strategies that cover the embedding with a kernel: `coverage` and `uncertainty_coverage`."""

import numpy as np

from store.specs.strategies import CoverageStrategy, UncertaintyCoverageStrategy
from worker.reporting import Reporter
from worker.select.herding import Coverage, drawn, herd, looked_at
from worker.select.kernels import KernelTable, typical_distance
from worker.select.lattice import Int64, Lattice
from worker.select.pool import Float64, Pool, Selection
from worker.select.uncertainty import as_coverage, uncertainty_of

# The width that suits frozen embeddings best, in median distances between two samples (bench.label_efficiency).
_WIDTH = 0.7
# So many represented samples for each pick, or the picks would cover the sample rather than what it stands for.
_FOR_EACH = 8
_MOST_REPRESENTED = 65_536


def lattice_of(spec: CoverageStrategy, pool: Pool) -> Lattice:
    """The vectors that are compared."""
    return pool.centred if spec.centre else pool.lattice


def sigma_of(spec: CoverageStrategy, pool: Pool) -> float:
    """The width asked for, or one that follows the distances of the data."""
    if spec.sigma is not None:
        return spec.sigma
    return max(0.05, _WIDTH * typical_distance(lattice_of(spec, pool), np.flatnonzero(pool.usable), seed=spec.seed))


def coverage_of(
    spec: CoverageStrategy,
    pool: Pool,
    *,
    n_samples: int,
    weights: Float64 | None,
    candidates: Int64,
    reporter: Reporter,
) -> Coverage:
    """What candidates would add to what the preselected cover. `weights` are (N,) in 0..1, of all rows."""
    lattice = lattice_of(spec, pool)
    table = KernelTable(spec.kernel, sigma_of(spec, pool), lattice)
    size = min(_MOST_REPRESENTED, max(spec.represented_size, _FOR_EACH * n_samples))
    represented = drawn(np.flatnonzero(pool.usable), size, seed=spec.seed)
    coverage = Coverage(
        lattice, table, candidates, represented,
        weights=None if weights is None else weights[represented], reporter=reporter,
    )  # fmt: skip
    coverage.cover_with(pool.preselected)
    return coverage


def pick_covering(spec: CoverageStrategy, pool: Pool, *, n_samples: int, reporter: Reporter) -> Selection:
    """The picks of greedy facility location over the represented samples; what is preselected covers already.

    The gain of a pick is what it adds to the mean kernel value between a sample and its nearest pick. When nothing
    adds anything any more, the rest is drawn at random.
    """
    return _pick(spec, pool, None, n_samples=n_samples, reporter=reporter)


def pick_uncertain_covering(
    spec: UncertaintyCoverageStrategy, pool: Pool, *, n_samples: int, reporter: Reporter
) -> Selection:
    """`pick_covering` with each sample to be covered weighted by how unsure the model is of it."""
    weights = np.zeros(len(pool.embeddings))
    rows = np.flatnonzero(pool.usable)
    if spec.task is not None:
        rows = pool.rows  # the user's model need not have seen what is labelled already
    weights[rows] = uncertainty_of(spec, pool, rows, calibrate=spec.calibrate)
    weights /= max(float(weights.max()), 1e-9)
    return _pick(as_coverage(spec, pool), pool, weights, n_samples=n_samples, reporter=reporter)


def _pick(
    spec: CoverageStrategy, pool: Pool, weights: Float64 | None, *, n_samples: int, reporter: Reporter
) -> Selection:
    candidates = drawn(pool.rows, max(spec.candidate_size, 4 * n_samples), seed=spec.seed + 1)
    coverage = coverage_of(spec, pool, n_samples=n_samples, weights=weights, candidates=candidates, reporter=reporter)
    stochastic = spec.optimizer == "stochastic" and n_samples > 0
    found = herd(
        coverage, n_samples, reporter=reporter,
        n_looked_at=looked_at(candidates.size, n_samples, spec.epsilon) if stochastic else None,
        rng=np.random.default_rng(spec.seed) if stochastic else None,
    )  # fmt: skip
    rows, gains = found.rows, found.gains.astype(np.float32)
    if rows.size < n_samples:
        rest = np.setdiff1d(pool.rows, rows)
        more = np.random.default_rng(spec.seed).permutation(rest)[: n_samples - rows.size]
        rows = np.concatenate([rows, more])
        gains = np.concatenate([gains, np.zeros(more.size, dtype=np.float32)])
    n_covering = found.rows.size

    def explain(pick: int) -> str:
        if pick >= n_covering:
            return "Drawn at random: everything was covered before."
        covered = "uncertain samples" if weights is not None else "samples"
        return f"Adds {100 * gains[pick]:.3g} % to how well {covered} are covered, more than any other."

    return Selection(rows=rows, gains=gains, explain=explain)
