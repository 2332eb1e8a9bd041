"""Squared Euclidean distances between rows of one embedding, a block at a time.

The blocks use |x - y|^2 = |x|^2 + |y|^2 - 2<x, y>, which turns the work into matrix products, at the price of
cancellation: rounding is relative to the norms and not to the distance, so two equal rows come out near 1e-7 and not
at 0, and the last bit depends on how BLAS cuts the blocks. `rounding_slack` bounds that error and `exact` is free of
it; whoever compares distances decides with the first and settles close calls with the second.
"""

import math
from typing import Protocol

import numpy as np

from worker.reporting import UserError
from worker.select.pool import Float32, Float64, Int64

BLOCK_ROWS = 512  # with BLOCK_CENTRES a product of half a megabyte, which stays in the cache of a core
BLOCK_CENTRES = 256


class Vectors(Protocol):
    """Anything that gives (B, D) float32 vectors for (B,) row numbers; an array does."""

    def __getitem__(self, rows: Int64, /) -> Float32: ...


class Centred:
    """The rows of an (N, D) embedding relative to a point amid `rows`: the same distances with smaller norms.

    Trained embeddings often share a large common part, which would cost the distances most of their digits. Any point
    near the mean does, so a sample of the rows gives it.
    """

    def __init__(self, embeddings: Float32, rows: Int64) -> None:
        sample = embeddings[rows[:: max(1, rows.size // 1024)]]
        with np.errstate(over="ignore", invalid="ignore"):  # `squared_norms` reports such rows
            sample = sample[np.isfinite(np.einsum("ij,ij->i", sample, sample))]
        self.embeddings = embeddings
        self.centre = sample.mean(axis=0, dtype=np.float64).astype(np.float32) if sample.size else np.float32(0)

    def __getitem__(self, rows: Int64, /) -> Float32:
        vectors = self.embeddings[rows]  # a copy: fancy indexing never gives a view
        vectors -= self.centre
        return vectors


def squared_norms(vectors: Vectors, rows: Int64, n_rows: int) -> Float32:
    """|x|^2 for the given `rows`; (`n_rows`,) float32 with zeros elsewhere.

    Raises UserError when one of them is NaN, infinite, or so large that its square is.
    """
    norms = np.zeros(n_rows, dtype=np.float32)
    with np.errstate(over="ignore", invalid="ignore"):  # reported below, with the row
        for start in range(0, len(rows), BLOCK_ROWS):
            block = rows[start : start + BLOCK_ROWS]
            part = vectors[block]
            norms[block] = np.einsum("ij,ij->i", part, part)
    broken = rows[~np.isfinite(norms[rows])]
    if broken.size:
        raise UserError(
            f"The embedding of row {broken[0]} has a value that is not finite or too large ({broken.size} such rows)."
        )
    return norms


def rounding_slack(dim: int, largest_norm: float) -> float:
    """How far a float32 squared distance may be off, for D = `dim` and rows of at most `largest_norm` = |x|^2.

    Rounding errors of a sum behave like a random walk, so they grow with the square root of its length (Higham & Mary,
    A New Approach to Probabilistic Rounding Error Analysis, 2019); the constants leave a margin of several deviations.
    """
    return float(np.finfo(np.float32).eps) * (2.0 * math.sqrt(dim) + 8.0) * largest_norm


def resolution(dim: int, largest_norm: float) -> float:
    """The squared distance up to which two rows count as equal, arguments as for `rounding_slack`.

    Four slacks, so that a row above it is more than two slacks away from what rounding makes of an exact duplicate.
    """
    return 4.0 * rounding_slack(dim, largest_norm)


def squared_distances(vectors: Float32, norms: Float32, centres: Float32, centre_norms: Float32) -> Float32:
    """Squared distances of (P, D) `centres` to (B, D) `vectors`: (P, B) float32, within the slack and maybe below 0."""
    squared: Float32 = centres @ vectors.T
    squared *= -2.0
    squared += centre_norms[:, None]
    squared += norms
    return squared


def nearest_squared(vectors: Float32, norms: Float32, centres: Float32, centre_norms: Float32) -> Float32:
    """For each of (B, D) `vectors` the least squared distance to the (P, D) `centres`: (B,) float32, clipped at 0."""
    squared: Float32 = centres @ vectors.T  # (P, B): the minimum over P then runs over whole SIMD lanes
    squared *= -2.0
    squared += centre_norms[:, None]
    nearest: Float32 = squared.min(axis=0)
    nearest += norms  # the same for every centre, so it can wait until after the minimum
    return np.maximum(nearest, 0.0, out=nearest)


def exact(vectors: Float32, others: Float32) -> Float64:
    """Squared distance of each pair of (B, D) rows by differences, (B,) float64: exactly 0 for equal rows."""
    gaps = vectors.astype(np.float64) - others
    squared: Float64 = np.einsum("ij,ij->i", gaps, gaps)
    return squared
