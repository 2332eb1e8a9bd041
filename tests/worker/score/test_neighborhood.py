"""Scores out of neighbours, against formulas over all pairs of rows."""

import math

import numpy as np
import pytest

from worker.neighbors import MISSING
from worker.score import label_shares, outlier, typicality, uniqueness

RNG = np.random.default_rng(3)


def graph(points: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray]:
    gaps = np.linalg.norm(points[:, None] - points[None], axis=2)
    np.fill_diagonal(gaps, np.inf)
    order = np.argsort(gaps, axis=1, kind="stable")[:, :k]
    return order.astype(np.uint32), np.take_along_axis(gaps, order, axis=1).astype(np.float32)


POINTS = RNG.normal(size=(40, 3))
INDICES, DISTANCES = graph(POINTS, 12)


def test_typicality_falls_with_the_mean_distance() -> None:
    found = typicality(DISTANCES, k=5)
    for row in range(40):
        assert found[row] == pytest.approx(1 / (1 + float(DISTANCES[row, :5].mean())), rel=1e-6)


def test_typicality_orders_nearly_as_lightly_mundig_does() -> None:
    """Its neighbours come out of an approximate index, and it scales otherwise."""
    mundig = pytest.importorskip("lightly_mundig")
    points = POINTS / np.linalg.norm(POINTS, axis=1, keepdims=True)
    theirs = np.array(mundig.Typicality(points.tolist()).calculate_typicality(5))
    ours = typicality(graph(points, 12)[1], k=5)
    ranks = [np.argsort(np.argsort(numbers)) for numbers in (ours, theirs)]
    assert np.corrcoef(ranks[0], ranks[1])[0, 1] > 0.9


def test_uniqueness_is_a_share_of_the_largest() -> None:
    raw = [0.6 * row[0] + 0.3 * row[1] + 0.1 * row[2] for row in DISTANCES.tolist()]
    assert uniqueness(DISTANCES) == pytest.approx([number / max(raw) for number in raw], rel=1e-6)


def test_outliers_are_measured_by_the_median() -> None:
    means = [sum(row[:10]) / 10 for row in DISTANCES.tolist()]
    middle = float(np.median(means))
    assert outlier(DISTANCES) == pytest.approx([1 - math.exp(-mean / middle) for mean in means], rel=1e-6)


def test_an_odd_one_out_is_found_by_all_three() -> None:
    points = np.vstack([POINTS * 0.1, [[50, 0, 0]]])
    _, distances = graph(points, 12)
    assert np.argmax(outlier(distances)) == np.argmax(uniqueness(distances)) == np.argmin(typicality(distances)) == 40


def test_copies_and_rows_without_neighbours() -> None:
    distances = np.array([[0, 0, 1], [0, 0, 1], [0, 0, 1], [1, 2, np.inf], [np.inf] * 3], dtype=np.float32)
    assert uniqueness(distances)[:3] == pytest.approx([0.1 / ((0.6 + 0.6) / 0.9)] * 3, rel=1e-6)
    for found in (uniqueness(distances), outlier(distances), typicality(distances)):
        assert np.isnan(found).tolist() == [False] * 4 + [True]
    copies = np.zeros((3, 2), dtype=np.float32)
    assert outlier(copies).tolist() == [0, 0, 0]
    assert typicality(copies).tolist() == [1, 1, 1]
    assert uniqueness(copies).tolist() == [0, 0, 0]


def test_labels_of_the_neighbours() -> None:
    labels = RNG.integers(0, 3, 40)
    labels[[4, 9]] = -1
    hardness, mislabel = label_shares(INDICES, DISTANCES, labels, k=6)
    scale = float(np.median(DISTANCES[:, 5]))
    for row in range(40):
        votes = [0.0, 0.0, 0.0]
        for other, distance in zip(INDICES[row, :6], DISTANCES[row, :6], strict=True):
            if labels[other] >= 0:
                votes[labels[other]] += math.exp(-((float(distance) / scale) ** 2))
        shares = [vote / sum(votes) for vote in votes]
        entropy = -sum(share * math.log(share) for share in shares if share > 0) / math.log(3)
        assert hardness[row] == pytest.approx(entropy, abs=1e-6)
        if labels[row] >= 0:
            assert mislabel[row] == pytest.approx(1 - shares[labels[row]], abs=1e-6)
    assert np.flatnonzero(np.isnan(mislabel)).tolist() == [4, 9]


def test_a_wrong_label_stands_out() -> None:
    points = np.vstack([RNG.normal(0, 0.1, (15, 2)), RNG.normal(5, 0.1, (15, 2))])
    labels = np.repeat([0, 1], 15)
    labels[3] = 1
    _, mislabel = label_shares(*graph(points, 10), labels, k=8)
    assert int(np.argmax(mislabel)) == 3
    assert mislabel[3] == pytest.approx(1)


def test_nobody_votes() -> None:
    indices = np.array([[1, MISSING], [0, MISSING], [MISSING, MISSING]], dtype=np.uint32)
    distances = np.array([[1, np.inf], [1, np.inf], [np.inf, np.inf]], dtype=np.float32)
    hardness, mislabel = label_shares(indices, distances, np.array([0, -1, 1]))
    assert np.isnan(hardness).tolist() == [True, False, True]
    assert np.isnan(mislabel).all()
