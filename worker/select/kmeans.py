"""k-means of unit vectors on the lattice: every distance is exact, so the clusters are the same on every machine."""

from dataclasses import dataclass

import numpy as np

from worker.reporting import Reporter
from worker.select.lattice import Float32, Int64, Lattice
from worker.select.pool import Float64

_BLOCK = 2048
# Means are found on a sample of so many rows for each cluster, and all rows are assigned to them in the end.
_ROWS_FOR_EACH = 256
_SEEDS_OF = 8  # k-means++ seeds are drawn among so many rows for each cluster
_HELD_VALUES = 1 << 28  # lattice values that are held in memory, 4 bytes each


@dataclass(frozen=True)
class Clusters:
    """`assigned` is (M,) int64, the cluster of each row; `centres` (K, D) lattice vectors; none of them is empty.

    `closeness` is (M,) float32: the inner product with the own centre minus half its squared length, in lattice units:
    within a cluster the larger it is, the nearer is the centre.
    """

    assigned: Int64
    centres: Float32
    closeness: Float32

    @property
    def sizes(self) -> Int64:
        return np.bincount(self.assigned, minlength=len(self.centres))

    def medoid(self, cluster: int) -> int:
        """The position of the row nearest to the centre of a cluster, the lowest of equals."""
        members = np.flatnonzero(self.assigned == cluster)
        return int(members[self.closeness[members].argmax()])


def kmeans(
    lattice: Lattice, rows: Int64, n_clusters: int, *, n_iterations: int = 25, seed: int, reporter: Reporter
) -> Clusters:
    """Lloyd's algorithm from k-means++ seeds (Arthur & Vassilvitskii 2007) on (M,) rows of the embedding.

    Returns at most `n_clusters` clusters, numbered as they were seeded; fewer when there are fewer different vectors.
    """
    rng = np.random.default_rng(seed)
    n_clusters = min(n_clusters, rows.size)
    trained = _drawn(rows, max(_ROWS_FOR_EACH * n_clusters, 20_000), rng)
    vectors = _Rows(lattice, trained)
    centres = _seeded(vectors, n_clusters, rng)
    assigned = np.full(trained.size, -1, dtype=np.int64)
    for iteration in range(n_iterations):
        reporter.progress("cluster", iteration, n_iterations, "iterations")
        before = assigned
        assigned, closeness = _assign(vectors, centres)
        if np.array_equal(before, assigned):
            break
        centres = _means(vectors, assigned, centres, closeness)
    if trained is rows:
        assigned, closeness = _assign(vectors, centres)
    else:
        assigned, closeness = _assign(_Rows(lattice, rows), centres)
    reporter.progress("cluster", n_iterations, n_iterations, "iterations")
    return _without_empty(assigned, centres, closeness)


class _Rows:
    """Lattice vectors of some rows, held in memory if they are not too many."""

    def __init__(self, lattice: Lattice, rows: Int64) -> None:
        self.lattice, self.rows = lattice, rows
        self.held = lattice[rows] if rows.size * lattice.embeddings.shape[1] <= _HELD_VALUES else None

    def __len__(self) -> int:
        return self.rows.size

    def __getitem__(self, part: slice) -> Float32:
        return self.lattice[self.rows[part]] if self.held is None else self.held[part]

    def at(self, positions: Int64) -> Float32:
        return self.lattice[self.rows[positions]] if self.held is None else self.held[positions]


def _drawn(rows: Int64, size: int, rng: np.random.Generator) -> Int64:
    return rows if rows.size <= size else np.sort(rng.choice(rows, size=size, replace=False))


def _seeded(vectors: _Rows, n_clusters: int, rng: np.random.Generator) -> Float32:
    """(K, D) rows drawn with a probability in proportion to their squared distance from those drawn before."""
    sampled = np.sort(rng.choice(len(vectors), size=min(len(vectors), _SEEDS_OF * n_clusters + 1000), replace=False))
    part = vectors.at(sampled)
    norms = np.einsum("ij,ij->i", part, part).astype(np.float64)
    chosen = [int(rng.integers(len(part)))]
    nearest = np.full(len(part), np.inf)
    while True:
        newest = chosen[-1]
        squared = norms + norms[newest] - 2.0 * (part @ part[newest])
        np.minimum(nearest, squared, out=nearest)
        total = np.cumsum(nearest)  # of integers, so exact
        if len(chosen) == n_clusters or total[-1] <= 0:
            seeds: Float32 = part[np.array(chosen)]
            return seeds
        chosen.append(int(np.searchsorted(total, rng.random() * total[-1], side="right")))


def _assign(vectors: _Rows, centres: Float32) -> tuple[Int64, Float32]:
    """The nearest centre of each row, the lowest of equals, and the closeness to it."""
    assigned = np.empty(len(vectors), dtype=np.int64)
    closeness = np.empty(len(vectors), dtype=np.float32)
    # Half a squared length is rounded down to an integer: everything below stays exact in float32.
    halves = np.floor(np.einsum("ij,ij->i", centres, centres, dtype=np.float64) / 2).astype(np.float32)
    for start in range(0, len(vectors), _BLOCK):
        part = slice(start, min(start + _BLOCK, len(vectors)))
        products = vectors[part] @ centres.T
        products -= halves
        best = products.argmax(axis=1)
        assigned[part] = best
        closeness[part] = products[np.arange(best.size), best]
    return assigned, closeness


def _means(vectors: _Rows, assigned: Int64, centres: Float32, closeness: Float32) -> Float32:
    """The lattice point next to the mean of each cluster; an empty cluster moves to a row far from its centre."""
    sums = np.zeros(centres.shape)
    counts = np.bincount(assigned, minlength=len(centres))
    for start in range(0, len(vectors), _BLOCK):
        part = slice(start, min(start + _BLOCK, len(vectors)))
        order = np.argsort(assigned[part], kind="stable")
        names, first = np.unique(assigned[part][order], return_index=True)
        sums[names] += np.add.reduceat(vectors[part][order].astype(np.float64), first, axis=0)
    found: Float32 = np.rint(sums / np.maximum(counts, 1)[:, None]).astype(np.float32)
    empty = np.flatnonzero(counts == 0)
    if empty.size:
        loneliest = np.argsort(closeness, kind="stable")[: empty.size]
        found[empty] = vectors.at(loneliest)
    return found


def _without_empty(assigned: Int64, centres: Float32, closeness: Float32) -> Clusters:
    used, renamed = np.unique(assigned, return_inverse=True)
    return Clusters(renamed.astype(np.int64), centres[used], closeness)


def distances_to(lattice: Lattice, vectors: Float32, centre: Float32) -> Float64:
    """Distances of (B, D) lattice vectors to one, (B,) float64, as those of the unit vectors they stand for."""
    gaps = vectors.astype(np.float64) - centre
    found: Float64 = np.sqrt(np.einsum("ij,ij->i", gaps, gaps)) / lattice.scale
    return found
