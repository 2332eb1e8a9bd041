"""The kNN graph against all pairs of rows."""

from pathlib import Path

import faiss
import numpy as np
import pytest

from store import neighbor_graphs
from worker.neighbors import MISSING, build_graph, open_graph
from worker.reporting import Cancelled, Silent


def clustered(n: int, d: int, *, seed: int = 0) -> np.ndarray:
    rng = np.random.default_rng(seed)
    rows = rng.normal(size=(20, d))[rng.integers(0, 20, n)] + 0.4 * rng.normal(size=(n, d))
    unit: np.ndarray = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    return unit


def slow(matrix: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray]:
    gaps = np.linalg.norm(matrix[:, None].astype(np.float64) - matrix[None], axis=2)
    np.fill_diagonal(gaps, np.inf)
    order = np.argsort(gaps, axis=1, kind="stable")[:, :k]
    return order, np.take_along_axis(gaps, order, axis=1)


def test_exact_neighbours_in_order(tmp_path: Path) -> None:
    matrix = clustered(300, 16)
    facts = build_graph(matrix, tmp_path / "graph", reporter=Silent(), k=10)
    assert facts == (10, "exact", 1.0)
    graph = open_graph(tmp_path / "graph", 10)
    order, gaps = slow(matrix, 10)
    np.testing.assert_array_equal(graph.indices, order)
    np.testing.assert_allclose(graph.distances, gaps, atol=1e-6)


def test_rows_without_a_vector_have_no_part_in_it(tmp_path: Path) -> None:
    matrix = clustered(50, 8)
    matrix[[0, 7, 49]] = 0
    build_graph(matrix.astype(np.float16), tmp_path / "graph", reporter=Silent(), k=5)
    graph = open_graph(tmp_path / "graph", 5)
    assert len(graph.indices) == 50
    assert np.flatnonzero(~graph.has_vector).tolist() == [0, 7, 49]
    assert np.isinf(graph.distances[[0, 7, 49]]).all()
    assert not np.isin(graph.indices[graph.has_vector], [0, 7, 49, MISSING]).any()


def test_copies_are_neighbours_of_each_other_and_never_of_themselves(tmp_path: Path) -> None:
    matrix = np.repeat(clustered(3, 8), 30, axis=0)
    build_graph(matrix, tmp_path / "graph", reporter=Silent(), k=10)
    graph = open_graph(tmp_path / "graph", 10)
    assert not (graph.indices == np.arange(90)[:, None]).any()
    assert (graph.distances == 0).all()


@pytest.mark.parametrize(("n", "k"), [(0, 1), (1, 1), (3, 2)])
def test_few_rows(tmp_path: Path, n: int, k: int) -> None:
    facts = build_graph(clustered(n, 4), tmp_path / "graph", reporter=Silent())
    assert facts.k == k
    assert (tmp_path / "graph").stat().st_size == n * k * 8
    if n == 1:
        assert open_graph(tmp_path / "graph", k).indices.tolist() == [[MISSING]]


def test_the_same_on_any_number_of_threads(tmp_path: Path) -> None:
    matrix, threads = clustered(5000, 24), faiss.omp_get_max_threads()
    found = []
    try:
        for number in (1, 2):
            faiss.omp_set_num_threads(number)
            build_graph(matrix, tmp_path / "graph", reporter=Silent(), k=16)
            found.append((tmp_path / "graph").read_bytes())
    finally:
        faiss.omp_set_num_threads(threads)
    assert found[0] == found[1]


def test_an_inverted_file_finds_most_and_says_how_many(tmp_path: Path) -> None:
    matrix = clustered(6000, 16)
    facts = build_graph(matrix, tmp_path / "graph", reporter=Silent(), k=10, method="ivf")
    graph = open_graph(tmp_path / "graph", 10)
    build_graph(matrix, tmp_path / "exact", reporter=Silent(), k=10)
    exact = open_graph(tmp_path / "exact", 10)
    shared = np.mean([len(np.intersect1d(a, b)) / 10 for a, b in zip(graph.indices, exact.indices, strict=True)])
    assert facts.method == "ivf"
    assert shared > 0.9
    assert facts.recall == pytest.approx(shared, abs=0.05)


def test_progress_counts_and_cancelling_stops(tmp_path: Path) -> None:
    class Impatient(Silent):
        def progress(self, stage: str, done: int, total: int, unit: str) -> None:
            assert (stage, total, unit) == ("neighbors", 5000, "samples")
            raise Cancelled

    with pytest.raises(Cancelled):
        build_graph(clustered(5000, 4), tmp_path / "graph", reporter=Impatient(), k=4)


def test_both_rooms_mean_the_same_by_missing() -> None:
    assert neighbor_graphs.MISSING == MISSING
