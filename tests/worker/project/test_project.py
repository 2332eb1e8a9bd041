"""Maps: PCA against the singular value decomposition, and neighbours kept, with the same map for the same seed."""

from pathlib import Path

import numpy as np
import pytest

from store.specs.projections import PcaProjection, Projection, TsneProjection, UmapProjection
from worker.neighbors import Graph, build_graph, open_graph
from worker.project import neighbors_kept, pca, project
from worker.reporting import Cancelled, Silent, UserError


def clustered(n: int, d: int = 24) -> np.ndarray:
    rng = np.random.default_rng(0)
    rows = rng.normal(size=(15, d))[rng.integers(0, 15, n)] + 0.15 * rng.normal(size=(n, d))
    unit: np.ndarray = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    return unit


def graph_of(matrix: np.ndarray, folder: Path) -> Graph:
    return open_graph(folder / "g", build_graph(matrix, folder / "g", reporter=Silent(), k=30).k)


def test_pca_is_the_singular_value_decomposition() -> None:
    matrix = clustered(200)
    centred = matrix.astype(np.float64) - matrix.mean(axis=0, dtype=np.float64)
    u, s, _ = np.linalg.svd(centred, full_matrices=False)
    expected = u[:, :2] * s[:2]
    found = pca(matrix)
    signs = np.sign((found * expected).sum(axis=0))
    np.testing.assert_allclose(found, expected * signs, atol=1e-5)


def test_pca_of_little() -> None:
    assert pca(np.zeros((0, 3), dtype=np.float32)).shape == (0, 2)
    assert pca(np.ones((2, 1), dtype=np.float32)).tolist() == [[0, 0], [0, 0]]


# UMAP compiles itself for half a minute, so it is tried once.
@pytest.mark.parametrize(
    "method", [TsneProjection(iterations=100, seed=3), UmapProjection(epochs=60, seed=3)], ids=lambda one: one.name
)
def test_neighbours_stay_neighbours_and_the_seed_decides(method: Projection, tmp_path: Path) -> None:
    matrix = clustered(150)
    matrix[[0, 77]] = 0
    graph = graph_of(matrix, tmp_path)
    first, metrics = project(method, matrix, lambda: graph, reporter=Silent())
    assert first.dtype == np.float32
    assert np.flatnonzero(np.isnan(first).any(axis=1)).tolist() == [0, 77]
    _, of_pca = project(PcaProjection(), matrix, lambda: graph, reporter=Silent())
    assert metrics["neighbors_kept"] > max(0.3, of_pca["neighbors_kept"])
    again, _ = project(method, matrix, lambda: graph, reporter=Silent())
    np.testing.assert_array_equal(first, again)


def test_neighbors_kept() -> None:
    line = np.stack([np.arange(40.0), np.zeros(40)], axis=1)
    gaps = np.abs(line[:, None, 0] - line[None, :, 0]) + np.eye(40) * 1e9 + np.arange(40) * 1e-6
    order = np.argsort(gaps, axis=1)[:, :12]
    assert neighbors_kept(line + 1e-9 * np.arange(40)[:, None], order) > 0.95
    assert neighbors_kept(np.random.default_rng(0).permutation(line), order) < 0.5


def test_too_few_vectors(tmp_path: Path) -> None:
    matrix = clustered(6)
    matrix[:2] = 0
    with pytest.raises(UserError, match=r"there are 4\. Take pca"):
        project(TsneProjection(), matrix, lambda: graph_of(matrix, tmp_path), reporter=Silent())
    found, metrics = project(PcaProjection(), matrix, lambda: graph_of(matrix, tmp_path), reporter=Silent())
    assert (np.isnan(found).any(axis=1).tolist(), metrics) == ([True, True, False, False, False, False], {})


def test_cancelling_stops_the_iterations(tmp_path: Path) -> None:
    class Impatient(Silent):
        def progress(self, stage: str, done: int, total: int, unit: str) -> None:
            assert stage in {"project", "neighbors"}
            if unit == "iterations":
                assert (done, total) == (10, 350)
                raise Cancelled

    matrix = clustered(60)
    graph = graph_of(matrix, tmp_path)
    with pytest.raises(Cancelled):
        project(TsneProjection(iterations=100), matrix, lambda: graph, reporter=Impatient())
