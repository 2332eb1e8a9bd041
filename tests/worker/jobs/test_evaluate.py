"""The evaluate job over a real database: labels, splits, what is stored, and what cannot be judged."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from store import embeddings, subsets
from store.annotations import TaskType
from store.blobs import Blobs
from store.db import Database, now
from store.errors import InvalidField
from store.ids import new_id
from store.subsets import Subset
from tests.worker.jobs.curation import Bench
from worker.jobs import evaluate as evaluate_job
from worker.reporting import UserError

N = 60


@pytest.fixture
def bench(database: Database, blobs: Blobs, tmp_path: Path) -> Bench:
    return Bench(database, blobs, tmp_path, samples=N)


def apart(classes: np.ndarray, *, length: float = 3.0) -> np.ndarray:
    """(N, 6) float32: two bundles of directions, of any length."""
    rng = np.random.default_rng(0)
    matrix = np.eye(6)[classes] + 0.1 * rng.normal(size=(len(classes), 6))
    bundles: np.ndarray = (matrix * length).astype(np.float32)
    return bundles


def parity() -> np.ndarray:
    return np.arange(N) % 2


def test_weak_labels_judge_an_embedding_on_samples_it_has_not_seen(bench: Bench) -> None:
    embedding_id = bench.embedding(apart(parity()))
    result = bench.run("evaluate", embedding=embedding_id, test_fraction=0.25, k=5)
    assert (result["train_samples"], result["test_samples"], result["classes"]) == (45, 15, 2)
    assert result["metrics"]["knn_accuracy"] == result["metrics"]["linear_accuracy"] == 1
    assert result["baselines"] == {}
    assert result["verdict"] is None
    with bench.database.read() as session:
        assert embeddings.get(session, embedding_id).metrics["test_knn_accuracy"] == 1
    noise = bench.embedding(np.random.default_rng(1).normal(size=(N, 6)).astype(np.float32))
    assert bench.run("evaluate", embedding=noise, test_fraction=0.5)["metrics"]["knn_accuracy"] < 0.8


def test_a_task_says_the_classes_and_a_subset_who_is_tested(bench: Bench) -> None:
    halves = (np.arange(N) >= N // 2).astype(int)
    embedding_id = bench.embedding(apart(halves))
    data: dict[int, list[dict[str, Any]]] = {at: [{"category_id": int(halves[at])}] for at in range(N - 4)}
    data[0] = [{"category_id": 0}, {"category_id": 1}]  # two labels: none is the right one
    bench.predictions(TaskType.CLASSIFICATION, data, name="truth", role="label")
    job_id = bench._ended_job()
    with bench.database.write() as session:
        subset = Subset(
            id=new_id("sub"), dataset_id=bench.dataset_id, dataset_version=1, job_id=job_id, embedding_id=embedding_id,
            name="held out", strategy={}, count=3, metrics={}, created_at=now(session),
        )  # fmt: skip
        subsets.add(session, subset, [(1, None, ""), (40, None, ""), (N - 1, None, "")])
    result = bench.run("evaluate", embedding=embedding_id, labels="truth", test_subset=subset.id)
    # The last of the three has no label, and the first sample has two.
    assert (result["train_samples"], result["test_samples"]) == (N - 7, 2)
    assert result["metrics"]["knn_accuracy"] == 1
    assert bench.run("evaluate", embedding=embedding_id)["metrics"]["knn_accuracy"] < 0.9


def test_rows_without_a_vector_are_not_asked_about(bench: Bench) -> None:
    matrix = apart(parity())
    matrix[:20] = 0
    result = bench.run("evaluate", embedding=bench.embedding(matrix), max_samples=30)
    assert result["train_samples"] + result["test_samples"] == 30
    result = bench.run("evaluate", embedding=bench.embedding(matrix))
    assert result["train_samples"] + result["test_samples"] == 40


def test_labels_of_one_class_are_a_user_error(bench: Bench) -> None:
    bench.predictions(TaskType.CLASSIFICATION, {at: [{"category_id": 0}] for at in range(N)}, role="label")
    bench.submit("evaluate", embedding=bench.embedding(apart(parity())), labels="model")
    with pytest.raises(UserError, match="two classes"):
        evaluate_job.job(bench.context())


@pytest.mark.parametrize(
    ("change", "pointer", "said"),
    [
        ({"embedding": "emb_" + "0" * 26}, "/embedding", "There is no embedding"),
        ({"labels": "modle"}, "/labels", "Did you mean model"),
        ({"labels": "boxes"}, "/labels", "object-detection"),
        ({"test_subset": "sub_" + "0" * 26}, "/test_subset", "There is no subset"),
    ],
)
def test_what_cannot_work_is_refused_at_once(bench: Bench, change: dict[str, str], pointer: str, said: str) -> None:
    bench.predictions(TaskType.CLASSIFICATION, {0: [{"category_id": 0}]})
    bench.predictions(TaskType.OBJECT_DETECTION, {}, name="boxes")
    with pytest.raises(InvalidField, match=said) as refused:
        bench.submit("evaluate", **({"embedding": bench.embedding(apart(parity()))} | change))
    assert refused.value.pointer == pointer
