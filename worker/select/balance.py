"""Selections with a wanted distribution over groups: `stratified` and `balance`."""

import numpy as np

from store.specs.selection_inputs import ClusterGroups, Groups
from store.specs.strategies import BalanceStrategy, StratifiedStrategy
from worker.reporting import Reporter, UserError
from worker.select.hierarchy import pick_from_hierarchy
from worker.select.inputs import Membership, UnusableRows, describe
from worker.select.kmeans import kmeans
from worker.select.pool import Float64, Int64, Pool, Selection

_FEW_CLUSTERS = 1000  # as many as a number for each sample and cluster can be held of


def membership(source: Groups, pool: Pool, reporter: Reporter) -> Membership:
    """(N, G) shares of the groups; clusters are made here."""
    if not isinstance(source, ClusterGroups):
        return pool.inputs.membership(source)
    rows = np.flatnonzero(pool.usable)
    clusters = kmeans(pool.lattice, rows, source.n_clusters, seed=source.seed, reporter=reporter)
    n_clusters = len(clusters.centres)
    shares = np.zeros((len(pool.embeddings), n_clusters), dtype=np.float32)
    shares[rows, clusters.assigned] = 1.0
    return Membership(tuple(f"cluster {number}" for number in range(n_clusters)), shares)


class Target:
    """Wanted shares of the groups, (G,), and how far picks are from them.

    Groups that a target does not name share what is left to 1 and do not steer: nothing is wanted of each of them.
    """

    def __init__(self, spec: BalanceStrategy | StratifiedStrategy, groups: Membership, pool: Pool) -> None:
        n_groups = len(groups.names)
        wanted = _wanted(spec)
        counted = groups.shares[pool.usable].sum(axis=0, dtype=np.float64)
        present = counted > 0
        self.steers = np.ones(n_groups, dtype=np.bool_)
        if isinstance(wanted, dict):
            unknown = sorted(wanted.keys() - set(groups.names))
            if unknown:
                known = ", ".join(groups.names[:10])
                raise UserError(f"target names the group {unknown[0]}, but {describe(spec.by)} has {known}.")
            self.shares: Float64 = np.array([wanted.get(name, np.nan) for name in groups.names])
            self.steers = ~np.isnan(self.shares)
            if self.steers.all() and abs(self.shares.sum() - 1) > 1e-3:
                raise UserError(f"target names every group, and its shares sum to {self.shares.sum():g} instead of 1.")
            self.shares[~self.steers] = (1.0 - np.nansum(self.shares)) / max(1, int((~self.steers).sum()))
        elif wanted == "uniform":
            self.shares = present / max(1, present.sum())
        else:
            self.shares = counted / max(counted.sum(), 1e-12)
        self.counts: Float64 = groups.shares[pool.preselected].sum(axis=0, dtype=np.float64)

    def missing(self) -> Float64:
        """(G,) how many of each group are missing if one more sample were picked, never negative."""
        found: Float64 = np.maximum(self.shares * (self.counts.sum() + 1.0) - self.counts, 0.0)
        return found


def _wanted(spec: BalanceStrategy | StratifiedStrategy) -> str | dict[str, float]:
    if isinstance(spec, BalanceStrategy):
        return spec.target
    return "uniform" if spec.allocation == "equal" else "input"


def pick_balanced(
    spec: BalanceStrategy | StratifiedStrategy, pool: Pool, *, n_samples: int, reporter: Reporter
) -> Selection:
    """One sample at a time, of those that bring the shares of the groups nearest to the target, in random order.

    Groups that have run out are left to the others. The gain of a pick is how much of a sample its groups were missing.
    """
    if isinstance(spec, BalanceStrategy) and isinstance(spec.by, ClusterGroups):
        many = spec.by.n_clusters > _FEW_CLUSTERS and spec.target == "uniform"
        if spec.levels or spec.sampling == "closest" or many:
            return pick_from_hierarchy(spec, pool, n_samples=n_samples, reporter=reporter)
    groups = membership(spec.by, pool, reporter)
    rows = np.random.default_rng(spec.seed).permutation(pool.rows)
    shares = groups.shares[rows].astype(np.float64)
    lost = np.sort(rows[shares.sum(axis=1) <= 0])
    if isinstance(spec, StratifiedStrategy) and lost.size:
        raise UnusableRows(f"{lost.size} samples have no {describe(spec.by)}", lost, advice="Filter them out.")
    target = Target(spec, groups, pool)
    kinds, kind_of = np.unique(shares, axis=0, return_inverse=True)
    queues = _Queues(kind_of.reshape(-1), len(kinds))
    picked, gains = [], []
    for number in range(n_samples):
        # Half of the lowest row's tie would be rounding: shares of predictions are not whole.
        value = np.round(kinds @ target.missing(), 9)
        kind = queues.best(value)
        picked.append(queues.take(kind))
        gains.append(float(value[kind]))
        target.counts = target.counts + kinds[kind]
        reporter.progress("select", number + 1, n_samples, "samples")
    chosen = rows[np.array(picked, dtype=np.int64)]
    names = [groups.names[int(group)] for group in groups.shares[chosen].argmax(axis=1)]
    return Selection(
        rows=chosen,
        gains=np.array(gains, dtype=np.float32),
        explain=lambda pick: f"Drawn for {describe(spec.by)} {names[pick]}, of which {gains[pick]:.2g} were missing.",
    )


class _Queues:
    """Samples with the same shares wait in the same queue, in the order they were given."""

    def __init__(self, kind_of: Int64, n_kinds: int) -> None:
        order = np.argsort(kind_of, kind="stable")
        self.members = np.split(order, np.searchsorted(kind_of[order], np.arange(1, n_kinds)))
        self.taken = np.zeros(n_kinds, dtype=np.int64)
        self.sizes = np.array([part.size for part in self.members])

    def best(self, value: Float64) -> int:
        """The kind of the largest value that is not used up; of equals the one whose next sample was given first."""
        open_ = np.flatnonzero(self.taken < self.sizes)
        best = open_[value[open_] == value[open_].max()]
        nexts = [int(self.members[kind][self.taken[kind]]) for kind in best.tolist()]
        return int(best[int(np.argmin(nexts))])

    def take(self, kind: int) -> int:
        self.taken[kind] += 1
        return int(self.members[kind][self.taken[kind] - 1])
