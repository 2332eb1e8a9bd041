"""The score job over a real database: from predictions, an embedding and a user's own file to stored columns."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from store import deletions, embeddings, neighbor_graphs, scores
from store.annotations import TaskType
from store.blobs import Blobs
from store.db import Database
from store.errors import InvalidField
from store.scores import Score
from tests.worker.jobs.curation import Bench
from worker import neighbors
from worker.jobs import columns, graphs
from worker.jobs import score as score_job
from worker.reporting import UserError

RNG = np.random.default_rng(0)


@pytest.fixture
def bench(database: Database, blobs: Blobs, tmp_path: Path) -> Bench:
    return Bench(database, blobs, tmp_path)


def unit(matrix: np.ndarray) -> np.ndarray:
    rows: np.ndarray = (matrix / np.linalg.norm(matrix, axis=1, keepdims=True)).astype(np.float32)
    return rows


def row(bench: Bench, score_id: str) -> Score:
    with bench.database.read() as session:
        return scores.get(session, score_id)


def values(bench: Bench, score_id: str) -> list[float]:
    score, found = row(bench, score_id), None
    found = columns.score(bench.blobs, score, bench.folder)
    assert scores.column(bench.blobs, score).tolist() == pytest.approx(found.tolist(), nan_ok=True)
    return list(found.tolist())


def test_predictions_become_one_score_for_each_name(bench: Bench) -> None:
    said = [{"category_id": 0, "score": 0.7, "probabilities": [0.7, 0.3]}]
    task_id = bench.predictions(TaskType.CLASSIFICATION, {0: said, 5: [], 7: said})
    result = bench.run("score", source={"type": "predictions", "task": "model"})
    assert set(result["scores"]) == {"least_confidence", "margin", "entropy"}
    assert result["score_id"] == result["scores"]["least_confidence"]
    nan = float("nan")
    assert values(bench, result["scores"]["margin"]) == pytest.approx(
        [0.6, nan, nan, nan, nan, nan, nan, 0.6], nan_ok=True
    )
    score = row(bench, result["scores"]["margin"])
    assert (score.count, score.valid_count, score.dataset_version, score.task_id) == (8, 2, 1, task_id)
    assert score.minimum == score.maximum == score.mean == pytest.approx(0.6)
    assert score.parameters["task"] == "model"


def test_deleted_samples_have_no_score(bench: Bench) -> None:
    bench.predictions(TaskType.OBJECT_DETECTION, {position: [] for position in range(8)})
    with bench.database.write() as session:
        deletions.delete(session, bench.dataset_id, [bench.ids[2]])
    result = bench.run("score", source={"type": "predictions", "task": "model"})
    found = values(bench, result["scores"]["objectness_least_confidence"])
    assert np.flatnonzero(np.isnan(found)).tolist() == [2]


def test_the_embedding_gives_all_scores_and_its_graph_is_built_once(bench: Bench) -> None:
    matrix = unit(RNG.normal(size=(8, 6)))
    matrix[3] = 0
    embedding_id = bench.embedding(matrix)
    source = {"type": "embedding", "embedding": embedding_id, "n_neighbors": 3}
    result = bench.run("score", source=source)
    assert set(result["scores"]) == {"typicality", "uniqueness", "outlier", "hardness", "mislabel"}
    gaps = np.linalg.norm(matrix[:, None] - matrix[None], axis=2)
    gaps[3], gaps[:, 3] = np.inf, np.inf
    np.fill_diagonal(gaps, np.inf)
    expected = 1 / (1 + np.sort(gaps, axis=1)[:, :3].mean(axis=1))
    expected[3] = np.nan
    assert values(bench, result["scores"]["typicality"]) == pytest.approx(expected.tolist(), nan_ok=True, rel=1e-5)
    with bench.database.read() as session:
        graph = neighbor_graphs.find(session, embedding_id)
    assert graph is not None
    assert (graph.k, graph.count, graph.method, graph.recall) == (6, 8, "exact", 1.0)
    bench.run("score", source=source | {"scores": ["outlier"]})
    with bench.database.read() as session:
        again = neighbor_graphs.find(session, embedding_id)
    assert again is not None
    assert again.job_id == graph.job_id, "the second job has taken the graph of the first"
    nearest = neighbor_graphs.neighbors(bench.blobs, graph, 0)
    assert [position for position, _ in nearest] == np.argsort(gaps[0])[:6].tolist()
    assert [distance for _, distance in nearest] == pytest.approx(np.sort(gaps[0])[:6].tolist(), rel=1e-5)
    assert neighbor_graphs.neighbors(bench.blobs, graph, 3) == []
    assert neighbor_graphs.neighbors(bench.blobs, graph, 99) == []


def test_of_two_jobs_that_build_a_graph_the_first_holds(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    embedding_id = bench.embedding(unit(RNG.normal(size=(8, 6))))
    contexts = []
    for _ in range(2):
        bench.submit("score", source={"type": "embedding", "embedding": embedding_id})
        contexts.append(bench.context())
    with bench.database.read() as session:
        embedding = embeddings.get(session, embedding_id)
    others = contexts[1:]

    def build_while_another_does(*args: Any, **options: Any) -> neighbors.Facts:
        if others:
            graphs.ensure(others.pop(), embedding)
        return neighbors.build_graph(*args, **options)

    monkeypatch.setattr(graphs, "build_graph", build_while_another_does)
    graphs.ensure(contexts[0], embedding)
    with bench.database.read() as session:
        stored = neighbor_graphs.find(session, embedding_id)
    assert stored is not None
    assert stored.job_id == contexts[1].job_id


def test_labels_out_of_a_task(bench: Bench) -> None:
    points = np.repeat(np.eye(2, 6), 4, axis=0) + 0.01 * RNG.normal(size=(8, 6))
    embedding_id = bench.embedding(unit(points))
    labels = {position: [{"category_id": int(position >= 4)}] for position in range(8)}
    labels[1] = [{"category_id": 1}]
    bench.predictions(TaskType.CLASSIFICATION, labels, name="truth", role="label")
    source = {
        "type": "embedding",
        "embedding": embedding_id,
        "n_neighbors": 3,
        "labels": "truth",
        "scores": ["mislabel"],
    }
    found = values(bench, bench.run("score", source=source)["scores"]["mislabel"])
    assert int(np.argmax(found)) == 1
    assert found[1] == pytest.approx(1)


def test_scores_that_need_labels_say_so(bench: Bench) -> None:
    embedding_id = bench.embedding(unit(RNG.normal(size=(8, 6))))
    bench.predictions(TaskType.CLASSIFICATION, {0: [{"category_id": 0}]}, name="truth", role="label")
    source = {"type": "embedding", "embedding": embedding_id, "labels": "truth"}
    assert set(bench.run("score", source=source)["scores"]) == {"typicality", "uniqueness", "outlier"}
    bench.submit("score", source=source | {"scores": ["hardness"]})
    with pytest.raises(UserError, match="hardness compare"):
        score_job.job(bench.context())


OWN: list[dict[str, Any]] = [
    {"filename": "1.jpg", "risk": 0.5, "cost": 2},
    {"filename": "6.jpg", "risk": None, "cost": 3.5},
]


def as_file(rows: list[dict[str, Any]], format_: str, folder: Path) -> bytes:
    if format_ == "ndjson":
        return "".join(json.dumps(row) + "\n" for row in rows).encode()
    if format_ == "csv":
        lines = [
            ",".join(rows[0]),
            *(",".join("" if cell is None else str(cell) for cell in row.values()) for row in rows),
        ]
        return "\n".join(lines).encode()
    pq.write_table(pa.Table.from_pylist(rows), folder / "own.parquet")
    return (folder / "own.parquet").read_bytes()


@pytest.mark.parametrize("format_", ["ndjson", "csv", "parquet"])
def test_numbers_of_ones_own(bench: Bench, format_: str) -> None:
    upload_id = bench.upload(as_file(OWN, format_, bench.folder))
    source = {"type": "upload", "source": {"type": "upload", "upload_id": upload_id}, "format": format_}
    result = bench.run("score", source=source)
    nan = float("nan")
    assert values(bench, result["scores"]["risk"]) == pytest.approx([nan, 0.5] + [nan] * 6, nan_ok=True)
    assert values(bench, result["scores"]["cost"]) == pytest.approx([nan, 2] + [nan] * 4 + [3.5, nan], nan_ok=True)


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([{"filename": "1.jpg", "risk": 1}, {"filename": "nobody.jpg", "risk": 1}], "name no sample.*nobody.jpg"),
        ([{"filename": "1.jpg", "risk": 1}, {"filename": "1.jpg", "risk": 1}], "once more: 1.jpg"),
        ([{"filename": "1.jpg", "risk": "high"}], "column risk holds no numbers"),
        ([{"filename": "1.jpg", "Risk!": 1}], "no name for a score"),
        ([{"filename": "1.jpg"}], "no column with numbers"),
        ([{"risk": 1}], "neither a column filename"),
        ([{"filename": 1, "risk": 1}], "row 1 has no filename"),
        ([{"filename": "1.jpg", "sample_id": "x", "risk": 1}], "name no sample.*: x"),
    ],
)
def test_own_numbers_that_do_not_fit_are_named(bench: Bench, rows: list[dict[str, Any]], message: str) -> None:
    source = {
        "type": "upload",
        "source": {"type": "upload", "upload_id": bench.upload(as_file(rows, "ndjson", bench.folder))},
    }
    bench.submit("score", source=source)
    with pytest.raises(UserError, match=message):
        score_job.job(bench.context())


@pytest.mark.parametrize(
    ("source", "pointer", "said"),
    [
        ({"type": "predictions", "task": "modle"}, "/source/task", "Did you mean model"),
        ({"type": "predictions", "task": "truth"}, "/source/task", "labels have no uncertainty"),
        ({"type": "embedding", "embedding": "emb_" + "0" * 26}, "/source/embedding", "There is no embedding"),
        ({"type": "embedding", "embedding": "$embed"}, "/source/embedding", "Only the jobs of a pipeline"),
        (
            {"type": "upload", "source": {"type": "upload", "upload_id": "up_" + "0" * 26}},
            "/source/source/upload_id",
            "",
        ),
    ],
)
def test_what_cannot_work_is_refused_at_once(bench: Bench, source: dict[str, Any], pointer: str, said: str) -> None:
    bench.predictions(TaskType.CLASSIFICATION, {})
    bench.predictions(TaskType.CLASSIFICATION, {}, name="truth", role="label")
    with pytest.raises(InvalidField) as caught:
        bench.submit("score", source=source)
    assert caught.value.pointer == pointer
    assert said in str(caught.value)
