"""Exact k-center greedy with many picks per pass over the data.

Farthest-first traversal (Gonzalez 1985; CoreSet, Sener & Savarese 2018) picks the sample farthest from all earlier
picks, again and again, and is within a factor of two of the best covering radius. Done literally it reads all N rows for
every pick. This module makes the same picks in the same order and reads most rows a few times in all:

* The distance of a row to its nearest pick only ever falls, so a stale distance is an upper bound.
* `_Frontier.refresh` brings up to date only rows whose bound reaches the top, and copies the top ones to a small buffer.
* `_Buffer` goes on picking among its own rows, updating only them, for as long as its best row is certainly farther
  than the best bound outside: then it is the best row of all, and the picks are exactly those of the literal loop.

So the picks reach the bulk of the rows in batches, as matrix products. Rows that lie close to an early pick are never
touched again. Memory on top of the input: 12 bytes per row and the buffer.

Ties go to the lowest row. Float32 distances carry rounding errors (see `worker.select.distances`), hence calls closer
than that are decided on float64 differences. Squared distances below the resolution of float32 count as 0, about 1e-3 of
the norm of the embeddings: such rows are duplicates, and once nothing else is left they are picked in row order.
"""

import math

import numpy as np

from store.specs.strategies import DiversityStrategy
from worker.reporting import Reporter
from worker.select.distances import BLOCK_CENTRES, exact, rounding_slack, squared_distances, squared_norms
from worker.select.frontier import TAKEN, Frontier, Top
from worker.select.pool import Float32, Float64, Int64, Pool, Selection

_SMALLEST_MIDDLE = 512
_LARGEST_MIDDLE = 65_536
_INNER = 128


def pick_diverse(spec: DiversityStrategy, pool: Pool, *, n_samples: int, reporter: Reporter) -> Selection:
    """Farthest-first traversal of the pool, starting from the preselected rows or from one row drawn with the seed.

    The gain of a pick is its distance to the nearest earlier pick (NaN for a drawn first one); gains never rise, and the
    last one bounds the covering radius. The first k of n picks are the picks of a run for k. Stops early when no
    remaining row is at least `min_distance` away.

    Raises UserError when a candidate's or preselected embedding is not finite; lets `Cancelled` of the reporter pass.
    """
    traversal = _Traversal(pool, n_samples, reporter)
    drawn_first = pool.preselected.size == 0 and n_samples > 0
    if drawn_first:
        candidates = np.flatnonzero(pool.candidates)
        traversal.take(int(candidates[np.random.default_rng(spec.seed).integers(candidates.size)]), np.nan)
    traversal.run(spec.min_distance)
    gains = np.array(traversal.gains, dtype=np.float32)
    np.fmin.accumulate(gains, out=gains)

    def explain(pick: int) -> str:
        if drawn_first and pick == 0:
            return f"Drawn at random with seed {spec.seed}: nothing was picked before it."
        if gains[pick] == 0:
            return "As good as identical to an earlier pick: nothing farther away was left."
        return f"{gains[pick]:.4g} away from its nearest earlier pick, farther than any other sample."

    return Selection(
        rows=np.array(traversal.rows, dtype=np.int64),
        gains=gains,
        explain=explain,
        stopped_early=None
        if traversal.complete
        else f"Every remaining sample is nearer than {spec.min_distance:g} to one that is picked.",
    )


class _Traversal:
    """The picks so far and the three levels they are made on: all rows, a few per cent of them, and a hundred or so."""

    def __init__(self, pool: Pool, n_samples: int, reporter: Reporter) -> None:
        usable = pool.candidates.copy()
        usable[pool.preselected] = True
        norms = squared_norms(pool.embeddings, np.flatnonzero(usable))
        self.slack = rounding_slack(pool.embeddings.shape[1], float(norms.max(initial=0.0)))
        # Below this a squared distance is noise. Twice two slacks: an exact duplicate never ties with a row above it.
        self.resolution = 4 * self.slack
        bounds = np.where(pool.candidates, np.float32(np.inf), TAKEN)
        self.everything = Frontier(pool.embeddings, norms, bounds, slack=self.slack, tick=self.report)
        self.everything.picks.extend(pool.preselected.tolist())
        self.rows: list[int] = []
        self.gains: list[float] = []
        self.n_samples = n_samples
        self.reporter = reporter

    @property
    def complete(self) -> bool:
        return len(self.rows) == self.n_samples

    def report(self) -> None:
        self.reporter.progress("select", len(self.rows), self.n_samples, "samples")

    def take(self, row: int, gain: float) -> None:
        self.everything.add_pick(row)
        self.rows.append(row)
        self.gains.append(gain)

    def run(self, min_distance: float) -> None:
        """Pick until `n_samples` are taken or nothing is left at `min_distance`."""
        least = max(self.resolution, min_distance**2)
        size = max(_SMALLEST_MIDDLE, len(self.everything.bounds) // 50)
        while not self.complete:
            work_before = self.everything.work
            top = self.everything.top(size)
            if self.everything.bounds[top.rows].max() < least:
                break
            work_within = self.run_within(top, least)
            # Balance the two levels. Counting work instead of time keeps every run of the same input the same.
            work = self.everything.work - work_before
            size = size * 3 // 2 if work > work_within else size * 2 // 3
            size = min(max(size, _SMALLEST_MIDDLE), _LARGEST_MIDDLE)
        if min_distance == 0:
            self.take_duplicates()
        self.report()

    def run_within(self, top: Top, least: float) -> int:
        """Pick from the top of all rows for as long as that is the same as picking from all; the work it took."""
        outer = self.everything
        n_seen = len(outer.picks)
        middle = Frontier(
            outer.vectors[top.rows], outer.norms[top.rows], outer.bounds[top.rows], slack=self.slack, tick=self.report
        )
        least = max(least, top.threshold)
        while not self.complete:
            inner = middle.top(_INNER)
            if middle.bounds[inner.rows].max() < least:
                break
            buffer = _Buffer(middle, inner.rows)
            self.drain(buffer, max(least, inner.threshold), settle=top.settled and inner.settled, names=top.rows)
            middle.merge(inner.rows, buffer.nearest, len(middle.picks))
        outer.merge(top.rows, middle.bounds, middle.applied + np.int32(n_seen))
        return middle.work

    def drain(self, buffer: "_Buffer", least: float, *, settle: bool, names: Int64) -> None:
        """Pick from the buffer while its farthest row is at a squared distance of at least `least`."""
        while not self.complete:
            position = buffer.farthest()
            distance = float(buffer.nearest[position])
            if distance < least:
                return
            if settle:
                position = self.settle(buffer, names, distance)
            self.take(int(names[buffer.rows[position]]), math.sqrt(distance))
            buffer.take(position)

    def settle(self, buffer: "_Buffer", names: Int64, distance: float) -> int:
        """The position of the farthest row of the buffer, decided on exact distances where rounding may hide it."""
        close = np.flatnonzero(buffer.nearest >= distance - 2 * self.slack)
        if close.size > 1:
            best = self.exact_nearest(names[buffer.rows[close]], buffer.nearest[close])
            return int(close[best.argmax()])
        return int(close[0])

    def exact_nearest(self, rows: Int64, nearest: Float32) -> Float64:
        """Squared distance of `rows` to their nearest pick, (B,) float64 without rounding, `nearest` being within slack."""
        vectors, norms = self.everything.vectors, self.everything.norms
        picks = np.array(self.everything.picks, dtype=np.int64)
        best = np.full(rows.size, np.inf)
        for start in range(0, picks.size, BLOCK_CENTRES):
            block = picks[start : start + BLOCK_CENTRES]
            squared = squared_distances(vectors[rows], norms[rows], vectors[block], norms[block])
            near_pick, near_row = np.nonzero(squared <= nearest + 2 * self.slack)
            np.minimum.at(best, near_row, exact(vectors[rows[near_row]], vectors[block[near_pick]]))
        return best

    def take_duplicates(self) -> None:
        """Fill up with what is left in row order, all of it within rounding of a pick."""
        rest = np.flatnonzero(self.everything.bounds >= 0)[: self.n_samples - len(self.rows)]
        for row in rest.tolist():
            self.take(row, 0.0)


class _Buffer:
    """So few rows that all their mutual distances fit the cache: adding a pick is one minimum over a row of the table.

    `rows` ascend, hence argmax breaks ties for the lowest row.
    """

    def __init__(self, frontier: Frontier, rows: Int64) -> None:
        self.frontier = frontier
        self.rows = rows
        self.nearest = frontier.bounds[rows]
        vectors, norms = frontier.vectors[rows], frontier.norms[rows]
        self.table = squared_distances(vectors, norms, vectors, norms)
        np.maximum(self.table, 0.0, out=self.table)

    def farthest(self) -> int:
        return int(self.nearest.argmax())

    def take(self, position: int) -> None:
        self.frontier.add_pick(int(self.rows[position]))
        np.minimum(self.nearest, self.table[position], out=self.nearest)
        self.nearest[position] = TAKEN
