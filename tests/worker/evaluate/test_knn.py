"""kNN accuracy against a plain loop."""

import math
from collections import defaultdict
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from worker.evaluate import knn_accuracy

Features = npt.NDArray[np.float32]


def unit(rows: Sequence[Sequence[float]] | npt.NDArray[np.float64]) -> Features:
    matrix = np.array(rows, dtype=np.float64)
    matrix /= np.linalg.norm(matrix, axis=1, keepdims=True)
    return matrix.astype(np.float32)


def plain_accuracy(features: Features, labels: list[str], k: int, temperature: float) -> float:
    correct = 0
    for i, row in enumerate(features.astype(np.float64)):
        others = sorted((j for j in range(len(features)) if j != i), key=lambda j: -float(features[j] @ row))
        votes: dict[str, float] = defaultdict(float)
        for j in others[:k]:
            votes[labels[j]] += math.exp(float(features[j] @ row) / temperature)
        correct += max(votes, key=lambda label: votes[label]) == labels[i]
    return correct / len(features)


@settings(deadline=None, max_examples=40)
@given(n=st.integers(2, 60), k=st.integers(1, 70), classes=st.integers(1, 4), seed=st.integers(0, 2**32 - 1))
def test_it_is_the_weighted_vote_of_the_nearest_others(n: int, k: int, classes: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    features = unit(rng.standard_normal((n, 6)))
    labels = [f"label {c}" for c in rng.integers(0, classes, n)]
    assert knn_accuracy(features, labels, k=k, temperature=0.2) == pytest.approx(
        plain_accuracy(features, labels, k, 0.2)
    )


def test_a_sample_is_never_its_own_neighbour() -> None:
    features = unit([[1, 0], [1, 0.01], [0, 1], [0.01, 1]])
    assert knn_accuracy(features, ["a", "b", "a", "b"], k=1) == 0.0
    assert knn_accuracy(features, ["a", "a", "b", "b"], k=1) == 1.0


def test_near_neighbours_weigh_more_than_many() -> None:
    features = unit([[1, 0], [1, 0.01], [0.2, 1], [0.2, 1.01], [0.2, 1.02]])
    labels = ["a", "a", "b", "b", "b"]
    assert knn_accuracy(features, labels, k=4, temperature=0.07) == 1.0


def test_blocks_do_not_change_the_answer() -> None:
    rng = np.random.default_rng(0)
    labels = rng.integers(0, 5, 2500)
    features = unit(rng.standard_normal((5, 8))[labels] + rng.standard_normal((2500, 8)))
    shuffled = rng.permutation(2500)
    assert knn_accuracy(features, labels.tolist()) == knn_accuracy(features[shuffled], labels[shuffled].tolist())


def test_a_tiny_temperature_is_the_nearest_neighbour() -> None:
    features = unit(np.random.default_rng(1).standard_normal((50, 4)))
    labels = [str(i % 3) for i in range(50)]
    assert knn_accuracy(features, labels, k=9, temperature=1e-6) == knn_accuracy(features, labels, k=1)


def test_the_cap_samples_with_the_seed() -> None:
    features = unit([[1, 0], [0, 1]] * 50)
    labels = ["right", "other"] * 50
    assert knn_accuracy(features, labels, k=1, max_samples=20, seed=3) == 1.0
    scattered = unit(np.random.default_rng(2).standard_normal((400, 3)))
    mixed = [str(i % 2) for i in range(400)]
    values = {knn_accuracy(scattered, mixed, max_samples=50, seed=seed) for seed in (0, 0, 1, 2, 3)}
    assert 1 < len(values) < 5


def test_bad_input_is_refused() -> None:
    with pytest.raises(ValueError, match="2 features but 1 labels"):
        knn_accuracy(unit([[1, 0], [0, 1]]), ["a"])
    with pytest.raises(ValueError, match="two samples"):
        knn_accuracy(unit([[1, 0]]), ["a"])
