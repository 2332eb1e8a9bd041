"""Farthest-first traversal: the picks of the textbook loop, whatever the data looks like."""

import itertools
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.specs.strategies import DiversityStrategy
from tests.worker.select.reference import distances, farthest_first, indices
from worker.reporting import Cancelled, Silent, UserError
from worker.select import Selection, covering_radius, select
from worker.select.pool import Float32, Int64

SHAPES = ["clustered", "isotropic", "near duplicates", "offset", "line", "grid", "copies", "axes"]


def make(shape: str, n_rows: int, dim: int, seed: int) -> Float32:
    rng = np.random.default_rng(seed)
    points = rng.standard_normal((n_rows, dim))
    if shape == "clustered":
        points = 4 * rng.standard_normal((5, dim))[rng.integers(0, 5, n_rows)] + 0.3 * points
    elif shape == "near duplicates":
        points = points[rng.integers(0, 1 + n_rows // 2, n_rows)] + 0.05 * rng.standard_normal((n_rows, dim))
    elif shape == "offset":
        points += 50.0
    elif shape == "line":
        points = rng.permutation(n_rows)[:, None] * np.ones((1, dim))
    elif shape == "grid":
        points = rng.integers(0, 4, (n_rows, dim)).astype(np.float64)
    elif shape == "copies":
        points = points[rng.integers(0, 1 + n_rows // 4, n_rows)]
    elif shape == "axes":
        points = np.eye(max(n_rows, dim))[:n_rows]
    return points.astype(np.float32)


def diverse(embeddings: Float32, n_samples: int, *start: int, min_distance: float = 0.0) -> Selection:
    return select(
        DiversityStrategy(min_distance=min_distance), embeddings, n_samples=n_samples, preselected=indices(*start)
    )


@settings(max_examples=120, deadline=None)
@given(
    shape=st.sampled_from(SHAPES),
    n_rows=st.integers(2, 150),
    dim=st.sampled_from([1, 2, 7, 33]),
    seed=st.integers(0, 2**16),
    data=st.data(),
)
def test_picks_are_those_of_the_textbook_loop(
    shape: str, n_rows: int, dim: int, seed: int, data: st.DataObject
) -> None:
    embeddings = make(shape, n_rows, dim, seed)
    start = data.draw(st.lists(st.integers(0, n_rows - 1), min_size=1, max_size=3, unique=True))
    n_samples = data.draw(st.integers(1, n_rows - len(start))) if n_rows > len(start) else 0
    selection = diverse(embeddings, n_samples, *start)
    picks, gains = farthest_first(embeddings, start, n_samples)
    # What the loop tells apart by less than float32 can see is in row order here.
    visible = sum(gain > 0.01 * float(np.abs(embeddings).max()) for gain in gains)
    assert selection.rows[:visible].tolist() == picks[:visible]
    np.testing.assert_allclose(selection.gains[:visible], gains[:visible], rtol=2e-3)
    assert len(set(selection.rows.tolist()) | set(start)) == n_samples + len(start)


@pytest.mark.parametrize("shape", ["clustered", "isotropic", "near duplicates", "copies", "grid"])
def test_picks_stay_the_same_when_the_buffers_are_much_smaller_than_the_data(shape: str) -> None:
    embeddings = make(shape, 2500, 6, seed=1)
    picks, gains = farthest_first(embeddings, [17], 600)
    visible = sum(gain > 0.02 for gain in gains)
    assert visible > 60
    assert diverse(embeddings, 600, 17).rows[:visible].tolist() == picks[:visible]


def test_more_ties_than_the_buffers_hold_go_to_the_lowest_rows() -> None:
    # 63 x 60 rows tie for every pick, one pick takes 60 of them out.
    embeddings = np.tile(np.eye(64, dtype=np.float32), (60, 1))
    assert diverse(embeddings, 70, 5).rows.tolist() == [row for row in range(71) if row != 5]


@settings(max_examples=25, deadline=None)
@given(shape=st.sampled_from(SHAPES), seed=st.integers(0, 2**16), data=st.data())
def test_a_shorter_run_is_a_prefix_of_a_longer_one(shape: str, seed: int, data: st.DataObject) -> None:
    embeddings = make(shape, 900, 5, seed)
    longer = data.draw(st.integers(2, 900))
    shorter = data.draw(st.integers(1, longer))
    spec = DiversityStrategy(seed=seed)
    long_run = select(spec, embeddings, n_samples=longer)
    short_run = select(spec, embeddings, n_samples=shorter)
    assert long_run.rows[:shorter].tolist() == short_run.rows.tolist()
    np.testing.assert_array_equal(long_run.gains[:shorter], short_run.gains)
    assert np.unique(long_run.rows).size == longer


@settings(max_examples=40, deadline=None)
@given(shape=st.sampled_from(["clustered", "isotropic", "grid"]), k=st.integers(1, 4), seed=st.integers(0, 2**16))
def test_radius_is_at_most_twice_the_best_possible(shape: str, k: int, seed: int) -> None:
    embeddings = make(shape, 11, 2, seed)
    table = distances(embeddings)
    best = min(table[list(rows)].min(axis=0).max() for rows in itertools.combinations(range(11), k))
    rows = select(DiversityStrategy(seed=seed), embeddings, n_samples=k).rows
    assert table[rows].min(axis=0).max() <= 2 * best + 1e-6


def test_all_rows_can_be_picked_and_gains_never_rise() -> None:
    selection = select(DiversityStrategy(seed=3), make("isotropic", 1300, 3, 0), n_samples=1300)
    assert sorted(selection.rows.tolist()) == list(range(1300))
    assert selection.gain(0) is None
    assert (np.diff(selection.gains[1:]) <= 0).all()
    assert selection.stopped_early is None


def test_last_gain_bounds_the_covering_radius() -> None:
    embeddings = make("clustered", 2000, 8, 0)
    selection = diverse(embeddings, 50, 0)
    radius = covering_radius(embeddings, np.append(selection.rows, 0))
    assert radius <= selection.gains[-1]
    assert radius == pytest.approx(diverse(embeddings, 51, 0).gains[-1], rel=1e-4)


def test_exact_copies_come_last_in_row_order_with_gain_zero() -> None:
    distinct = make("isotropic", 40, 64, 2)
    distinct /= np.linalg.norm(distinct, axis=1, keepdims=True)
    embeddings = np.tile(distinct, (3, 1))
    selection = diverse(embeddings, 119, 0)
    # Of equal rows the lowest stands for all, and the others follow when everything distinct is taken.
    assert set(selection.rows[:39].tolist()) == set(range(1, 40))
    assert selection.rows[39:].tolist() == list(range(40, 120))
    assert (selection.gains[39:] == 0).all()
    assert "identical" in selection.reason(60)
    assert "nearest earlier pick" in selection.reason(3)


@pytest.mark.parametrize("min_distance", [0.2, 0.7, 1.2])
def test_min_distance_stops_before_the_first_pick_that_is_nearer(min_distance: float) -> None:
    embeddings = make("isotropic", 800, 3, 4)
    embeddings /= np.linalg.norm(embeddings, axis=1, keepdims=True)
    everything, gains = farthest_first(embeddings, [9], 799)
    expected = [row for row, gain in zip(everything, gains, strict=True) if gain >= min_distance]
    selection = diverse(embeddings, 799, 9, min_distance=min_distance)
    assert selection.rows.tolist() == expected
    assert selection.stopped_early == f"Every remaining sample is nearer than {min_distance:g} to one that is picked."


def test_min_distance_leaves_out_exact_copies_however_small_it_is() -> None:
    embeddings = np.repeat(np.eye(6, dtype=np.float32), 4, axis=0)
    selection = diverse(embeddings, 20, 0, min_distance=1e-6)
    assert selection.rows.tolist() == [4, 8, 12, 16, 20]
    assert selection.stopped_early is not None


def test_min_distance_that_is_never_reached_does_not_stop() -> None:
    assert diverse(np.eye(6, dtype=np.float32), 5, 0, min_distance=1.0).stopped_early is None


def test_first_pick_is_drawn_with_the_seed_when_nothing_is_preselected() -> None:
    embeddings = make("isotropic", 300, 4, 0)
    firsts = {int(select(DiversityStrategy(seed=seed), embeddings, n_samples=1).rows[0]) for seed in range(8)}
    assert len(firsts) > 4
    run = select(DiversityStrategy(seed=5), embeddings, n_samples=20)
    assert run.rows.tolist() == select(DiversityStrategy(seed=5), embeddings, n_samples=20).rows.tolist()
    assert run.rows[1:].tolist() == diverse(embeddings, 19, int(run.rows[0])).rows.tolist()
    assert "seed 5" in run.reason(0)


def test_rows_that_are_not_eligible_take_no_part() -> None:
    embeddings = make("isotropic", 400, 4, 0)
    eligible = np.arange(400) % 3 > 0
    dirty = embeddings.copy()
    dirty[~eligible] = np.nan
    masked = select(
        DiversityStrategy(), dirty, n_samples=50, preselected=indices(0, 1, 1), eligible=eligible
    )  # row 0 is not eligible: it covers nothing
    kept = np.flatnonzero(eligible)
    assert masked.rows.tolist() == kept[diverse(embeddings[kept], 50, 0).rows].tolist()
    assert eligible.sum() == 266  # the caller's mask is left alone


def test_large_common_offset_does_not_blur_distances() -> None:
    embeddings = make("isotropic", 500, 16, 7) * np.float32(0.01)
    shifted = embeddings + np.float32(4.0)
    picks, _ = farthest_first(shifted, [0], 100)
    assert diverse(shifted, 100, 0).rows.tolist() == picks


def test_memory_map_gives_the_picks_of_the_array(tmp_path: Path) -> None:
    embeddings = make("clustered", 1500, 12, 0)
    np.save(tmp_path / "embeddings.npy", embeddings)
    mapped = np.load(tmp_path / "embeddings.npy", mmap_mode="r")
    assert diverse(mapped, 200, 3).rows.tolist() == diverse(embeddings, 200, 3).rows.tolist()


@pytest.mark.parametrize("value", [np.nan, np.inf, 1e30])
def test_embedding_without_a_finite_norm_is_named(value: float) -> None:
    embeddings = make("isotropic", 30, 4, 0)
    embeddings[13, 2] = value
    with pytest.raises(UserError, match="row 13"):
        diverse(embeddings, 5, 0)


class Listener(Silent):
    """Records progress and cancels after `patience` calls."""

    def __init__(self, patience: int) -> None:
        self.patience = patience
        self.calls: list[tuple[str, int, int, str]] = []

    def progress(self, stage: str, done: int, total: int, unit: str) -> None:
        self.calls.append((stage, done, total, unit))
        if len(self.calls) > self.patience:
            raise Cancelled


def test_progress_rises_to_the_end_and_a_cancel_passes() -> None:
    embeddings = make("isotropic", 5000, 8, 0)
    listener = Listener(patience=10**6)
    select(DiversityStrategy(), embeddings, n_samples=300, reporter=listener)
    done = [call[1] for call in listener.calls]
    assert done == sorted(done)
    assert listener.calls[-1] == ("select", 300, 300, "samples")
    assert len(set(done)) > 3
    with pytest.raises(Cancelled):
        select(DiversityStrategy(), embeddings, n_samples=300, reporter=Listener(patience=5))


def test_preselected_rows_are_not_picked_again() -> None:
    embeddings = make("clustered", 200, 3, 0)
    given_rows: Int64 = np.arange(0, 200, 2)
    selection = select(DiversityStrategy(), embeddings, n_samples=100, preselected=given_rows)
    assert sorted(selection.rows.tolist()) == list(range(1, 200, 2))
    assert selection.gain(0) is not None
