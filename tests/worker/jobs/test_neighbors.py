"""The neighbors job: by sample, by vector, by image, among samples with certain facts."""

import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from store import deletions, neighbor_graphs
from store.blobs import Blobs
from store.db import Database
from store.errors import InvalidField
from store.jobs import control
from tests.service.factories import submit_job
from tests.worker.jobs.curation import Bench
from worker.device import select_device
from worker.embed import embed
from worker.images.cache import PixelCache, cache_side
from worker.jobs import neighbors
from worker.jobs.embed import network_of
from worker.reporting import Silent, UserError

ANGLES = np.array([0.0, 0.1, 0.25, 0.5, 0.9, 1.4, 2.0, 2.7])
CIRCLE = np.stack([np.cos(ANGLES), np.sin(ANGLES)], axis=1).astype(np.float32)


@pytest.fixture
def bench(database: Database, blobs: Blobs, tmp_path: Path) -> Bench:
    return Bench(database, blobs, tmp_path)


def positions(result: dict[str, Any]) -> list[int]:
    return [found["position"] for found in result["neighbors"]]


def test_by_sample_and_the_graph_stays(bench: Bench) -> None:
    embedding_id = bench.embedding(CIRCLE)
    query = {"type": "sample", "sample_id": bench.ids[2]}
    result = bench.run("neighbors", embedding=embedding_id, query=query, limit=3)
    assert positions(result) == [1, 0, 3]
    first = result["neighbors"][0]
    assert (first["sample_id"], first["filename"]) == (bench.ids[1], "1.jpg")
    assert first["distance"] == pytest.approx(2 * np.sin(0.15 / 2), rel=1e-5)
    assert result["graph"] == {"k": 7, "method": "exact", "recall": 1.0}
    with bench.database.read() as session:
        assert neighbor_graphs.find(session, embedding_id) is not None
    where = {"label": ["odd"]}
    assert positions(bench.run("neighbors", embedding=embedding_id, query=query, where=where)) == [1, 3, 5, 7]
    with bench.database.write() as session:
        deletions.delete(session, bench.dataset_id, [bench.ids[1]])
    assert positions(bench.run("neighbors", embedding=embedding_id, query=query, limit=2)) == [0, 3]


def test_without_a_query_the_graph_is_built(bench: Bench) -> None:
    result = bench.run("neighbors", embedding=bench.embedding(CIRCLE))
    assert result == {"graph": {"k": 7, "method": "exact", "recall": 1.0}}


def test_by_vector_of_any_length(bench: Bench) -> None:
    embedding_id = bench.embedding(CIRCLE)
    query = {"type": "vector", "vector": [5 * np.cos(0.6), 5 * np.sin(0.6)]}
    result = bench.run("neighbors", embedding=embedding_id, query=query, limit=2)
    assert positions(result) == [3, 4]
    assert result["neighbors"][0]["distance"] == pytest.approx(2 * np.sin(0.05), rel=1e-4)


def test_by_image_through_the_network_of_the_embedding(bench: Bench) -> None:
    backbone = {"name": "resnet18", "width": 8}
    job_id = submit_job(
        bench.database,
        {"kind": "embed", "dataset_id": bench.dataset_id, "backbone": backbone, "image_size": 32},
    )
    pictures = [np.random.default_rng(seed).integers(0, 255, (40, 40, 3), dtype=np.uint8) for seed in range(8)]
    encoded = []
    for picture in pictures:
        buffer = io.BytesIO()
        Image.fromarray(picture).save(buffer, "PNG")
        encoded.append(buffer.getvalue())
    context = bench.context()
    network = network_of(context.tools, context.spec)  # type: ignore[arg-type]
    sources = [lambda content=content: content for content in encoded]
    cache = PixelCache.build(bench.folder / "cache", sources, side=cache_side(32), key="", reporter=Silent())
    features = embed(
        network.backbone, cache, image_size=32, batch_size=8, device=select_device(), reporter=Silent(),
        mean=network.mean, std=network.std,
    ).features  # fmt: skip
    with bench.database.write() as session:
        control.cancel(session, job_id)
    embedding_id = bench.embedding(features, job_id=job_id)
    query = {"type": "image", "upload_id": bench.upload(encoded[6], purpose="images")}
    result = bench.run("neighbors", embedding=embedding_id, query=query, limit=1)
    assert positions(result) == [6]
    assert result["neighbors"][0]["distance"] == pytest.approx(0, abs=1e-3)
    query = {"type": "image", "upload_id": bench.upload(b"no picture", purpose="images")}
    bench.submit("neighbors", embedding=embedding_id, query=query)
    with pytest.raises(UserError, match="is no image"):
        neighbors.job(bench.context())


def test_a_sample_without_a_vector(bench: Bench) -> None:
    matrix = CIRCLE.copy()
    matrix[3] = 0
    query = {"type": "sample", "sample_id": bench.ids[3]}
    bench.submit("neighbors", embedding=bench.embedding(matrix), query=query)
    with pytest.raises(UserError, match="has no vector of"):
        neighbors.job(bench.context())


@pytest.mark.parametrize(
    ("query", "pointer", "said"),
    [
        ({"type": "vector", "vector": [1.0]}, "/query/vector", "It has 1 numbers, the embedding 2"),
        ({"type": "vector", "vector": [0.0, 0.0]}, "/query/vector", "no direction"),
        ({"type": "sample", "sample_id": "smp_" + "0" * 26}, "/query/sample_id", "no sample of this dataset"),
        ({"type": "image", "upload_id": "up_" + "0" * 26}, "/query/upload_id", "There is no upload"),
    ],
)
def test_queries_that_cannot_work(bench: Bench, query: dict[str, Any], pointer: str, said: str) -> None:
    with pytest.raises(InvalidField, match=said) as caught:
        bench.submit("neighbors", embedding=bench.embedding(CIRCLE), query=query)
    assert caught.value.pointer == pointer
