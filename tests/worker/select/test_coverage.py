"""Covering radius and mean distance against their definitions."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.specs.strategies import DiversityStrategy
from tests.worker.select.reference import distances, indices
from worker.select import covering_radius, mean_coverage_distance, random_covering_radii, select


@settings(max_examples=40, deadline=None)
@given(n_rows=st.integers(1, 700), dim=st.integers(1, 12), seed=st.integers(0, 2**16), data=st.data())
def test_radius_and_mean_match_the_definition(n_rows: int, dim: int, seed: int, data: st.DataObject) -> None:
    rng = np.random.default_rng(seed)
    embeddings = rng.standard_normal((n_rows, dim)).astype(np.float32)
    rows = rng.choice(n_rows, size=data.draw(st.integers(1, n_rows)), replace=False)
    nearest = distances(embeddings)[rows].min(axis=0)
    assert covering_radius(embeddings, rows) == pytest.approx(nearest.max(), rel=1e-3, abs=2e-2)
    assert mean_coverage_distance(embeddings, rows) == pytest.approx(nearest.mean(), rel=1e-3, abs=2e-2)


def test_everything_picked_leaves_nothing_uncovered() -> None:
    embeddings = np.random.default_rng(0).standard_normal((300, 50)).astype(np.float32)
    assert covering_radius(embeddings, np.arange(300)) == 0.0
    assert mean_coverage_distance(embeddings, np.arange(300)) == 0.0


def test_rows_that_are_not_eligible_neither_count_nor_cover() -> None:
    embeddings = np.array([[0.0], [1.0], [5.0], [np.nan]], dtype=np.float32)
    eligible = np.array([True, True, False, False])
    assert covering_radius(embeddings, indices(0, 2, 3), eligible=eligible) == pytest.approx(1.0)
    assert mean_coverage_distance(embeddings, indices(0, 2), eligible=eligible) == pytest.approx(0.5)
    with pytest.raises(ValueError, match="at least one"):
        covering_radius(embeddings, indices(2), eligible=eligible)


def test_random_radii_are_repeatable_radii_of_k_draws() -> None:
    embeddings = np.arange(50, dtype=np.float32)[:, None]
    radii = random_covering_radii(embeddings, 5, trials=20, seed=3)
    assert radii == random_covering_radii(embeddings, 5, trials=20, seed=3)
    assert len(set(radii)) > 5
    # Five points on a line of fifty cover at best 4.5 to each side; every radius is a whole number of steps here.
    assert all(radius >= 4.5 and radius == pytest.approx(round(radius), abs=0.05) for radius in radii)
    assert random_covering_radii(embeddings, 50, trials=2, seed=0) == [0.0, 0.0]


def test_random_radii_start_from_what_is_preselected() -> None:
    embeddings = np.arange(50, dtype=np.float32)[:, None]
    alone = random_covering_radii(embeddings, 2, trials=30, seed=3)
    helped = random_covering_radii(embeddings, 2, trials=30, seed=3, preselected=np.arange(0, 50, 10))
    assert max(helped) <= 9.01
    assert np.mean(helped) < np.mean(alone)
    with pytest.raises(ValueError, match="larger"):
        random_covering_radii(embeddings, 46, trials=1, seed=0, preselected=np.arange(0, 50, 10))


def test_diversity_covers_better_than_random_picks() -> None:
    rng = np.random.default_rng(0)
    sizes = [900, 60, 20, 10, 10]
    centres = 5 * rng.standard_normal((5, 6))
    embeddings = (np.repeat(centres, sizes, axis=0) + rng.standard_normal((1000, 6))).astype(np.float32)
    rows = select(DiversityStrategy(), embeddings, n_samples=40).rows
    assert covering_radius(embeddings, rows) < min(random_covering_radii(embeddings, 40, trials=20, seed=0))
