"""How well picks cover an embedding: the distance of every sample to its nearest pick, summed up.

The covering radius is what diversity minimises, and a single outlier sets it; the mean tells about the bulk. Random
picks of the same number are the yardstick for both.
"""

import math

import numpy as np

from worker.select.distances import BLOCK_CENTRES, Centred, nearest_squared, resolution, squared_norms
from worker.select.pool import Bools, Float32, Float64, Int64
from worker.select.threads import block_threads


def covering_radius(embeddings: Float32, rows: Int64, *, eligible: Bools | None = None) -> float:
    """The largest distance of a sample of (N, D) `embeddings` to the nearest of the picked `rows`, (k,) int64.

    Samples outside the (N,) mask `eligible` do not count, neither as covered nor as picks. Distances that float32
    cannot tell from zero are zero.

    Raises ValueError when there is nothing to cover with, UserError for embeddings that are not finite.
    """
    return math.sqrt(_Coverage(embeddings, eligible).nearest(rows).max())


def mean_coverage_distance(embeddings: Float32, rows: Int64, *, eligible: Bools | None = None) -> float:
    """The mean distance of a sample to the nearest of the picked `rows`; otherwise like `covering_radius`."""
    nearest: Float64 = np.sqrt(_Coverage(embeddings, eligible).nearest(rows), dtype=np.float64)
    return float(nearest.mean())


def random_covering_radii(
    embeddings: Float32,
    k: int,
    *,
    trials: int,
    seed: int,
    preselected: Int64 | None = None,
    eligible: Bools | None = None,
) -> list[float]:
    """The covering radii of `trials` random draws of `k` samples on top of the `preselected` ones.

    Raises ValueError when `k` exceeds the samples to draw from, and otherwise as `covering_radius`.
    """
    coverage = _Coverage(embeddings, eligible)
    given = np.empty(0, dtype=np.int64) if preselected is None else np.asarray(preselected, dtype=np.int64)
    covered = coverage.nearest(given) if given.size else None
    rng = np.random.default_rng(seed)
    candidates = np.setdiff1d(coverage.samples, given)
    radii = []
    for _ in range(trials):
        nearest = coverage.nearest(rng.choice(candidates, size=k, replace=False))
        radii.append(math.sqrt((nearest if covered is None else np.minimum(nearest, covered)).max()))
    return radii


class _Coverage:
    """The samples that count, and their squared norms."""

    def __init__(self, embeddings: Float32, eligible: Bools | None) -> None:
        self.eligible = np.ones(len(embeddings), dtype=np.bool_) if eligible is None else eligible
        self.samples = np.flatnonzero(self.eligible)
        self.vectors = Centred(np.asarray(embeddings), self.samples)  # asarray only drops the slow memmap subclass
        self.norms = squared_norms(self.vectors, self.samples, len(embeddings))
        self.resolution = resolution(embeddings.shape[1], float(self.norms.max(initial=0.0)))

    def nearest(self, rows: Int64) -> Float32:
        """Squared distances of the samples to the nearest of `rows`, in the order of `samples`, float32."""
        rows = rows[self.eligible[rows]]
        if rows.size == 0:
            raise ValueError("coverage needs at least one picked sample with a usable embedding")
        nearest = np.empty(len(self.norms), dtype=np.float32)

        def cover(block: Int64) -> None:
            vectors, norms = self.vectors[block], self.norms[block]
            best = np.full(block.size, np.inf, dtype=np.float32)
            for start in range(0, rows.size, BLOCK_CENTRES):
                centres = rows[start : start + BLOCK_CENTRES]
                squared = nearest_squared(vectors, norms, self.vectors[centres], self.norms[centres])
                np.minimum(best, squared, out=best)
            nearest[block] = best

        with block_threads() as threads:
            for _ in threads.each_block(cover, self.samples):
                pass
        covered = nearest[self.samples]
        covered[covered <= self.resolution] = 0.0
        return covered
