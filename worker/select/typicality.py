"""TypiClust: dense samples out of clusters that have no pick yet (Hacohen et al., ICML 2022)."""

import numpy as np

from store.specs.strategies import ClusterStrategy, TypicalityStrategy
from worker.reporting import Reporter
from worker.select.kmeans import Clusters, kmeans
from worker.select.lattice import Int64, Lattice
from worker.select.pool import Float64, Pool, Selection

_BLOCK = 1024
_NEIGHBOURS = 8192


def pick_typical(spec: TypicalityStrategy, pool: Pool, *, n_samples: int, reporter: Reporter) -> Selection:
    """The most typical sample of each cluster, clusters with few preselected samples and then the largest ones first.

    There is one cluster for each pick and preselected sample, up to `max_clusters`; when these are used up the second
    most typical samples follow, and so on. The typicality of a sample is the inverse of its mean distance to its
    nearest neighbours in its cluster. The paper leaves out clusters below `min_cluster_size`; here they come last.
    """
    rows = np.sort(np.concatenate([pool.rows, pool.preselected]))
    n_clusters = min(n_samples + pool.preselected.size, spec.max_clusters)
    clusters = kmeans(pool.lattice, rows, n_clusters, seed=spec.seed, reporter=reporter)
    open_ = pool.candidates[rows]
    queues, density = [], np.zeros(rows.size)
    for cluster in _in_order(clusters, open_, spec.min_cluster_size):
        members = np.flatnonzero(clusters.assigned == cluster)
        if not open_[members].any():
            continue
        density[members] = typicality(pool.lattice, rows[members], n_neighbors=spec.n_neighbors)
        members = members[open_[members]]
        queues.append(members[np.argsort(-density[members], kind="stable")])
        reporter.progress("select", len(queues), len(clusters.centres), "clusters")
    picked = round_robin(queues, n_samples)
    gains = density[picked].astype(np.float32)
    sizes = clusters.sizes[clusters.assigned[picked]]
    return Selection(
        rows=rows[picked],
        gains=gains,
        explain=lambda pick: f"Typical (density {gains[pick]:.3g}) of a cluster of {sizes[pick]} samples.",
    )


def pick_medoids(spec: ClusterStrategy, pool: Pool, *, n_samples: int, reporter: Reporter) -> Selection:
    """The sample nearest to the centre of each cluster, clusters as in `pick_typical`, one for each pick."""
    rows = np.sort(np.concatenate([pool.rows, pool.preselected]))
    clusters = kmeans(
        pool.lattice, rows, n_samples + pool.preselected.size, n_iterations=spec.n_iterations, seed=spec.seed,
        reporter=reporter,
    )  # fmt: skip
    open_ = pool.candidates[rows]
    queues = []
    for cluster in _in_order(clusters, open_, 1):
        members = np.flatnonzero((clusters.assigned == cluster) & open_)
        queues.append(members[np.argsort(-clusters.closeness[members], kind="stable")])
    picked = round_robin([queue for queue in queues if queue.size], n_samples)
    reporter.progress("select", n_samples, n_samples, "samples")
    sizes = clusters.sizes[clusters.assigned[picked]]
    return Selection(
        rows=rows[picked],
        gains=(sizes / rows.size).astype(np.float32),
        explain=lambda pick: f"Nearest to the centre of a cluster of {sizes[pick]} samples.",
    )


def _in_order(clusters: Clusters, open_: np.ndarray, min_size: int) -> Int64:
    """Clusters with the fewest preselected samples first, among these the largest; those below `min_size` last."""
    taken = np.bincount(clusters.assigned[~open_], minlength=len(clusters.centres))
    sizes = clusters.sizes
    return np.lexsort((np.arange(sizes.size), -sizes, taken, sizes < min_size))


def round_robin(queues: list[Int64], n_samples: int) -> Int64:
    """The first of each queue, then the second of each, and so on."""
    picked: list[int] = []
    depth = 0
    while len(picked) < n_samples:
        layer = [int(queue[depth]) for queue in queues if queue.size > depth]
        if not layer:
            break
        picked += layer[: n_samples - len(picked)]
        depth += 1
    return np.array(picked, dtype=np.int64)


def typicality(lattice: Lattice, rows: Int64, *, n_neighbors: int) -> Float64:
    """1 / mean distance of each of (M,) rows to its nearest others among them, (M,) float64.

    Of fewer rows than twice `n_neighbors` the nearer half counts, as in the authors' code. A single row has 0, and
    rows that lie on their neighbours have 1e5. Of many rows an evenly spaced part stands for all as neighbours.
    """
    found = np.zeros(rows.size)
    if rows.size < 2:
        return found
    n_near = max(1, min(n_neighbors, rows.size // 2))
    others = np.arange(0, rows.size, -(-rows.size // _NEIGHBOURS))
    vectors = lattice[rows[others]]
    for start in range(0, rows.size, _BLOCK):
        part = np.arange(start, min(start + _BLOCK, rows.size))
        squared = np.maximum(lattice.squared(lattice[rows[part]], vectors), 0.0)
        squared[part[:, None] == others] = np.inf
        near = np.sort(np.partition(squared, n_near - 1, axis=1)[:, :n_near], axis=1)
        found[part] = 1.0 / (np.sqrt(near).mean(axis=1) + 1e-5)
    return np.round(found, 9)
