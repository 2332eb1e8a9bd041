"""The embed job over a real database: what is stored, and what an older version's embedding saves."""

import hashlib
import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from store import deletions, embeddings
from store.blobs import Blobs, image_key
from store.db import Database
from store.embeddings import Embedding
from tests.pictures import picture
from tests.store.rows import add_rows
from tests.worker.jobs.curation import Bench
from worker.embed import embed
from worker.engine import sharded
from worker.jobs import embed as embed_job

BACKBONE = {"name": "resnet18", "width": 8}


class Pictures(Bench):
    """Samples that have images."""

    def __init__(self, database: Database, blobs: Blobs, folder: Path) -> None:
        super().__init__(database, blobs, folder, samples=0)
        self.embedded: list[int] = []

    def grow(self, start: int, stop: int) -> None:
        """A new version with some more samples."""
        names = [f"{index}.png" for index in range(start, stop)]
        self.ids += add_rows(self.database, self.dataset_id, [{"filename": name} for name in names])
        for index, name in enumerate(names, start):
            # add_rows takes the name's digest for that of the bytes.
            self.blobs.put(image_key(hashlib.sha256(name.encode()).hexdigest()), picture(index, label=index % 3))

    def embed(self, **spec: Any) -> tuple[Embedding, np.ndarray, dict[str, Any]]:
        job_id = self.submit("embed", **{"backbone": BACKBONE, "image_size": 16, "batch_size": 2, **spec})
        sharded.run(embed_job.Embed(), self.context())
        result = self.job(job_id).result
        assert result is not None
        with self.database.read() as session:
            row = embeddings.get(session, result["embedding_id"])
        return row, np.load(io.BytesIO(self.blobs.get(row.blob_key))), result


@pytest.fixture
def bench(database: Database, blobs: Blobs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Pictures:
    monkeypatch.setattr(embed_job, "_SHARD", 4)
    pictures = Pictures(database, blobs, tmp_path)

    def counted(backbone: Any, cache: Any, **options: Any) -> Any:
        pictures.embedded.append(len(options["rows"]))
        return embed(backbone, cache, **options)

    monkeypatch.setattr(embed_job, "embed", counted)
    return pictures


def test_a_grown_dataset_embeds_what_is_new(bench: Pictures) -> None:
    bench.grow(0, 9)
    first, old, result = bench.embed()
    assert bench.embedded == [4, 4, 1]
    assert "reused" not in result
    assert (first.count, first.valid_count, first.normalised, first.storage) == (9, 9, True, "float32")
    bench.grow(9, 15)
    with bench.database.write() as session:
        deletions.delete(session, bench.dataset_id, [bench.ids[3], bench.ids[10]])
    bench.embedded.clear()
    second, grown, result = bench.embed(batch_size=1)
    assert sum(bench.embedded) == 5
    assert result["reused"] == {"embedding_id": first.id, "vectors": 8}
    assert (second.count, second.valid_count) == (15, 13)
    kept = [0, 1, 2, 4, 5, 6, 7, 8]
    np.testing.assert_array_equal(grown[kept], old[kept])
    assert np.flatnonzero(~grown.any(axis=1)).tolist() == [3, 10]
    bench.embedded.clear()
    _, anew, result = bench.embed(reuse=False)
    assert sum(bench.embedded) == 13
    assert "reused" not in result
    np.testing.assert_allclose(anew, grown, atol=1e-5)


def test_nothing_new_embeds_nothing(bench: Pictures) -> None:
    bench.grow(0, 3)
    _, old, _ = bench.embed()
    with bench.database.write() as session:
        deletions.delete(session, bench.dataset_id, [bench.ids[1]])
    bench.embedded.clear()
    row, matrix, result = bench.embed()
    assert (bench.embedded, row.count, row.valid_count, result["reused"]["vectors"]) == ([], 3, 2, 2)
    np.testing.assert_array_equal(matrix[[0, 2]], old[[0, 2]])


def test_only_the_same_network_with_the_same_options_is_reused(bench: Pictures) -> None:
    bench.grow(0, 3)
    bench.embed()
    bench.grow(3, 5)
    for change in (
        {"backbone": BACKBONE | {"seed": 7}},
        {"image_size": 24},
        {"normalise": False},
        {"storage": "float16"},
    ):
        bench.embedded.clear()
        _, _, result = bench.embed(**change)
        assert sum(bench.embedded) == 5
        assert "reused" not in result


def test_half_precision_and_vectors_as_they_come(bench: Pictures) -> None:
    bench.grow(0, 4)
    _, unit, _ = bench.embed()
    row, raw, _ = bench.embed(normalise=False)
    assert not row.normalised
    assert not np.allclose(np.linalg.norm(raw, axis=1), 1)
    np.testing.assert_allclose(raw / np.linalg.norm(raw, axis=1, keepdims=True), unit, atol=1e-5)
    half, short, _ = bench.embed(storage="float16")
    assert (half.storage, short.dtype.name) == ("float16", "float16")
    np.testing.assert_allclose(short, unit, atol=1e-3)
