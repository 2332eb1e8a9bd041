"""Uncertainties against their formulas, written out for one vector at a time."""

import math

import numpy as np
import pytest

from worker.score import entropy, least_confidence, margin

VECTORS = [[0.7, 0.2, 0.1], [1.0, 0.0, 0.0], [1 / 3, 1 / 3, 1 / 3], [0.5, 0.5, 0.0], [0.4, 0.35, 0.25]]


def slow(p: list[float]) -> tuple[float, float, float]:
    """Lightly's definitions: each interpolated between a one-hot and a uniform vector of the same length."""
    best, second = sorted(p, reverse=True)[:2]
    uniform = [1 / len(p)] * len(p)

    def bits(q: list[float]) -> float:
        return -sum(x * math.log2(x) for x in q if x > 0)

    return (1 - best) / (1 - max(uniform)), 1 - (best - second), bits(p) / bits(uniform)


def test_against_the_formulas() -> None:
    found = zip(least_confidence(VECTORS), margin(VECTORS), entropy(VECTORS), strict=True)
    for p, numbers in zip(VECTORS, found, strict=True):
        assert numbers == pytest.approx(slow(p))


def test_the_ends_of_the_scale_for_any_number_of_classes() -> None:
    for n in (2, 3, 10, 1000):
        one_hot, uniform = np.eye(n)[:1], np.full((1, n), 1 / n)
        for function in (least_confidence, margin, entropy):
            assert function(one_hot) == pytest.approx([0], abs=1e-12)
            assert function(uniform) == pytest.approx([1])


def test_rounded_probabilities_are_scaled() -> None:
    p = np.array([[0.7, 0.2, 0.1]])
    for function in (least_confidence, margin, entropy):
        assert function(p * 1.02) == pytest.approx(function(p))


def test_one_class_is_never_unsure_and_no_matrix_is_refused() -> None:
    for function in (least_confidence, margin, entropy):
        assert function([[1.0], [1.0]]).tolist() == [0, 0]
        with pytest.raises(ValueError, match=r"\(M, C\)"):
            function([0.5, 0.5])
