"""How near each pick is to what was picked before it."""

import numpy as np

from worker.select.distances import Centred, exact, squared_distances, squared_norms
from worker.select.pool import Float32, Int64, Pool

_BLOCK = 1024
_AFFORDABLE = 4_000_000_000  # distances between picks; above, nobody is told


def nearest_earlier(pool: Pool, rows: Int64) -> tuple[Int64, Float32] | None:
    """For each of (k,) picked rows the nearest preselected or earlier pick (-1: none) and the distance to it (NaN).

    None when there are so many picks that this would take longer than picking them. Raises UserError for an embedding
    that is not finite.
    """
    order = np.concatenate([pool.preselected, rows])
    first = pool.preselected.size
    if rows.size * order.size > _AFFORDABLE:
        return None
    vectors = Centred(pool.embeddings, order)
    norms = squared_norms(vectors, order, len(pool.embeddings))
    nearest = np.full(rows.size, -1, dtype=np.int64)
    for start in range(first, order.size, _BLOCK):
        part = np.arange(start, min(start + _BLOCK, order.size))
        own = vectors[order[part]]
        best = np.full(part.size, np.inf)
        for begin in range(0, int(part[-1]), _BLOCK):
            others = np.arange(begin, min(begin + _BLOCK, int(part[-1])))
            earlier = order[others]
            squared = squared_distances(vectors[earlier], norms[earlier], own, norms[order[part]])
            squared[others >= part[:, None]] = np.inf
            at = squared.argmin(axis=1)
            value = squared[np.arange(part.size), at]
            better = value < best
            nearest[part[better] - first] = earlier[at[better]]
            best = np.minimum(best, value)
    distances = np.full(rows.size, np.nan, dtype=np.float32)
    found = np.flatnonzero(nearest >= 0)
    for start in range(0, found.size, _BLOCK):
        part = found[start : start + _BLOCK]
        distances[part] = np.sqrt(exact(pool.embeddings[rows[part]], pool.embeddings[nearest[part]]))
    return nearest, distances
