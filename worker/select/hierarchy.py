"""Balanced sampling from hierarchical k-means (Vo et al., Automatic Data Curation, TMLR 2024)."""

import numpy as np

from store.specs.selection_inputs import ClusterGroups
from store.specs.strategies import BalanceStrategy
from worker.reporting import Reporter
from worker.select.kmeans import Clusters, kmeans
from worker.select.lattice import Int64, Lattice
from worker.select.pool import Pool, Selection
from worker.select.typicality import round_robin


def pick_from_hierarchy(spec: BalanceStrategy, pool: Pool, *, n_samples: int, reporter: Reporter) -> Selection:
    """Split the number of picks evenly between the clusters of the coarsest level, and on to the finest ones.

    A cluster that has fewer samples than its share leaves the rest to its siblings. In a finest cluster samples are
    drawn at random, or nearest to the centre first. The authors' resampling between the levels is left out.
    """
    assert isinstance(spec.by, ClusterGroups)
    rows = pool.rows
    rng = np.random.default_rng(spec.seed)
    finest = kmeans(pool.lattice, rows, spec.by.n_clusters, seed=spec.by.seed, reporter=reporter)
    parents = _levels(finest, spec.levels, seed=spec.by.seed, reporter=reporter)
    budget = _budgets(finest.sizes, parents, n_samples, rng)
    queues = []
    for cluster in np.argsort(-finest.sizes, kind="stable").tolist():
        members = np.flatnonzero(finest.assigned == cluster)
        order = np.argsort(-finest.closeness[members], kind="stable")
        if spec.sampling == "random":
            order = rng.permutation(members.size)
        queues.append(members[order[: budget[cluster]]])
    picked = round_robin(queues, n_samples)
    reporter.progress("select", n_samples, n_samples, "samples")
    sizes, own = finest.sizes, finest.assigned[picked]
    return Selection(
        rows=rows[picked],
        gains=np.full(picked.size, np.nan, dtype=np.float32),
        explain=lambda pick: f"One of {budget[own[pick]]} picks from a cluster of {sizes[own[pick]]} samples.",
    )


def _levels(finest: Clusters, levels: tuple[int, ...], *, seed: int, reporter: Reporter) -> list[Int64]:
    """For each level the cluster on the next coarser level that each of its clusters belongs to."""
    parents, centres = [], finest.centres
    for n_clusters in levels:
        lattice = Lattice(np.ascontiguousarray(centres))
        coarser = kmeans(lattice, np.arange(len(centres)), n_clusters, seed=seed, reporter=reporter)
        parents.append(coarser.assigned)
        centres = coarser.centres
    return parents


def _budgets(sizes: Int64, parents: list[Int64], n_samples: int, rng: np.random.Generator) -> Int64:
    """How many picks each of the finest clusters gets."""
    level_sizes = [sizes]
    for parent in parents:
        level_sizes.append(np.bincount(parent, weights=level_sizes[-1]).astype(np.int64))
    budget = even_split(level_sizes[-1], n_samples, rng)
    for parent, below in zip(reversed(parents), reversed(level_sizes[:-1]), strict=True):
        split = np.zeros(below.size, dtype=np.int64)
        for node in np.unique(parent).tolist():
            children = np.flatnonzero(parent == node)
            split[children] = even_split(below[children], int(budget[node]), rng)
        budget = split
    return budget


def even_split(sizes: Int64, total: int, rng: np.random.Generator) -> Int64:
    """`total` in parts that are as even as they can be with none above its size; the remainder goes to random ones."""
    low, high = 0, int(sizes.max(initial=0))
    while low < high:  # the largest cut whose parts do not exceed the total
        cut = (low + high + 1) // 2
        low, high = (cut, high) if int(np.minimum(sizes, cut).sum()) <= total else (low, cut - 1)
    parts = np.minimum(sizes, low)
    more = np.flatnonzero(sizes > low)
    parts[rng.permutation(more)[: total - int(parts.sum())]] += 1
    return parts
