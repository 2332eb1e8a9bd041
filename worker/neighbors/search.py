"""The nearest rows of a matrix to one vector, exactly."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from worker.reporting import Reporter

_BLOCK = 65_536
# Candidates of each block whose distance is computed once more: rounding must not change who is nearest.
_SPARE = 8


class Nearest(NamedTuple):
    """Rows, the nearest first; of equal distances the lower row."""

    rows: npt.NDArray[np.int64]
    """(M,)"""
    distances: npt.NDArray[np.float64]
    """(M,) Euclidean"""


def nearest(
    matrix: npt.NDArray[np.floating],
    vector: npt.NDArray[np.floating],
    limit: int,
    *,
    eligible: npt.NDArray[np.int64] | None = None,
    reporter: Reporter,
) -> Nearest:
    """At most `limit` rows of (N, D) `matrix` nearest to (D,) `vector`, by Euclidean distance.

    Rows of zeros have no vector and are left out; `eligible` names the rows to look at, in ascending order, all by
    default. Reads the matrix once, in blocks. Progress is reported as stage "search" in "samples".
    """
    query = np.asarray(vector, dtype=np.float64)
    wanted = np.arange(len(matrix)) if eligible is None else eligible
    rows, distances = np.zeros(0, dtype=np.int64), np.zeros(0)
    for start in range(0, len(wanted), _BLOCK):
        chunk = wanted[start : start + _BLOCK]
        found = _in_block(np.asarray(matrix[chunk], dtype=np.float32), query, limit)
        rows, distances = np.concatenate([rows, chunk[found.rows]]), np.concatenate([distances, found.distances])
        order = np.lexsort((rows, distances))[:limit]
        rows, distances = rows[order], distances[order]
        reporter.progress("search", start + len(chunk), len(wanted), "samples")
    return Nearest(rows, distances)


def _in_block(block: npt.NDArray[np.float32], query: npt.NDArray[np.float64], limit: int) -> Nearest:
    norms = np.einsum("nd,nd->n", block, block)
    approximate = np.where(norms > 0, norms - 2 * (block @ query.astype(np.float32)), np.inf)
    kept = min(limit + _SPARE, int((norms > 0).sum()))
    rows = np.sort(np.argpartition(approximate, kept - 1)[:kept]) if kept else np.zeros(0, dtype=np.int64)
    gaps = block[rows].astype(np.float64) - query
    return Nearest(rows, np.sqrt(np.einsum("nd,nd->n", gaps, gaps)))
