"""What cannot be picked at all: samples beyond a threshold, and near duplicates."""

import operator
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from store.specs.strategies import DeduplicateStrategy, Strategy, ThresholdStrategy
from worker.reporting import Reporter, UserError
from worker.select.inputs import describe
from worker.select.pool import Bools, Float32, Int64, Pool

Hashes = npt.NDArray[np.uint64]

_COMPARE = {
    "smaller": operator.lt,
    "smaller_equal": operator.le,
    "bigger": operator.gt,
    "bigger_equal": operator.ge,
}
_WORDS = {"smaller": "below", "smaller_equal": "at most", "bigger": "above", "bigger_equal": "at least"}
_BLOCK = 512


def apply_filters(strategies: list[Strategy], pool: Pool, reporter: Reporter) -> tuple[Pool, list[str]]:
    """The pool without what the filters among the strategies leave out, thresholds first; and what they did, in words.

    Raises UserError when nothing is left.
    """
    notes: list[str] = []
    for threshold in strategies:
        if isinstance(threshold, ThresholdStrategy):
            before = pool.rows.size
            pool = _over_threshold(threshold, pool)
            words = f"{describe(threshold.by)} {_WORDS[threshold.operation]} {threshold.value:g}"
            if not pool.rows.size:
                raise UserError(f"None of the {before} candidates has a {words}. Move the threshold.")
            notes.append(f"{pool.rows.size} of {before} candidates have a {words}.")
    for duplicates in strategies:
        if isinstance(duplicates, DeduplicateStrategy):
            before = pool.rows.size
            pool = pool.only(without_duplicates(duplicates, pool, reporter))
            if not pool.rows.size:
                raise UserError(f"All {before} candidates are near duplicates of preselected samples.")
            notes.append(f"{before - pool.rows.size} of {before} candidates are near duplicates of others.")
    return pool, notes


def _over_threshold(spec: ThresholdStrategy, pool: Pool) -> Pool:
    values = pool.inputs.number(spec.by, pool.rows)
    passing = np.zeros(len(pool.embeddings), dtype=np.bool_)
    passing[pool.rows] = _COMPARE[spec.operation](values, spec.value)
    return pool.only(passing)


def without_duplicates(spec: DeduplicateStrategy, pool: Pool, reporter: Reporter) -> Bools:
    """(N,) mask of the candidates that stay.

    A candidate goes when an earlier one that stays, or a preselected sample, is within `max_distance` of it (as unit
    vectors), and within `max_hash_distance` where that is set. So no two that stay are duplicates, and everything that
    goes has a duplicate that stays: chains of small steps do not take each other along.
    """
    order = np.concatenate([pool.preselected, pool.rows])
    first = pool.preselected.size
    hashes = _hashes(spec, pool, order)
    most_bits = spec.max_hash_distance or 0
    most = spec.max_distance**2
    stays = np.ones(order.size, dtype=np.bool_)
    kept = _Kept(order.size, pool.embeddings.shape[1])
    for start in range(0, order.size, _BLOCK):
        reporter.progress("deduplicate", start, order.size, "samples")
        block = np.arange(start, min(start + _BLOCK, order.size))
        vectors = pool.lattice[order[block]]
        found = np.zeros(block.size, dtype=np.bool_)
        for begin, earlier in kept.blocks():
            near = pool.lattice.squared(vectors, earlier) <= most
            if hashes is not None and near.any():
                rows, columns = np.nonzero(near)
                at = kept.positions[begin + columns]
                near[rows, columns] = _bits(hashes[block[rows]], hashes[at]) <= most_bits
            found |= near.any(axis=1)
        found[block < first] = False
        among = pool.lattice.squared(vectors, vectors) <= most
        for index in np.flatnonzero(~found).tolist():
            if found[index]:
                continue
            later = np.flatnonzero(among[index, index + 1 :]) + index + 1
            if hashes is not None and later.size:
                near_hash = _bits(hashes[block[later]], hashes[block[index]]) <= most_bits
                later = later[near_hash]
            found[later[block[later] >= first]] = True
        stays[block] = ~found
        kept.add(block[~found], vectors[~found])
    reporter.progress("deduplicate", order.size, order.size, "samples")
    mask = np.zeros(len(pool.embeddings), dtype=np.bool_)
    mask[order[stays]] = True
    return mask


class _Kept:
    """The vectors of what stays so far, and their positions in the order, in blocks."""

    _ROWS = 4096

    def __init__(self, most: int, dim: int) -> None:
        self.positions: Int64 = np.empty(most, dtype=np.int64)
        self.chunks: list[Float32] = []
        self.dim = dim
        self.size = 0

    def add(self, positions: Int64, vectors: Float32) -> None:
        self.positions[self.size : self.size + positions.size] = positions
        for vector in np.split(vectors, range(self._ROWS - self.size % self._ROWS, len(vectors), self._ROWS)):
            within = self.size % self._ROWS
            if within == 0:
                self.chunks.append(np.empty((self._ROWS, self.dim), dtype=np.float32))
            self.chunks[-1][within : within + len(vector)] = vector
            self.size += len(vector)

    def blocks(self) -> Iterator[tuple[int, Float32]]:
        for index, chunk in enumerate(self.chunks):
            begin = index * self._ROWS
            yield begin, chunk[: self.size - begin]


def _hashes(spec: DeduplicateStrategy, pool: Pool, order: Int64) -> Hashes | None:
    if spec.max_hash_distance is None:
        return None
    if pool.inputs.hashes is None:
        raise ValueError("max_hash_distance needs inputs.hashes")
    return pool.inputs.hashes[order]


def _bits(left: Hashes, right: Hashes | np.uint64) -> npt.NDArray[np.uint8]:
    counts: npt.NDArray[np.uint8] = np.bitwise_count(left ^ right)
    return counts
