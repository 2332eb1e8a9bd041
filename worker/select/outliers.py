"""Samples so far from all others that a traversal would pick them first, and that are noise more often than not."""

import numpy as np

from store.specs.strategies import DiversityStrategy
from worker.reporting import Reporter
from worker.select.kmeans import kmeans
from worker.select.pool import Bools, Pool
from worker.select.typicality import typicality

_NEIGHBORS = 10
_FOR_DENSITY = 2000


def without_outliers(spec: DiversityStrategy, pool: Pool, reporter: Reporter) -> Bools:
    """(N,) mask of what is left when `outlier_quantile` of the candidates, the most isolated ones, are not picked.

    Isolation is the mean distance to the 10 nearest neighbours in a k-means cluster of about 2000 samples.
    """
    mask = np.ones(len(pool.embeddings), dtype=np.bool_)
    n_outliers = int(spec.outlier_quantile * pool.rows.size)
    if n_outliers == 0:
        return mask
    rows = np.flatnonzero(pool.usable)
    clusters = kmeans(pool.lattice, rows, max(1, rows.size // _FOR_DENSITY), seed=spec.seed, reporter=reporter)
    density = np.zeros(len(mask))
    for cluster in range(len(clusters.centres)):
        members = rows[clusters.assigned == cluster]
        density[members] = typicality(pool.lattice, members, n_neighbors=_NEIGHBORS)
    mask[pool.rows[np.argsort(density[pool.rows], kind="stable")[:n_outliers]]] = False
    return mask
