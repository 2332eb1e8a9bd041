"""The linear probe and the verdict."""

import numpy as np
import pytest

from worker.evaluate import judge, knn_test_accuracy, linear_accuracy, split_rows, without_labels


def clusters(n: int = 200, noise: float = 0.2) -> tuple[np.ndarray, list[str]]:
    """(n, 8) float32 unit vectors around four centres."""
    rng = np.random.default_rng(0)
    classes = rng.integers(0, 4, n)
    features = np.eye(8)[classes] + noise * rng.normal(size=(n, 8))
    features /= np.linalg.norm(features, axis=1, keepdims=True)
    return features.astype(np.float32), [str(number) for number in classes]


def test_a_probe_finds_what_is_linear_and_nothing_else() -> None:
    features, labels = clusters()
    train, test = split_rows(200, test_fraction=0.25, seed=1)
    assert linear_accuracy(features, labels, train, test) > 0.9
    shuffled = list(np.random.default_rng(1).permutation(labels))
    assert linear_accuracy(features, shuffled, train, test) < 0.5


def test_test_rows_are_never_their_own_neighbours() -> None:
    features, labels = clusters()
    train, test = split_rows(200, test_fraction=0.25, seed=1)
    assert knn_test_accuracy(features, labels, train, test) > 0.9
    # Every test row has a label that no training row has: a row that saw itself would be right.
    odd = [f"only {row}" if row in set(test.tolist()) else label for row, label in enumerate(labels)]
    assert knn_test_accuracy(features, odd, train, test) == 0


def test_a_split_is_a_partition_of_the_asked_size() -> None:
    train, test = split_rows(101, test_fraction=0.2, seed=3)
    assert len(test) == 20
    assert sorted([*train, *test]) == list(range(101))
    assert not np.array_equal(test, split_rows(101, test_fraction=0.2, seed=4)[1])


def test_what_cannot_be_probed_is_refused() -> None:
    features, labels = clusters(8)
    with pytest.raises(ValueError, match="two classes"):
        linear_accuracy(features, ["a"] * 8, np.arange(4), np.arange(4, 8))
    with pytest.raises(ValueError, match="no test row"):
        linear_accuracy(features, labels, np.arange(8), np.arange(0))


def test_verdicts_say_what_to_do() -> None:
    helped = judge("knn_accuracy", trained=0.414, initial=0.29, n_samples=4000)
    assert helped.helped is True
    assert helped.text.startswith("Training helped: +12.4 points kNN accuracy against the untrained backbone")
    worse = judge("knn_accuracy", trained=0.5, initial=0.7, untrained=0.3, n_samples=4000)
    assert worse.helped is False
    assert "Keep the pretrained one" in worse.text
    assert "+20.0 points" in worse.text
    unclear = judge("linear_accuracy", trained=0.51, initial=0.5, n_samples=200)
    assert unclear.helped is None
    assert unclear.text.startswith("No clear difference: +1.0 points linear probe accuracy")
    assert without_labels({"rank_me": 30.0}, {"rank_me": 9.5}).text.endswith("(RankMe) went from 9.5 to 30.0.")
