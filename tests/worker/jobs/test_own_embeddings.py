"""Embeddings of the users' own: taken in, refused with names, and written out again in the same layouts."""

import io
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from store import deletions, embeddings
from store.blobs import Blobs, artifact_key
from store.db import Database
from store.errors import InvalidField
from tests.worker.jobs.curation import Bench
from worker.jobs import export_embedding, import_embedding, matrices
from worker.reporting import UserError

RNG = np.random.default_rng(5)
VECTORS = RNG.normal(size=(8, 4)).astype(np.float32)
UNIT = VECTORS / np.linalg.norm(VECTORS, axis=1, keepdims=True)


@pytest.fixture
def bench(database: Database, blobs: Blobs, tmp_path: Path) -> Bench:
    return Bench(database, blobs, tmp_path)


def npy(matrix: np.ndarray) -> bytes:
    buffer = io.BytesIO()
    np.save(buffer, matrix)
    return buffer.getvalue()


def csv(header: list[str], rows: list[list[Any]]) -> bytes:
    return "\n".join(",".join(map(str, row)) for row in (header, *rows)).encode()


def parquet(folder: Path, columns: dict[str, Any]) -> bytes:
    pq.write_table(pa.table(columns), folder / "own.parquet")
    return (folder / "own.parquet").read_bytes()


def spec(bench: Bench, content: bytes, format_: str, **more: Any) -> dict[str, Any]:
    return {"source": {"type": "upload", "upload_id": bench.upload(content)}, "format": format_, **more}


def matrix_of(bench: Bench, embedding_id: str) -> np.ndarray:
    with bench.database.read() as session:
        embedding = embeddings.get(session, embedding_id)
    bench.submit("export_embedding", embedding=embedding_id)
    found: np.ndarray = np.array(matrices.load(bench.context(), embedding))
    assert found.dtype == np.float32
    return found


LIGHTLY = ["filenames", "embedding_0", "embedding_1", "embedding_2", "embedding_3", "labels"]


def in_layout(bench: Bench, layout: str) -> tuple[bytes, str]:
    """All vectors but that of sample 5, in an order of their own where the layout has keys."""
    order = [3, 0, 7, 1, 2, 6, 4]
    if layout == "lightly":
        return csv(LIGHTLY, [[f"{at}.jpg", *VECTORS[at].tolist(), 0] for at in order]), "csv"
    if layout == "csv by id":
        # The numbers count, not the order of the columns.
        header = ["d2", "sample_id", "d1", "d3", "d4", "note"]
        return csv(header, [[VECTORS[at][1], bench.ids[at], *VECTORS[at][[0, 2, 3]], ""] for at in order]), "csv"
    if layout == "parquet lists":
        columns = {"filename": [f"{at}.jpg" for at in order], "embedding": [VECTORS[at].tolist() for at in order]}
        return parquet(bench.folder, columns), "parquet"
    if layout == "parquet columns":
        numbers = {f"embedding_{index}": VECTORS[order, index] for index in range(4)}
        return parquet(bench.folder, {"sample_id": [bench.ids[at] for at in order], **numbers}), "parquet"
    matrix = VECTORS.astype(np.float64)
    matrix[5] = 0
    return npy(np.delete(matrix, 5, axis=0) if layout == "npy of usable samples" else matrix), "npy"


@pytest.mark.parametrize("layout", ["lightly", "csv by id", "parquet lists", "parquet columns"])
def test_every_layout_with_keys(bench: Bench, layout: str) -> None:
    content, format_ = in_layout(bench, layout)
    result = bench.run("import_embedding", **spec(bench, content, format_, model="ours"))
    assert (result["valid_count"], result["missing"], result["ignored"], result["unknown"]) == (7, 1, 0, 0)
    assert set(result["metrics"]) == {"embedding_std", "rank_me", "knn_accuracy"}
    expected = UNIT.copy()
    expected[5] = 0
    np.testing.assert_allclose(matrix_of(bench, result["embedding_id"]), expected, atol=1e-6)
    with bench.database.read() as session:
        row = embeddings.get(session, result["embedding_id"])
    assert (row.count, row.dim, row.normalised, row.storage, row.source) == (8, 4, True, "float32", "ours")


def test_rows_by_position(bench: Bench) -> None:
    """Sample 5 leaves: its row is ignored, and may be missing where the usable samples are counted."""
    with bench.database.write() as session:
        deletions.delete(session, bench.dataset_id, [bench.ids[5]])
    expected = UNIT.copy()
    expected[5] = 0
    for layout in ("npy", "npy of usable samples"):
        result = bench.run("import_embedding", **spec(bench, *in_layout(bench, layout)))
        np.testing.assert_allclose(matrix_of(bench, result["embedding_id"]), expected, atol=1e-6)
        assert (result["valid_count"], result["missing"]) == (7, 0)
    header = ["x0", "x1", "x2", "x3"]
    result = bench.run("import_embedding", **spec(bench, csv(header, VECTORS.tolist()), "csv"))
    assert (result["valid_count"], result["ignored"]) == (7, 1)
    bench.submit("import_embedding", **spec(bench, csv(header, VECTORS[:5].tolist()), "csv"))
    with pytest.raises(UserError, match=r"has 5 rows.*8 positions, 7 of them usable"):
        import_embedding.job(bench.context())


def test_half_precision_and_length_kept(bench: Bench) -> None:
    result = bench.run("import_embedding", **spec(bench, npy(VECTORS), "npy", storage="float16", normalise=False))
    with bench.database.read() as session:
        row = embeddings.get(session, result["embedding_id"])
    assert (row.normalised, row.storage) == (False, "float16")
    stored = np.load(io.BytesIO(bench.blobs.get(row.blob_key)))
    assert stored.dtype == np.float16
    np.testing.assert_allclose(matrix_of(bench, row.id), VECTORS, rtol=2e-3, atol=1e-4)


NAN, ZERO = float("nan"), [0, 0, 0, 0]
ONE = [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("content", "format_", "message"),
    [
        (csv(LIGHTLY, [["0.jpg", *ONE, 0], ["1.jpg", 1, "", 3, 4, 0]]), "csv", "1 vectors have a NaN.*: 1.jpg"),
        (csv(LIGHTLY, [["0.jpg", *ONE, 0], ["1.jpg", *ZERO, 0]]), "csv", "1 vectors are all zeros: 1.jpg"),
        (csv(LIGHTLY, [["0.jpg", *ONE, 0], ["x.jpg", *ONE, 0]]), "csv", "1 rows name no sample.*: x.jpg"),
        (csv(LIGHTLY, [["0.jpg", *ONE, 0], ["0.jpg", *ONE, 0]]), "csv", "1 rows name a sample once more: 0.jpg"),
        (csv(LIGHTLY, [["0.jpg", *ONE, 0], ["1.jpg", 1, "x", 3, 4, 0]]), "csv", "cannot be read: .*'x'"),
        (csv(["filename", "embedding_0", "embedding_2"], [["0.jpg", 1, 2]]), "csv", "column embedding_1 is missing"),
        (csv(["filename", "value"], [["0.jpg", 1]]), "csv", "neither a column embedding nor columns"),
        (npy(np.full((8, 4), NAN)), "npy", "8 vectors have a NaN or an infinity: row 1 .smp_.*row 5"),
        (npy(np.zeros((8, 4))), "npy", "8 vectors are all zeros"),
        (npy(np.ones((9, 4))), "npy", "has 9 rows.*8 positions"),
        (npy(np.ones(8)), "npy", "a matrix .N, D. of float16.*float64 .8,."),
        (npy(np.array([[{}]])), "npy", "no .npy file"),
        (b"nonsense", "npy", "no .npy file"),
        (b"nonsense", "parquet", "cannot be read"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_named(bench: Bench, content: bytes, format_: str, message: str) -> None:
    bench.submit("import_embedding", **spec(bench, content, format_))
    with pytest.raises(UserError, match=message):
        import_embedding.job(bench.context())


def test_lists_of_other_lengths_and_unknown_samples_on_request(bench: Bench) -> None:
    columns = {"filename": ["0.jpg", "1.jpg"], "embedding": [[1.0, 2.0], [1.0, 2.0, 3.0]]}
    bench.submit("import_embedding", **spec(bench, parquet(bench.folder, columns), "parquet"))
    with pytest.raises(UserError, match="vector in row 2 has 3 numbers, row 1 has 2"):
        import_embedding.job(bench.context())
    columns = {"filename": ["0.jpg", "x.jpg"], "embedding": [[1.0, 2.0], [1.0, 2.0]]}
    content = parquet(bench.folder, columns)
    result = bench.run("import_embedding", **spec(bench, content, "parquet", ignore_unknown=True))
    assert (result["valid_count"], result["unknown"], result["missing"]) == (1, 1, 7)


@pytest.mark.parametrize("format_", ["parquet", "csv", "lightly_csv", "npy"])
def test_written_out_and_taken_in_again(bench: Bench, format_: str) -> None:
    matrix = UNIT.astype(np.float32)
    matrix[[2, 7]] = 0
    embedding_id = bench.embedding(matrix)
    job_id = bench.submit("export_embedding", embedding=embedding_id, format=format_)
    context = bench.context()
    export_embedding.job(context)
    result = bench.job(job_id).result
    assert result is not None
    (artifact,) = result["artifacts"]
    assert result["rows"] == 6
    content = bench.blobs.get(artifact_key(job_id, context.lease.token, artifact["name"]))
    if format_ == "npy":
        np.testing.assert_array_equal(np.load(io.BytesIO(content)), matrix[[0, 1, 3, 4, 5, 6]])
        return
    if format_ == "lightly_csv":
        assert content.decode().splitlines()[0].replace('"', "").split(",") == LIGHTLY
    again = bench.run("import_embedding", **spec(bench, content, format_.removeprefix("lightly_")))
    np.testing.assert_allclose(matrix_of(bench, again["embedding_id"]), matrix, atol=1e-6)


def test_uploads_that_cannot_be_read_are_refused_at_once(bench: Bench) -> None:
    upload_id = bench.upload(b"x", purpose="images")
    with pytest.raises(InvalidField, match="purpose=annotations") as caught:
        bench.submit("import_embedding", source={"type": "upload", "upload_id": upload_id})
    assert caught.value.pointer == "/source/upload_id"
