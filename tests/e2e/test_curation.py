"""Own embeddings, scores, neighbours and maps, as a client sees them."""

import io
import json
import struct
from typing import Any

import numpy as np
import pytest

from tests.e2e.stack import Stack
from tests.pictures import class_folders, picture, zipped

pytestmark = pytest.mark.e2e

COUNT = 12


def uploaded(stack: Stack, dataset_id: str, name: str, content: bytes, **params: Any) -> str:
    answer = stack.client.post(
        f"/v1/datasets/{dataset_id}/uploads", params={"filename": name, **params}, content=content
    )
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def test_own_embedding_scores_neighbours_and_a_map_in_one_pipeline(stack: Stack) -> None:
    dataset_id = stack.dataset(f"own {stack.port}", zipped(class_folders(COUNT)))
    matrix = np.random.default_rng(0).normal(size=(COUNT, 6)).astype(np.float32)
    matrix[5] = matrix[4]
    unit = matrix / np.linalg.norm(matrix, axis=1, keepdims=True)
    file = io.BytesIO()
    np.save(file, matrix)
    own = uploaded(stack, dataset_id, "own.npy", file.getvalue(), purpose="annotations")
    names = [sample["filename"] for sample in stack.get(f"/v1/datasets/{dataset_id}/samples")["items"]]
    lines = "".join(
        json.dumps({"filename": name, "annotations": [{"probabilities": [1 - 0.04 * row, 0.04 * row]}]}) + "\n"
        for row, name in enumerate(names)
    )
    said = uploaded(stack, dataset_id, "model.ndjson", lines.encode(), purpose="annotations")
    same = {"dataset_id": dataset_id}
    categories = [{"id": 0, "name": "cat"}, {"id": 1, "name": "dog"}]
    target = {"type": "task", "name": "model", "task_type": "classification", "categories": categories}
    jobs = {
        "own": {"kind": "import_embedding", **same, "source": {"type": "upload", "upload_id": own}},
        "near": {"kind": "score", **same, "source": {"type": "embedding", "embedding": "$own", "n_neighbors": 4}},
        "map": {"kind": "project", **same, "embedding": "$own", "method": {"name": "pca"}},
        "out": {"kind": "export_embedding", **same, "embedding": "$own", "format": "npy"},
    }
    annotate = {"kind": "annotate", **same, "source": {"type": "upload", "upload_id": said}, "target": target}
    stack.succeeded(stack.post("/v1/jobs", annotate)["id"])
    predictions = {"kind": "score", **same, "source": {"type": "predictions", "task": "model"}}
    pipeline = stack.post("/v1/jobs", {"kind": "pipeline", **same, "jobs": {**jobs, "unsure": predictions}})
    done = stack.succeeded(pipeline["id"])["result"]["jobs"]

    unsure = stack.get(f"/v1/scores/{done['unsure']['scores']['margin']}/samples", limit=3)["items"]
    assert [item["sample"]["position"] for item in unsure] == [11, 10, 9]
    assert unsure[0]["score"] == pytest.approx(1 - (0.56 - 0.44), abs=1e-6)
    copies = stack.get(f"/v1/scores/{done['near']['scores']['uniqueness']}/samples", order="ascending", limit=2)
    assert {item["sample"]["position"] for item in copies["items"]} == {4, 5}
    assert sum(stack.get(f"/v1/scores/{done['near']['scores']['mislabel']}/histogram")["counts"]) == COUNT

    embedding_id = done["own"]["embedding_id"]
    sample_id = unsure[0]["sample"]["id"]
    order = np.argsort(np.linalg.norm(unit - unit[11], axis=1), kind="stable")[1:]
    near = stack.get(f"/v1/embeddings/{embedding_id}/neighbors", sample_id=sample_id, limit=5)
    assert [item["sample"]["position"] for item in near["items"]] == order[:5].tolist()
    search = {"query": {"type": "vector", "vector": matrix[11].tolist()}, "limit": 2}
    found = stack.succeeded(stack.post(f"/v1/embeddings/{embedding_id}/neighbors", search)["id"])["result"]
    assert [item["position"] for item in found["neighbors"]] == [11, order[0]]
    picture_id = uploaded(stack, dataset_id, "query.png", picture(1), ingest=False)
    by_image = {"query": {"type": "image", "upload_id": picture_id}}
    refused = stack.client.post(f"/v1/embeddings/{embedding_id}/neighbors", json=by_image)
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/query/type")

    (projection,) = stack.get(f"/v1/embeddings/{embedding_id}/projections")["items"]
    assert projection["id"] == done["map"]["projection_id"]
    points = stack.client.get(f"/v1/projections/{projection['id']}/download").content
    xy = np.array(struct.unpack(f"<{2 * COUNT}f", points)).reshape(-1, 2)
    assert xy[:, 0].min() == pytest.approx(projection["bounds"][0])
    np.testing.assert_array_equal(xy[4], xy[5])

    out = next(job for job in stack.get(f"/v1/jobs/{pipeline['id']}")["children"] if job["child_name"] == "out")
    artifact = done["out"]["artifacts"][0]["name"]
    written = np.load(io.BytesIO(stack.client.get(f"/v1/jobs/{out['id']}/artifacts/{artifact}").content))
    np.testing.assert_allclose(written, unit, atol=1e-6)
