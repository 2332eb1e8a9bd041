"""Groups of near-duplicates against the comparison of every hash with every other."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from worker.deduplicate import hamming, near_duplicates, neighbor_pairs
from worker.deduplicate.hamming import UInt64


@st.composite
def crowds(draw: st.DrawFn) -> UInt64:
    """Hashes of which many are near each other: a few centres, each with copies that differ in some bits."""
    centers = draw(st.lists(st.integers(0, 2**64 - 1), min_size=1, max_size=5))
    copies = draw(st.lists(st.tuples(st.sampled_from(centers), st.sets(st.integers(0, 63), max_size=9)), max_size=60))
    hashes = [*centers, *(center ^ sum(1 << bit for bit in bits) for center, bits in copies)]
    return np.array(hashes, dtype=np.uint64)


def brute_force_pairs(hashes: UInt64, max_distance: int) -> set[tuple[int, int]]:
    distances = np.bitwise_count(hashes[:, None] ^ hashes[None])
    near = np.argwhere((distances <= max_distance) & (distances > 0))
    return {(int(i), int(j)) for i, j in near if i < j}


def brute_force_groups(hashes: UInt64, max_distance: int) -> list[list[int]]:
    distances = np.bitwise_count(hashes[:, None] ^ hashes[None])
    unseen, groups = set(range(len(hashes))), []
    while unseen:
        group, edge = set(), {min(unseen)}
        while edge:
            group |= edge
            edge = {int(j) for i in edge for j in np.flatnonzero(distances[i] <= max_distance)} - group
        unseen -= group
        if len(group) > 1:
            groups.append(sorted(group))
    return groups


@settings(max_examples=60, deadline=None)
@given(hashes=crowds(), max_distance=st.integers(0, 8))
def test_groups_are_those_of_brute_force(hashes: UInt64, max_distance: int) -> None:
    groups = near_duplicates(hashes, max_distance=max_distance)
    assert [group.tolist() for group in groups] == brute_force_groups(hashes, max_distance)


def found_pairs(hashes: UInt64, max_distance: int) -> set[tuple[int, int]]:
    return {
        (min(i, j), max(i, j))
        for first, second in neighbor_pairs(hashes, max_distance)
        for i, j in zip(first.tolist(), second.tolist(), strict=True)
    }


@pytest.mark.parametrize("matched", [1, 2, 3])
@pytest.mark.parametrize("max_distance", [1, 4, 6])
def test_every_choice_of_blocks_finds_every_pair(
    matched: int, max_distance: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = np.random.default_rng(matched)
    flips = np.uint64(1) << rng.integers(0, 64, (400, 7), dtype=np.uint64)
    hashes = np.unique(np.bitwise_xor.reduce(flips, axis=1) ^ rng.choice(rng.integers(0, 2**64, 9, np.uint64), 400))
    monkeypatch.setattr(hamming, "_matched_blocks", lambda count, distance: matched)
    assert found_pairs(hashes, max_distance) == brute_force_pairs(hashes, max_distance)


def test_a_crowd_that_shares_a_block_is_compared_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    hashes = np.arange(300, dtype=np.uint64) << np.uint64(20)
    monkeypatch.setattr(hamming, "_CHUNK", 100)
    assert found_pairs(hashes, 2) == brute_force_pairs(hashes, 2)


def test_a_group_is_a_chain() -> None:
    """Each differs from the next in two bits, and the ends in twenty."""
    bits = [sum(1 << bit for bit in range(2 * length)) for length in range(11)]
    hashes = np.array([2**63 + 12345, *bits], dtype=np.uint64)
    assert [group.tolist() for group in near_duplicates(hashes, max_distance=2)] == [list(range(1, 12))]
    assert near_duplicates(hashes, max_distance=1) == []
    assert all(int(a ^ b).bit_count() == 2 for a, b in pairwise(bits))


def test_equal_hashes_are_a_group_at_distance_zero() -> None:
    hashes = np.array([7, 1, 7, 2, 1, 7], dtype=np.uint64)
    assert [group.tolist() for group in near_duplicates(hashes, max_distance=0)] == [[0, 2, 5], [1, 4]]
    assert near_duplicates(np.array([], dtype=np.uint64), max_distance=4) == []


def test_distances_beyond_what_is_meaningful_are_refused() -> None:
    with pytest.raises(ValueError, match="max_distance"):
        near_duplicates(np.arange(3, dtype=np.uint64), max_distance=17)
