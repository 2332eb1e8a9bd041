"""Exact k-center greedy with many picks per pass over the data.

Farthest-first traversal (Gonzalez 1985; CoreSet, Sener & Savarese 2018) picks the sample farthest from all earlier
picks, again and again, and its covering radius is at most twice the best one. Done literally it reads all N rows for
every pick. This module makes the same picks in the same order and reads a row a few times in all:

* The farthest rows are copied to a small buffer, and picking goes on among them alone, updating nothing else, for as
  long as the farthest of the buffer beats every row outside. Distances outside can only have fallen in the meantime,
  so it is then the farthest of all rows, and the pick is the one the literal loop makes.
* When the buffer is exhausted, the picks reach the rows outside as one matrix product, and only those rows whose
  outdated distance is large enough to matter (`Frontier`). Rows close to an early pick are never touched again.
* The same idea once more inside the buffer: its own farthest rows are so few that a table holds all their distances.

Memory on top of the input: about 30 bytes per row, and the buffer of at most 65 536 rows.

Ties go to the lowest row. Float32 distances are rounded (see `worker.select.distances`), so the order of rows that lie
within the rounding is decided on float64 differences; only a tie of more than a thousand rows goes to the lowest row
without a closer look. Squared distances below the resolution of float32 count as zero (for unit norm, distances under
0.005 or so): such rows are duplicates, and once nothing else is left they follow in row order.
"""

import math

import numpy as np

from store.specs.strategies import DiversityStrategy
from worker.reporting import Reporter, UserError
from worker.select.distances import (
    BLOCK_CENTRES,
    BLOCK_ROWS,
    Centred,
    Vectors,
    exact,
    resolution,
    rounding_slack,
    squared_distances,
    squared_norms,
)
from worker.select.frontier import TAKEN, Frontier, Top
from worker.select.outliers import without_outliers
from worker.select.pool import Float32, Float64, Int64, Pool, Selection
from worker.select.threads import BlockThreads, block_threads

# Sizes of the two buffers, in rows. The outer one is a share of all rows: the smaller it is, the more work is spared
# outside, but the more often all bounds are scanned. Run times hardly change between half and twice these.
_OUTER_SHARE = 50
_SMALLEST_OUTER, _LARGEST_OUTER = 512, 65_536
_INNER = 192


def pick_diverse(spec: DiversityStrategy, pool: Pool, *, n_samples: int, reporter: Reporter) -> Selection:
    """Farthest-first traversal of the pool, starting from the preselected rows or from one row drawn with the seed.

    The gain of a pick is its distance to the nearest earlier pick (NaN for a drawn first one). Gains never rise, and
    the last one bounds the covering radius. The first k of n picks are the picks of a run for k. Stops early when no
    remaining row is at least `min_distance` away.

    Raises UserError when a candidate's or preselected embedding is not finite; lets `Cancelled` of the reporter pass.
    """
    drawn_first = pool.preselected.size == 0 and n_samples > 0
    if spec.outlier_quantile:
        pool = pool.only(without_outliers(spec, pool, reporter))
    with block_threads() as threads:
        traversal = _Traversal(pool, n_samples, threads, reporter)
        if drawn_first:
            traversal.take(_start(spec, pool), np.nan)
        traversal.run(spec.min_distance)
    gains = np.array(traversal.gains, dtype=np.float32)
    np.fmin.accumulate(gains, out=gains)

    def explain(pick: int) -> str:
        if drawn_first and pick == 0:
            return _why_first(spec)
        if gains[pick] == 0:
            return "As good as identical to an earlier pick: nothing farther away was left."
        return f"{gains[pick]:.4g} away from its nearest earlier pick, farther than any other sample."

    return Selection(
        rows=np.array(traversal.rows, dtype=np.int64),
        gains=gains,
        explain=explain,
        stopped_early=None if traversal.complete else _why_stopped(spec),
    )


def _start(spec: DiversityStrategy, pool: Pool) -> int:
    """The first pick when nothing is preselected."""
    candidates = np.flatnonzero(pool.candidates)
    if spec.start == "random":
        return int(np.random.default_rng(spec.seed).choice(candidates))
    if spec.start == "medoid":
        return _medoid(pool, candidates)
    row = int(pool.inputs.queries[(spec.start,)][0])
    if not pool.candidates[row]:
        raise UserError("The sample to start from cannot be picked: it is no candidate or has no embedding.")
    return row


def _medoid(pool: Pool, rows: Int64) -> int:
    """The row nearest to the mean of the rows."""
    blocks = [rows[start : start + BLOCK_ROWS] for start in range(0, rows.size, BLOCK_ROWS)]
    mean = sum(pool.embeddings[block].sum(axis=0, dtype=np.float64) for block in blocks) / rows.size
    gaps = [exact(pool.embeddings[block], np.broadcast_to(mean, (block.size, mean.size))) for block in blocks]
    return int(rows[np.round(np.concatenate(gaps), 9).argmin()])


def _why_first(spec: DiversityStrategy) -> str:
    if spec.start == "random":
        return f"Drawn at random with seed {spec.seed}: nothing was picked before it."
    if spec.start == "medoid":
        return "The most central sample: nothing was picked before it."
    return "The sample to start from."


def _why_stopped(spec: DiversityStrategy) -> str:
    if spec.min_distance > 0:
        return f"Every remaining sample is nearer than {spec.min_distance:g} to one that is picked."
    return "Only outliers are left."


class _Traversal:
    """The picks so far and the three levels they are made on: all rows, a few per cent of them, and a hundred or so."""

    def __init__(self, pool: Pool, n_samples: int, threads: BlockThreads, reporter: Reporter) -> None:
        usable = pool.candidates.copy()
        usable[pool.preselected] = True
        rows = np.flatnonzero(usable)
        vectors = Centred(pool.embeddings, rows)
        norms = squared_norms(vectors, rows, len(usable))
        largest_norm = float(norms.max(initial=0.0))
        self.slack = rounding_slack(pool.embeddings.shape[1], largest_norm)
        self.resolution = resolution(pool.embeddings.shape[1], largest_norm)
        bounds = np.where(pool.candidates, np.float32(np.inf), TAKEN)
        self.threads = threads
        self.everything = self.frontier(vectors, norms, bounds)
        self.everything.picks.extend(pool.preselected.tolist())
        self.rows: list[int] = []
        self.gains: list[float] = []
        self.embeddings = pool.embeddings
        self.n_samples = n_samples
        self.reporter = reporter

    def frontier(self, vectors: Vectors, norms: Float32, bounds: Float32) -> Frontier:
        return Frontier(vectors, norms, bounds, slack=self.slack, threads=self.threads, tick=self.report)

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
        # Thresholds are float32 like the distances, for a comparison to come out the same for one and for many.
        least = float(np.float32(max(self.resolution, min_distance**2)))
        size = min(max(len(self.everything.bounds) // _OUTER_SHARE, _SMALLEST_OUTER), _LARGEST_OUTER)
        while not self.complete:
            top = self.everything.top(size)
            if self.everything.bounds[top.rows].max() < least:
                break
            self.run_within(top, least)
        if min_distance == 0:
            self.take_duplicates()
        self.report()

    def run_within(self, top: Top, least: float) -> None:
        """Pick from the farthest of all rows for as long as that is the same as picking from all."""
        outer = self.everything
        n_seen = len(outer.picks)
        vectors, norms, bounds = outer.vectors[top.rows], outer.norms[top.rows], outer.bounds[top.rows]
        among = self.frontier(vectors, norms, bounds)
        least = max(least, top.threshold)
        while not self.complete and among.bounds.max() >= least:
            inner = among.top(_INNER)
            buffer = _Buffer(among, inner.rows, top.rows[inner.rows])
            # The rows that tie in a tied top are all among the farthest here, so nothing outside has to be feared.
            beaten = least if top.tied else max(least, inner.threshold)
            self.drain(buffer, beaten, tied=top.tied or inner.tied)
            among.merge(inner.rows, buffer.nearest, len(among.picks))
        outer.merge(top.rows, among.bounds, among.applied + np.int32(n_seen))

    def drain(self, buffer: "_Buffer", least: float, *, tied: bool) -> None:
        """Pick from the buffer while its farthest row is at a squared distance of at least `least`."""
        while not self.complete:
            position = int(buffer.nearest.argmax())
            distance = float(buffer.nearest[position])
            if distance < least:
                return
            position = int((buffer.nearest >= least).argmax()) if tied else self.settle(buffer, distance, least)
            self.take(int(buffer.names[position]), math.sqrt(distance))
            self.remove(buffer, position)

    def settle(self, buffer: "_Buffer", distance: float, least: float) -> int:
        """The position of the farthest row of the buffer, decided on exact distances where rounding may hide it."""
        close = np.flatnonzero(buffer.nearest >= distance - 2 * self.slack)
        if close.size == 1:
            return int(close[0])
        if buffer.exact is None:
            # Whatever may still be picked from this buffer, at once: going through all picks is the expensive part.
            rivals = np.flatnonzero(buffer.nearest >= least - 2 * self.slack)
            buffer.exact = np.full(buffer.names.size, np.inf)
            buffer.exact[rivals] = self.exact_nearest(buffer.names[rivals], buffer.nearest[rivals])
        return int(close[buffer.exact[close].argmax()])

    def remove(self, buffer: "_Buffer", position: int) -> None:
        """Tell the buffer that one of its rows has been picked."""
        squared = buffer.table[position]
        if buffer.exact is not None:
            nearer = np.flatnonzero(squared <= buffer.nearest + 2 * self.slack)
            to_pick = exact(self.embeddings[buffer.names[nearer]], self.embeddings[buffer.names[position]])
            buffer.exact[nearer] = np.minimum(buffer.exact[nearer], to_pick)
        np.minimum(buffer.nearest, squared, out=buffer.nearest)
        buffer.nearest[position] = TAKEN
        buffer.frontier.add_pick(int(buffer.rows[position]))

    def exact_nearest(self, rows: Int64, nearest: Float32) -> Float64:
        """Squared distances of `rows` to their nearest pick, (B,) float64, where `nearest` is them within the slack."""
        vectors, norms = self.everything.vectors, self.everything.norms
        picks = np.array(self.everything.picks, dtype=np.int64)
        best = np.full(rows.size, np.inf)
        for start in range(0, picks.size, BLOCK_CENTRES):
            self.report()
            block = picks[start : start + BLOCK_CENTRES]
            squared = squared_distances(vectors[rows], norms[rows], vectors[block], norms[block])
            which_pick, which_row = np.nonzero(squared <= nearest + 2 * self.slack)
            for begin in range(0, which_row.size, BLOCK_ROWS):
                near = which_row[begin : begin + BLOCK_ROWS]
                pick = block[which_pick[begin : begin + BLOCK_ROWS]]
                np.minimum.at(best, near, exact(self.embeddings[rows[near]], self.embeddings[pick]))
        return best

    def take_duplicates(self) -> None:
        """Fill up with what is left in row order, all of it within rounding of a pick."""
        rest = np.flatnonzero(self.everything.bounds >= 0)[: self.n_samples - len(self.rows)]
        for row in rest.tolist():
            self.take(row, 0.0)


class _Buffer:
    """So few rows that all their mutual distances fit the cache: adding a pick is one minimum over a row of `table`.

    `rows` of the frontier, ascending, so that argmax breaks ties for the lowest; `names` are the same rows in the whole
    embedding. `exact` holds float64 distances to the nearest pick from the first close call on, where they can matter.
    """

    def __init__(self, frontier: Frontier, rows: Int64, names: Int64) -> None:
        self.frontier = frontier
        self.rows = rows
        self.names = names
        self.nearest = frontier.bounds[rows]
        vectors, norms = frontier.vectors[rows], frontier.norms[rows]
        self.table = squared_distances(vectors, norms, vectors, norms)
        np.maximum(self.table, 0.0, out=self.table)
        self.exact: Float64 | None = None
