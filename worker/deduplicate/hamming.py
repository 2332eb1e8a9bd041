"""All pairs of 64-bit hashes within a Hamming distance: exact, and without comparing every hash with every other."""

import math
from collections.abc import Iterator
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

UInt64 = NDArray[np.uint64]
Int64 = NDArray[np.int64]
_BITS = 64
MAX_DISTANCE = 16
# Pairs that are looked at in one go: what bounds the memory.
_CHUNK = 4_000_000


def neighbor_pairs(hashes: UInt64, max_distance: int) -> Iterator[tuple[Int64, Int64]]:
    """Yield arrays (i, j) of positions with 0 < distance <= `max_distance`; a pair may come more than once.

    `hashes` is (N,), without repetitions. The bits are cut into d + m blocks: two hashes that differ in at most d bits
    agree in at least m whole blocks, so that sorting by every choice of m blocks brings each pair together (Manku,
    Jain and Das Sarma 2007, "Detecting near-duplicates for web crawling"). m is as large as makes hashes that agree in
    m blocks by chance rare. Time grows a little faster than N, with the distance about as C(d + m, m).

    Raises ValueError for distances above 16.
    """
    if not 0 <= max_distance <= MAX_DISTANCE:
        raise ValueError(f"max_distance must be between 0 and {MAX_DISTANCE}")
    if max_distance == 0 or len(hashes) < 2:
        return
    for mask in _masks(max_distance, _matched_blocks(len(hashes), max_distance)):
        keys = hashes & mask
        order = np.argsort(keys, kind="stable")
        for i, j in _equal_pairs(keys[order]):
            first, second = order[i], order[j]
            near = np.bitwise_count(hashes[first] ^ hashes[second]) <= max_distance
            if near.any():
                yield first[near], second[near]


def _matched_blocks(count: int, max_distance: int) -> int:
    """How many blocks must agree: the choice with the least work, sorting and comparing taken together."""

    def work(matched: int) -> float:
        sorts = math.comb(max_distance + matched, matched)
        by_chance = count / 2 ** (_BITS * matched / (max_distance + matched)) / 2
        return sorts * (math.log2(count) + by_chance)

    return min(range(1, max(2, _BITS - MAX_DISTANCE)), key=work)


def _masks(max_distance: int, matched: int) -> Iterator[np.uint64]:
    """A mask for every choice of `matched` of max_distance + matched blocks of nearly equal length."""
    count = max_distance + matched
    edges = [_BITS * block // count for block in range(count + 1)]
    blocks = [(1 << edges[block + 1]) - (1 << edges[block]) for block in range(count)]
    for chosen in combinations(blocks, matched):
        yield np.uint64(sum(chosen))


def _equal_pairs(sorted_keys: UInt64) -> Iterator[tuple[Int64, Int64]]:
    """Yield arrays (i, j), i < j, of all places of a sorted array that hold the same key, about _CHUNK at a time."""
    starts = np.flatnonzero(np.concatenate([[True], sorted_keys[1:] != sorted_keys[:-1]]))
    sizes = np.diff(starts, append=len(sorted_keys))
    ends = np.repeat(starts + sizes, sizes)
    partners = ends - np.arange(len(sorted_keys)) - 1
    busy = np.flatnonzero(partners)
    made = np.cumsum(partners[busy])
    place = 0
    while place < len(busy):
        done = int(made[place - 1]) if place else 0
        stop = max(place + 1, int(np.searchsorted(made, done + _CHUNK, side="right")))
        rows, counts = busy[place:stop], partners[busy[place:stop]]
        first = np.repeat(rows, counts)
        offsets = np.arange(len(first)) - np.repeat(np.cumsum(counts) - counts, counts)
        yield first, first + 1 + offsets
        place = stop
