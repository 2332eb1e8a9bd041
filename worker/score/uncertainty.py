"""How unsure a probability vector is: 0 for a one-hot vector, 1 for a uniform one (Settles 2009, section 3.1)."""

import numpy as np
import numpy.typing as npt

Float64 = npt.NDArray[np.float64]


def least_confidence(probabilities: npt.ArrayLike) -> Float64:
    """(M, C) rows that add up to 1 to (M,): 1 - p1, over its value for a uniform vector, 1 - 1/C."""
    p = _rows(probabilities)
    if p.shape[1] == 1:
        return np.zeros(len(p))
    scaled: Float64 = (1 - p.max(axis=1)) / (1 - 1 / p.shape[1])
    return scaled


def margin(probabilities: npt.ArrayLike) -> Float64:
    """(M, C) to (M,): 1 - (p1 - p2), with the two largest entries of each row."""
    p = _rows(probabilities)
    if p.shape[1] == 1:
        return np.zeros(len(p))
    top = np.partition(p, -2, axis=1)[:, -2:]
    found: Float64 = 1 - (top[:, 1] - top[:, 0])
    return found


def entropy(probabilities: npt.ArrayLike) -> Float64:
    """(M, C) to (M,): -sum p log p, over its value for a uniform vector, log C. 0 log 0 is 0."""
    p = _rows(probabilities)
    if p.shape[1] == 1:
        return np.zeros(len(p))
    logs = np.log(p, out=np.zeros_like(p), where=p > 0)
    found: Float64 = np.clip(-(p * logs).sum(axis=1) / np.log(p.shape[1]), 0, 1)
    return found


ALL = {"least_confidence": least_confidence, "margin": margin, "entropy": entropy}
"""By name."""


def binary(score: npt.ArrayLike) -> Float64:
    """(M,) scores to (M, 2): what a model says that gives one number, and nothing about the alternatives."""
    s = np.asarray(score, dtype=np.float64)
    return np.stack([s, 1 - s], axis=1)


def _rows(probabilities: npt.ArrayLike) -> Float64:
    """Rows scaled to add up to 1: models write them rounded. Raises ValueError for what is no (M, C)."""
    p = np.asarray(probabilities, dtype=np.float64)
    if p.ndim != 2 or p.shape[1] == 0:
        raise ValueError(f"probabilities are (M, C), and these are {p.shape}")
    scaled: Float64 = p / p.sum(axis=1, keepdims=True)
    return scaled
