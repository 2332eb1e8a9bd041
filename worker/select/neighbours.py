"""How near each pick is to what was picked before it."""

import numpy as np

from worker.select.distances import exact
from worker.select.lattice import Float32, Int64
from worker.select.pool import Pool

_BLOCK = 1024
_AFFORDABLE = 4_000_000_000  # distances between picks; above, nobody is told


def nearest_earlier(pool: Pool, rows: Int64) -> tuple[Int64, Float32] | None:
    """For each of (k,) picked rows the nearest preselected or earlier pick (-1: none) and the distance to it (NaN).

    Found on unit vectors, the distance is that of the embedding as it is. None when there are so many picks that this
    would take longer than picking them.
    """
    order = np.concatenate([pool.preselected, rows])
    first = pool.preselected.size
    if rows.size * order.size > _AFFORDABLE:
        return None
    nearest = np.full(rows.size, -1, dtype=np.int64)
    for start in range(first, order.size, _BLOCK):
        part = np.arange(start, min(start + _BLOCK, order.size))
        vectors = pool.lattice[order[part]]
        best = np.full(part.size, -np.inf)
        for begin in range(0, int(part[-1]) + 1, _BLOCK):
            others = np.arange(begin, min(begin + _BLOCK, int(part[-1]) + 1))
            products = vectors @ pool.lattice[order[others]].T
            products[others >= part[:, None]] = -np.inf
            at = products.argmax(axis=1)
            value = products[np.arange(part.size), at]
            better = value > best
            nearest[part[better] - first] = order[others[at[better]]]
            best = np.maximum(best, value)
    distances = np.full(rows.size, np.nan, dtype=np.float32)
    found = np.flatnonzero(nearest >= 0)
    for start in range(0, found.size, _BLOCK):
        part = found[start : start + _BLOCK]
        distances[part] = np.sqrt(exact(pool.embeddings[rows[part]], pool.embeddings[nearest[part]]))
    return nearest, distances
