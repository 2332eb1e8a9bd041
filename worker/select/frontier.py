"""The rows of a farthest-first traversal with lazily updated distances to the nearest pick.

The distance of a row to its nearest pick only falls as picks are added, so a distance that misses the latest picks is
still an upper bound. To know the farthest rows it is enough to bring those up to date whose bound reaches the top.
"""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from worker.select.distances import BLOCK_CENTRES, Vectors, nearest_squared
from worker.select.pool import Float32, Int64
from worker.select.threads import BlockThreads

TAKEN = np.float32(-1.0)  # the bound of a row that cannot be picked: below every squared distance

# A top holds all rows that tie for the first place, up to this many.
_MOST_TIED = 1024
# So many picks are copied out of the embedding for all the blocks that need them.
_PICKS_AT_ONCE = 4 * BLOCK_CENTRES


class Top(NamedTuple):
    """The farthest rows, ascending, and how far picking among them alone is as good as picking among all.

    Any row of the top at a squared distance of at least `threshold` comes before all rows outside. Normally the
    farthest one is next. If the top is `tied`, too many rows are within rounding of each other to find it: those above
    the threshold then count as equally far, so that the lowest is next.
    """

    rows: Int64
    threshold: float
    tied: bool


class Frontier:
    """Upper bounds of the squared distance of (N, D) `vectors` to their nearest pick, N of them, float32.

    `bounds[row]` takes the first `applied[row]` picks into account. Distances are within `slack` of the exact ones.
    `tick` is called once per block of work.
    """

    def __init__(
        self,
        vectors: Vectors,
        norms: Float32,
        bounds: Float32,
        *,
        slack: float,
        threads: BlockThreads,
        tick: Callable[[], None],
    ) -> None:
        self.vectors = vectors
        self.norms = norms
        self.bounds = bounds
        self.slack = slack
        self.threads = threads
        self.tick = tick
        self.applied = np.zeros(len(bounds), dtype=np.int32)
        self.picks: list[int] = []

    def add_pick(self, row: int) -> None:
        """Take a row: it can no longer be picked, and the others will learn of it when they are looked at."""
        self.picks.append(row)
        self.bounds[row] = TAKEN

    def merge(self, rows: Int64, bounds: Float32, n_applied: int | npt.NDArray[np.int32]) -> None:
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
        # Two distances that are more than two slacks apart are in the right order.
        tie = np.float32(farthest - 2 * self.slack)
        tied = rows[distances >= tie]
        if tied.size > _MOST_TIED:
            return Top(tied[:_MOST_TIED], float(tie), tied=True)
        size = max(size, tied.size)
        outside = float(floor)
        if rows.size > size:
            order = np.argsort(-distances, kind="stable")
            outside = float(distances[order[size]])
            rows = rows[np.sort(order[:size])]
        # Never above the farthest, by no rounding: there is always a next pick.
        return Top(rows, min(farthest, float(np.float32(outside + 2 * self.slack))), tied=False)

    def _lower_bound_of_top(self, size: int) -> np.float32:
        """A distance that at least `size` rows reach, clear of ties with the farthest: the rest can stay stale."""
        n_sampled = min(3 * size, len(self.bounds))
        sampled = np.argpartition(self.bounds, len(self.bounds) - n_sampled)[len(self.bounds) - n_sampled :]
        self.catch_up(sampled)
        distances = np.sort(self.bounds[sampled])
        return np.float32(max(0.0, min(float(distances[-size]), float(distances[-1]) - 5 * self.slack)))

    def catch_up(self, rows: Int64) -> None:
        """Apply the picks that `rows` have not seen yet, as matrix products of a block of rows and a block of picks."""
        rows = rows[(self.applied[rows] < len(self.picks)) & (self.bounds[rows] >= 0)]
        # Rows equally far behind share a block; one that is ahead of its block only repeats a minimum.
        rows = rows[np.argsort(self.applied[rows], kind="stable")]
        applied = self.applied[rows]
        first = int(applied[0]) if rows.size else len(self.picks)
        for begin in range(first, len(self.picks), _PICKS_AT_ONCE):
            picks = np.array(self.picks[begin : begin + _PICKS_AT_ONCE], dtype=np.int64)
            apply = partial(self._apply, self.vectors[picks], self.norms[picks], begin)
            behind = rows[: np.searchsorted(applied, begin + picks.size)]
            for _ in self.threads.each_block(apply, behind):
                self.tick()
        self.applied[rows] = len(self.picks)

    def _apply(self, centres: Float32, centre_norms: Float32, begin: int, rows: Int64) -> None:
        """Apply the picks from number `begin` on, given as `centres`, to one block of rows."""
        vectors, norms, bounds = self.vectors[rows], self.norms[rows], self.bounds[rows]
        seen = max(int(self.applied[rows[0]]) - begin, 0)
        for start in range(seen, len(centres), BLOCK_CENTRES):
            part = slice(start, start + BLOCK_CENTRES)
            np.minimum(bounds, nearest_squared(vectors, norms, centres[part], centre_norms[part]), out=bounds)
        self.bounds[rows] = bounds
