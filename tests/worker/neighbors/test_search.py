"""Exact search against the sorted list of all distances."""

import numpy as np
import pytest

from worker.neighbors import nearest, search
from worker.reporting import Silent

MATRIX = np.random.default_rng(1).normal(size=(200, 6)).astype(np.float32)


def slow(vector: np.ndarray, rows: np.ndarray) -> list[int]:
    gaps = np.linalg.norm(MATRIX[rows].astype(np.float64) - vector, axis=1)
    found: list[int] = rows[np.argsort(gaps, kind="stable")].tolist()
    return found


@pytest.mark.parametrize("block", [7, 64, 1000])
def test_against_all_distances(monkeypatch: pytest.MonkeyPatch, block: int) -> None:
    monkeypatch.setattr(search, "_BLOCK", block)
    vector = np.random.default_rng(2).normal(size=6)
    found = nearest(MATRIX, vector, 20, reporter=Silent())
    assert found.rows.tolist() == slow(vector, np.arange(200))[:20]
    np.testing.assert_allclose(found.distances, np.linalg.norm(MATRIX[found.rows] - vector, axis=1), rtol=1e-6)
    some = np.arange(3, 200, 3)
    assert nearest(MATRIX, vector, 5, eligible=some, reporter=Silent()).rows.tolist() == slow(vector, some)[:5]


def test_rows_without_a_vector_and_too_few_rows() -> None:
    matrix = MATRIX[:6].copy()
    matrix[[0, 4]] = 0
    assert sorted(nearest(matrix, MATRIX[0], 50, reporter=Silent()).rows.tolist()) == [1, 2, 3, 5]
    assert nearest(matrix, MATRIX[0], 5, eligible=np.array([0, 4]), reporter=Silent()).rows.tolist() == []
    assert nearest(matrix, MATRIX[0], 5, eligible=np.zeros(0, dtype=np.int64), reporter=Silent()).rows.tolist() == []


def test_equal_distances_are_ordered_by_row() -> None:
    matrix = np.repeat(MATRIX[:1], 9, axis=0)
    assert nearest(matrix, MATRIX[0], 4, reporter=Silent()).rows.tolist() == [0, 1, 2, 3]
