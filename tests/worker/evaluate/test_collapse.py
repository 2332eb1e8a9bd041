"""Collapse measures on embeddings whose values are known."""

import numpy as np
import numpy.typing as npt
import pytest

from worker.evaluate import embedding_std, rank_me
from worker.evaluate.collapse import COLLAPSED_BELOW


def isotropic(n: int, d: int) -> npt.NDArray[np.float32]:
    rows = np.random.default_rng(0).standard_normal((n, d))
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return rows.astype(np.float32)


def test_a_constant_embedding_has_collapsed() -> None:
    same = np.repeat(isotropic(1, 64), 100, axis=0)
    assert embedding_std(same) < COLLAPSED_BELOW
    assert rank_me(same) == pytest.approx(1, abs=0.01)


@pytest.mark.parametrize("dim", [8, 64, 512])
def test_an_isotropic_embedding_has_deviation_one(dim: int) -> None:
    assert embedding_std(isotropic(4000, dim)) == pytest.approx(1, abs=0.02)


@pytest.mark.parametrize("rank", [1, 3, 16])
def test_rank_me_counts_equally_used_dimensions(rank: int) -> None:
    features = np.zeros((48, 32), dtype=np.float32)
    features[np.arange(48), np.arange(48) % rank] = 1
    assert rank_me(features) == pytest.approx(rank, rel=1e-3)


@pytest.mark.parametrize("shape", [(300, 20), (20, 300)])
def test_rank_me_is_the_papers_formula(shape: tuple[int, int]) -> None:
    features = isotropic(*shape) * np.linspace(0.01, 1, shape[1], dtype=np.float32)
    singular = np.linalg.svd(features.astype(np.float64), compute_uv=False)
    share = singular / singular.sum() + 1e-7
    assert rank_me(features) == pytest.approx(np.exp(-(share * np.log(share)).sum()), rel=1e-6)


def test_zeros_have_the_lowest_rank() -> None:
    assert rank_me(np.zeros((4, 3), dtype=np.float32)) == 1.0
