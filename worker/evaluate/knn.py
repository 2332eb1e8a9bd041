"""Weighted k-nearest-neighbour accuracy: what an embedding knows about labels that it never saw."""

from collections.abc import Hashable, Sequence

import numpy as np
import numpy.typing as npt

_BLOCK_ROWS = 1024


def knn_accuracy(
    features: npt.NDArray[np.float32],
    labels: Sequence[Hashable],
    *,
    k: int = 20,
    temperature: float = 0.07,
    max_samples: int = 10_000,
    seed: int = 0,
) -> float:
    """Leave-one-out accuracy of the weighted kNN classifier of Wu et al. 2018 (section 3.4), between 0 and 1.

    `features` is (N, D) float32 with unit rows, `labels` has N entries. Each sample is classified by its `k`
    nearest others by cosine similarity s, each voting with weight exp(s / temperature); it is never its own
    neighbour. Above `max_samples` rows a sample drawn with `seed` stands for all, because the cost grows with
    the square of N. Raises ValueError when the lengths differ, and when there are fewer than two samples.
    """
    if len(features) != len(labels):
        raise ValueError(f"{len(features)} features but {len(labels)} labels")
    if len(features) < 2:
        raise ValueError("a nearest neighbour needs at least two samples")
    classes = _encode(labels)
    if len(features) > max_samples:
        kept = np.sort(np.random.default_rng(seed).choice(len(features), size=max_samples, replace=False))
        features, classes = features[kept], classes[kept]
    k = min(k, len(features) - 1)
    correct = 0
    for start in range(0, len(features), _BLOCK_ROWS):
        rows = np.arange(start, min(start + _BLOCK_ROWS, len(features)))
        similarity = features[rows] @ features.T
        similarity[np.arange(len(rows)), rows] = -np.inf
        predicted = _vote(similarity, classes, k=k, temperature=temperature)
        correct += int((predicted == classes[rows]).sum())
    return correct / len(features)


def knn_test_accuracy(
    features: npt.NDArray[np.float32],
    labels: Sequence[Hashable],
    train: npt.NDArray[np.int64],
    test: npt.NDArray[np.int64],
    *,
    k: int = 20,
    temperature: float = 0.07,
) -> float:
    """Accuracy of the same classifier on the rows `test`, whose neighbours are the rows `train` alone.

    Raises ValueError when the lengths differ, and when either part is empty.
    """
    if len(features) != len(labels):
        raise ValueError(f"{len(features)} features but {len(labels)} labels")
    if len(train) == 0 or len(test) == 0:
        raise ValueError("a nearest neighbour needs samples to learn from and samples to test")
    classes, known = _encode(labels), features[train]
    correct = 0
    for start in range(0, len(test), _BLOCK_ROWS):
        rows = test[start : start + _BLOCK_ROWS]
        votes = _vote(features[rows] @ known.T, classes[train], k=min(k, len(train)), temperature=temperature)
        correct += int((votes == classes[rows]).sum())
    return correct / len(test)


def _encode(labels: Sequence[Hashable]) -> npt.NDArray[np.int64]:
    numbers: dict[Hashable, int] = {}
    return np.array([numbers.setdefault(label, len(numbers)) for label in labels], dtype=np.int64)


def _vote(
    similarity: npt.NDArray[np.float32], classes: npt.NDArray[np.int64], *, k: int, temperature: float
) -> npt.NDArray[np.int64]:
    """The class with the largest sum of weights among the `k` most similar columns of each row of (B, N)."""
    nearest = np.argpartition(similarity, -k, axis=1)[:, -k:]
    nearness = np.take_along_axis(similarity, nearest, axis=1).astype(np.float64)
    # Relative to the row's nearest neighbour: the same vote, and no temperature can overflow the exponential.
    weights = np.exp((nearness - nearness.max(axis=1, keepdims=True)) / temperature)
    n_rows, n_classes = len(similarity), int(classes.max()) + 1
    cells = np.arange(n_rows)[:, None] * n_classes + classes[nearest]
    votes = np.bincount(cells.ravel(), weights=weights.ravel(), minlength=n_rows * n_classes)
    winners: npt.NDArray[np.int64] = votes.reshape(n_rows, n_classes).argmax(axis=1)
    return winners
