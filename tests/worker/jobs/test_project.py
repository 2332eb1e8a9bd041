"""The project job over a real database, and its maps over HTTP's queries."""

from pathlib import Path

import numpy as np
import pytest

from store import neighbor_graphs, projections, references
from store.blobs import Blobs
from store.db import Database
from tests.worker.jobs.curation import Bench
from worker.project import pca


@pytest.fixture
def bench(database: Database, blobs: Blobs, tmp_path: Path) -> Bench:
    return Bench(database, blobs, tmp_path)


def test_a_map_is_stored_as_one_column_of_points(bench: Bench) -> None:
    matrix = np.random.default_rng(0).normal(size=(8, 5)).astype(np.float32)
    matrix[3] = 0
    embedding_id = bench.embedding(matrix)
    result = bench.run("project", embedding=embedding_id, method={"name": "pca"})
    with bench.database.read() as session:
        row = projections.get(session, result["projection_id"])
        assert neighbor_graphs.find(session, embedding_id) is not None
        assert references.unnamed(session, [row.blob_key, "jobs/x/1/y"]) == ["jobs/x/1/y"]
        assert [one.id for one in projections.list_page(session, embedding_id, limit=5).items] == [row.id]
    points = np.frombuffer(bench.blobs.get(row.blob_key), dtype="<f4").reshape(8, 2)
    assert np.isnan(points[3]).all()
    expected = pca(np.delete(matrix, 3, axis=0))
    np.testing.assert_allclose(np.delete(points, 3, axis=0), expected, rtol=1e-5, atol=1e-6)
    assert (row.count, row.valid_count, row.method) == (8, 7, {"name": "pca"})
    assert row.bounds == pytest.approx([*expected.min(axis=0), *expected.max(axis=0)], rel=1e-5)
    assert result["metrics"] == row.metrics
    assert set(row.metrics) == {"neighbors_kept"}


def test_the_seed_and_the_parameters_are_kept(bench: Bench) -> None:
    embedding_id = bench.embedding(np.random.default_rng(0).normal(size=(8, 5)).astype(np.float32))
    method = {"name": "tsne", "iterations": 50, "seed": 4}
    keys = []
    for _ in range(2):
        result = bench.run("project", embedding=embedding_id, method=method)
        with bench.database.read() as session:
            row = projections.get(session, result["projection_id"])
        keys.append(row.sha256)
        assert row.method == {"perplexity": 20, **method}
    assert keys[0] == keys[1]
