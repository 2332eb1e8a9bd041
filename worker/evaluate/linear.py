"""Linear probe: how well a linear classifier on frozen features does."""

import warnings
from collections.abc import Hashable, Sequence

import numpy as np
import numpy.typing as npt

_MAX_ITERATIONS = 200


def linear_accuracy(
    features: npt.NDArray[np.float32],
    labels: Sequence[Hashable],
    train: npt.NDArray[np.int64],
    test: npt.NDArray[np.int64],
    *,
    penalty: float = 0.03,
) -> float:
    """Accuracy on the rows `test` of a multinomial logistic regression fitted to the rows `train`, between 0 and 1.

    `features` is (N, D) float32, `labels` has N entries. Features are standardised with the mean and deviation of the
    training rows; `penalty` weighs half the squared weights against the mean loss, and the optimizer is L-BFGS. Raises
    ValueError when the training rows have fewer than two classes, and when there is no test row.
    """
    from sklearn.linear_model import LogisticRegression

    if len(test) == 0:
        raise ValueError("there is no test row")
    names: dict[Hashable, int] = {}
    classes = np.array([names.setdefault(label, len(names)) for label in labels])
    if len(np.unique(classes[train])) < 2:
        raise ValueError("a classifier needs at least two classes among the training rows")
    mean, deviation = features[train].mean(axis=0), features[train].std(axis=0)
    scaled = (features - mean) / np.where(deviation > 0, deviation, 1)
    probe = LogisticRegression(C=1 / (penalty * len(train)), max_iter=_MAX_ITERATIONS)
    with warnings.catch_warnings():
        # The last digits of the weights do not change a prediction.
        warnings.simplefilter("ignore")
        probe.fit(scaled[train], classes[train])
    return float((probe.predict(scaled[test]) == classes[test]).mean())


def split_rows(n: int, *, test_fraction: float, seed: int) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """(train, test): a random division of 0..n-1, both ascending; at least one row in the test part."""
    order = np.random.default_rng(seed).permutation(n)
    n_test = max(1, round(n * test_fraction))
    return np.sort(order[n_test:]), np.sort(order[:n_test])
