"""Every method of the catalog trains through the HTTP API, and its backbone embeds the images."""

import io
import math
from collections.abc import Iterator
from typing import Any, get_args

import numpy as np
import pytest

from store.specs.methods import Method, MethodSpec
from tests.e2e.stack import Stack, running_stack
from tests.pictures import class_folders, zipped

# One process for each of about forty jobs.
pytestmark = [pytest.mark.e2e, pytest.mark.timeout(3600)]

MODELS: dict[str, type[MethodSpec]] = {
    model.model_fields["name"].default: model for model in get_args(get_args(Method)[0])
}
IMAGES, BATCH, EPOCHS = 32, 8, 1
# Small enough for a test; a method takes those of them that it has.
SMALL = {
    "hidden_dim": 32,
    "output_dim": 16,
    "prediction_dim": 16,
    "bottleneck_dim": 16,
    "memory_bank_size": 64,
    "queue_size": 16,
    "views": 3,
    "prototypes": 10,
    "slices": 16,
    "decoder_dim": 32,
    "decoder_depth": 1,
}
CONVOLUTIONAL = {"name": "resnet18", "width": 8}
TRANSFORMER = {"name": "timm/test_vit", "patch_size": 4}


def method(name: str) -> dict[str, Any]:
    fields = MODELS[name].model_fields
    particular = {"teacher": {"checkpoint": "$simclr"}} if "teacher" in fields else {}
    return {"name": name, **{field: value for field, value in SMALL.items() if field in fields}, **particular}


def children(dataset_id: str) -> Iterator[tuple[str, dict[str, Any]]]:
    same = {"dataset_id": dataset_id, "batch_size": BATCH}
    small = {"image_size": 32, "epochs": EPOCHS, "evaluate_every": EPOCHS, "checkpoint_every": EPOCHS}
    for name, model in MODELS.items():
        backbone = TRANSFORMER if model.needs_vit else CONVOLUTIONAL
        yield name, {"kind": "train", **same, **small, "method": method(name), "backbone": backbone}
        yield f"embed_{name}", {"kind": "embed", **same, "checkpoint": f"${name}"}


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    with running_stack("sqlite", tmp_path_factory.mktemp("methods")) as running:
        yield running


@pytest.fixture(scope="module")
def done(stack: Stack) -> dict[str, dict[str, Any]]:
    """The ended jobs of one pipeline with all methods, by name of the child."""
    dataset_id = stack.dataset("every method", zipped(class_folders(IMAGES, side=32)))
    body = {"kind": "pipeline", "dataset_id": dataset_id, "jobs": dict(children(dataset_id))}
    job = stack.ended(stack.post("/v1/jobs", body)["id"], seconds=3500)
    return {child["child_name"]: stack.get(f"/v1/jobs/{child['id']}") for child in job["children"]}


def test_the_catalog_lists_them(stack: Stack) -> None:
    entries = {entry["name"]: entry for entry in stack.get("/v1/catalog")["methods"]}
    assert entries.keys() >= MODELS.keys()
    for name in MODELS:
        assert "Use it" in entries[name]["description"]
        assert entries[name]["parameters"]["properties"]["name"]["const"] == name


@pytest.mark.parametrize("name", MODELS)
def test_it_trains_and_embeds(name: str, stack: Stack, done: dict[str, dict[str, Any]]) -> None:
    train, embed = done[name], done[f"embed_{name}"]
    assert train["state"] == "succeeded", f"{train['failure']}\n{stack.log()}"
    checkpoint = stack.get(f"/v1/checkpoints/{train['result']['checkpoint_id']}")
    assert math.isfinite(checkpoint["metrics"]["loss"])
    assert embed["state"] == "succeeded", f"{embed['failure']}\n{stack.log()}"
    answer = stack.client.get(f"/v1/embeddings/{embed['result']['embedding_id']}/download")
    matrix = np.load(io.BytesIO(answer.content))
    assert matrix.shape == (IMAGES, checkpoint["dim"])
    np.testing.assert_allclose(np.linalg.norm(matrix, axis=1), 1, atol=1e-3)
    assert matrix.std(axis=0).max() > 1e-4
