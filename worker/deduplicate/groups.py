"""Groups of near-duplicates: what hangs together by steps of a few bits."""

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from worker.deduplicate.hamming import Int64, UInt64, neighbor_pairs
from worker.reporting import Reporter, Silent


def near_duplicates(hashes: UInt64, *, max_distance: int, reporter: Reporter | None = None) -> list[Int64]:
    """Group the positions of 64-bit hashes (N,), repetitions welcome, whose bits differ in at most `max_distance`.

    Each group is an increasing array of at least two positions, and groups come in the order of their first. Two
    hashes of a group need not be near each other: there is a chain of steps of at most `max_distance` between them.
    Raises ValueError for distances above 16.
    """
    reporter = reporter or Silent()
    distinct, which = np.unique(hashes, return_inverse=True)
    labels = np.arange(len(distinct))
    for found, (first, second) in enumerate(neighbor_pairs(distinct, max_distance)):
        labels = _merged(labels, first, second)
        reporter.progress("compare hashes", found, found + 1, "rounds")
    return _groups(labels[which])


def _merged(labels: Int64, first: Int64, second: Int64) -> Int64:
    """Labels in which the groups of first[i] and second[i] are one. Only labels are kept from one round to the next,
    so that a crowd of images that are all alike costs no memory for its pairs.
    """
    count = len(labels)
    edges = coo_array((np.ones(len(first), dtype=np.bool_), (labels[first], labels[second])), shape=(count, count))
    _, component = connected_components(edges, directed=False)
    merged: Int64 = component[labels].astype(np.int64)
    return merged


def _groups(labels: Int64) -> list[Int64]:
    order = np.argsort(labels, kind="stable")
    cuts = np.flatnonzero(np.diff(labels[order])) + 1
    groups = [group for group in np.split(order, cuts) if len(group) > 1]
    return sorted(groups, key=lambda group: int(group[0]))
