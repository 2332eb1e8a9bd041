"""Squared Euclidean distances between rows of one embedding, a block at a time.

The blocks use |x - y|^2 = |x|^2 + |y|^2 - 2<x, y>, which turns the work into matrix products, at the price of
cancellation: rounding is relative to the norms and not to the distance, so two equal rows come out near 1e-7 and not at
0, and the last bit depends on how BLAS cuts the blocks. `rounding_slack` bounds that error and `exact` is free of it;
whoever compares distances decides with the first and settles close calls with the second.
"""

import math

import numpy as np
import numpy.typing as npt

from worker.reporting import UserError
from worker.select.pool import Float32, Int64

BLOCK_ROWS = 2048
BLOCK_CENTRES = 256


def squared_norms(embeddings: Float32, rows: Int64) -> Float32:
    """|x|^2 for the given rows of (N, D); (N,) float32 with zeros elsewhere.

    Raises UserError when one of them is NaN, infinite, or so large that its square is.
    """
    norms = np.zeros(len(embeddings), dtype=np.float32)
    for start in range(0, len(rows), BLOCK_ROWS):
        block = rows[start : start + BLOCK_ROWS]
        vectors = embeddings[block]
        norms[block] = np.einsum("ij,ij->i", vectors, vectors)
    broken = rows[~np.isfinite(norms[rows])]
    if broken.size:
        raise UserError(f"The embedding of row {broken[0]} is not a finite number ({broken.size} such rows).")
    return norms


def rounding_slack(dim: int, largest_norm: float) -> float:
    """How far a float32 squared distance may be off, for D = `dim` and rows of at most `largest_norm` = |x|^2.

    Rounding errors of a sum behave like a random walk, so they grow with the square root of its length (Higham & Mary,
    A New Approach to Probabilistic Rounding Error Analysis, 2019); the constants leave a margin of several deviations.
    """
    return float(np.finfo(np.float32).eps) * (2.0 * math.sqrt(dim) + 8.0) * largest_norm


def squared_distances(vectors: Float32, norms: Float32, centres: Float32, centre_norms: Float32) -> Float32:
    """Squared distances of (P, D) `centres` to (B, D) `vectors`: (P, B) float32, within the slack and maybe below 0."""
    squared: Float32 = centres @ vectors.T
    squared *= -2.0
    squared += centre_norms[:, None]
    squared += norms
    return squared


def nearest_squared(vectors: Float32, norms: Float32, centres: Float32, centre_norms: Float32) -> Float32:
    """For each of (B, D) `vectors` the least squared distance to the (P, D) `centres`: (B,) float32, clipped at 0."""
    squared: Float32 = centres @ vectors.T  # (P, B): the reduction below then runs over whole SIMD lanes
    squared *= -2.0
    squared += centre_norms[:, None]
    nearest: Float32 = squared.min(axis=0)
    nearest += norms
    return np.maximum(nearest, 0.0, out=nearest)


def exact(vectors: Float32, others: Float32) -> npt.NDArray[np.float64]:
    """Squared distance of each pair of (B, D) rows, (B,) float64, by differences: 0 for equal rows, same for same pairs."""
    gaps = vectors.astype(np.float64) - others
    squared: npt.NDArray[np.float64] = np.einsum("ij,ij->i", gaps, gaps)
    return squared
