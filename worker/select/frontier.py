"""The rows of a farthest-first traversal with lazily updated distances to the nearest pick.

The distance of a row to its nearest pick only falls as picks are added, so a distance that misses the latest picks is
still an upper bound. To know the farthest rows it is enough to bring those up to date whose bound reaches the top.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from worker.select.distances import BLOCK_CENTRES, BLOCK_ROWS, nearest_squared
from worker.select.pool import Float32, Int64

TAKEN = np.float32(-1.0)  # the bound of a row that cannot be picked: below every squared distance

# Rows that tie for the first place all go to the top, up to this many.
_MOST_TIED = 1024


class Top(NamedTuple):
    """The farthest rows, ascending, and what their lead is worth.

    While a row of the top has a squared distance of at least `threshold`, no row outside is farther. `settled` tells
    that this holds even for exact distances; when too many rows tie to tell, it holds for the float32 ones.
    """

    rows: Int64
    threshold: float
    settled: bool


class Frontier:
    """Upper bounds of the squared distance of (N, D) `vectors` to their nearest pick, N of them, float32.

    `bounds[row]` takes the first `applied[row]` picks into account. Distances are within `slack` of the exact ones.
    `tick` is called once per block of work. `work` counts the row-pick pairs gone through.
    """

    def __init__(
        self, vectors: Float32, norms: Float32, bounds: Float32, *, slack: float, tick: Callable[[], None]
    ) -> None:
        self.vectors = vectors
        self.norms = norms
        self.bounds = bounds
        self.slack = slack
        self.tick = tick
        self.applied = np.zeros(len(bounds), dtype=np.int32)
        self.picks: list[int] = []
        self.work = 0

    def add_pick(self, row: int) -> None:
        """Take a row: it can no longer be picked, and the others will learn of it when they are looked at."""
        self.picks.append(row)
        self.bounds[row] = TAKEN

    def merge(self, rows: Int64, bounds: Float32, n_applied: int | np.ndarray[tuple[int], np.dtype[np.int32]]) -> None:
        """Take over the bounds of `rows` from someone who has applied the first `n_applied` picks to them."""
        self.bounds[rows] = bounds
        self.applied[rows] = n_applied

    def top(self, size: int) -> Top:
        """About `size` farthest rows that are not taken, up to date; none are left out when there are fewer."""
        size = min(size, int(np.count_nonzero(self.bounds >= 0)))
        floor = self._lower_bound_of_top(size)
        self.catch_up(np.flatnonzero(self.bounds >= floor))

        rows = np.flatnonzero(self.bounds >= floor)
        distances = self.bounds[rows]
        farthest = float(distances.max())
        n_tied = int(np.count_nonzero(distances >= farthest - 2 * self.slack))
        size = max(size, min(n_tied, _MOST_TIED))
        outside = float(np.nextafter(floor, TAKEN))
        if rows.size > size:
            order = np.argsort(-distances, kind="stable")
            outside = float(distances[order[size]])
            rows = rows[np.sort(order[:size])]
        # Two distances that are more than two slacks apart are in the right order.
        settled = farthest - 2 * self.slack > outside
        threshold = float(np.nextafter(outside + 2 * self.slack, np.inf)) if settled else outside
        return Top(rows, threshold, settled)

    def _lower_bound_of_top(self, size: int) -> np.float32:
        """A distance that at least `size` rows reach, clear of ties with the farthest: the rest can stay stale."""
        n_sampled = min(4 * size, len(self.bounds))
        sampled = np.argpartition(self.bounds, len(self.bounds) - n_sampled)[len(self.bounds) - n_sampled :]
        self.catch_up(sampled)
        distances = np.sort(self.bounds[sampled])
        return np.float32(max(0.0, min(float(distances[-size]), float(distances[-1]) - 3 * self.slack)))

    def catch_up(self, rows: Int64) -> None:
        """Apply the picks that `rows` have not seen yet, as matrix products of a block of rows and a block of picks."""
        rows = rows[(self.applied[rows] < len(self.picks)) & (self.bounds[rows] >= 0)]
        # Rows equally far behind share a block; one that is ahead of its block only repeats a minimum.
        rows = rows[np.argsort(self.applied[rows], kind="stable")]
        for start in range(0, rows.size, BLOCK_ROWS):
            self.tick()
            block = rows[start : start + BLOCK_ROWS]
            first = int(self.applied[block[0]])
            vectors, norms, bounds = self.vectors[block], self.norms[block], self.bounds[block]
            for begin in range(first, len(self.picks), BLOCK_CENTRES):
                centres = np.array(self.picks[begin : begin + BLOCK_CENTRES], dtype=np.int64)
                np.minimum(
                    bounds,
                    nearest_squared(vectors, norms, self.vectors[centres], self.norms[centres]),
                    out=bounds,
                )
            self.bounds[block] = bounds
            self.work += block.size * (len(self.picks) - first)
        self.applied[rows] = len(self.picks)
