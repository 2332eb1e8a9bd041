"""Checkpoints in other formats, weights taken in, and networks that cannot work."""

from typing import Any

import pytest

from service.gateway import Gateway
from store import checkpoints
from store.checkpoints import CheckpointFile
from store.db import Database, now
from tests.service.client import Client, assert_problem, pointers
from tests.service.factories import Finished

TINY_VIT = {"name": "timm/test_vit", "patch_size": 4}
NOWHERE = "ckpt_" + "0" * 26


@pytest.fixture
def made(database: Database, gateway: Gateway) -> Finished:
    return Finished(database, gateway.blobs)


def refused(client: Client, made: Finished, spec: dict[str, Any], pointer: str) -> str:
    problem = assert_problem(
        client.post("/v1/jobs", json={"dataset_id": made.dataset_id, **spec}), 422, "invalid-request"
    )
    assert pointers(problem) == [pointer]
    return str(problem["errors"][0]["detail"])


def submitted(client: Client, made: Finished, spec: dict[str, Any]) -> dict[str, Any]:
    job: dict[str, Any] = client.ok("POST", "/v1/jobs", json={"dataset_id": made.dataset_id, **spec})
    return job["spec"]  # type: ignore[no-any-return]


def train(**fields: Any) -> dict[str, Any]:
    return {"kind": "train", "batch_size": 4, **fields}


def test_a_format_that_is_not_there_says_how_to_make_it(client: Client, database: Database, made: Finished) -> None:
    route = f"/v1/checkpoints/{made.checkpoint_id}"
    problem = assert_problem(client.get(f"{route}/download", params={"format": "onnx"}), 404, "not-found")
    assert '"kind": "convert"' in problem["detail"]
    job = client.ok("POST", "/v1/jobs", json={
        "kind": "convert", "dataset_id": made.dataset_id, "checkpoint": made.checkpoint_id, "format": "onnx",
    })  # fmt: skip
    with database.write() as session:
        weights = checkpoints.get(session, made.checkpoint_id)
        file = {"job_id": job["id"], "blob_key": weights.blob_key, "size_bytes": 7000, "created_at": now(session)}
        for sha256 in ("a" * 64, "b" * 64):  # the second replaces the first
            made_file = CheckpointFile(checkpoint_id=made.checkpoint_id, format="onnx", sha256=sha256, **file)
            checkpoints.put_file(session, made_file)
    response = client.get(f"{route}/download", params={"format": "onnx"})
    assert response.content == b"weights" * 1000
    assert response.headers["etag"] == f'"{"b" * 64}"'
    assert response.headers["content-disposition"].endswith(f"{made.checkpoint_id}-onnx.onnx")
    states = {item["format"]: item["state"] for item in client.ok("GET", f"{route}/formats")["items"]}
    assert states == {
        "safetensors": "ready", "timm": "absent", "detectron2": "absent", "torch_export": "absent", "onnx": "ready",
    }  # fmt: skip


def test_a_format_that_has_no_place_for_the_network(client: Client, database: Database, made: Finished) -> None:
    with database.write() as session:
        row = checkpoints.get(session, made.checkpoint_id)
        row.card = {"backbone": {"name": "convnext_tiny"}, "stem": "imagenet", "image_size": 64}
    convert = {"kind": "convert", "checkpoint": made.checkpoint_id, "format": "detectron2"}
    assert "ResNets" in refused(client, made, convert, "/format")
    route = f"/v1/checkpoints/{made.checkpoint_id}"
    detail = assert_problem(client.get(f"{route}/download?format=detectron2"), 404, "not-found")["detail"]
    assert "convert" not in detail
    formats = {item["format"]: item for item in client.ok("GET", f"{route}/formats")["items"]}
    assert formats["timm"]["state"] == "impossible"
    assert "convnext_tiny" in formats["timm"]["reason"]


def test_weights_are_uploaded_for_a_job(client: Client, made: Finished) -> None:
    uploads = f"/v1/datasets/{made.dataset_id}/uploads"
    weights = client.ok("POST", uploads, params={"filename": "w.safetensors", "purpose": "weights"}, content=b"1234")
    assert weights["job_id"] is None
    images = client.ok("POST", uploads, params={"filename": "a.zip", "ingest": False}, content=b"1234")
    spec = {"kind": "import_weights", "backbone": {"name": "mobilenet_v2"}}
    accepted = submitted(client, made, {**spec, "source": {"upload_id": weights["id"]}})
    assert accepted["mean"] == [0.485, 0.456, 0.406]
    assert "purpose=weights" in refused(
        client, made, {**spec, "source": {"upload_id": images["id"]}}, "/source/upload_id"
    )
    spec = {"kind": "import_weights", "source": {"upload_id": weights["id"]}}
    refused(client, made, {**spec, "backbone": {"name": "resnet18", "weights": "imagenet"}}, "/backbone/weights")
    assert "multiple" in refused(client, made, {**spec, "backbone": TINY_VIT, "image_size": 30}, "/image_size")


def test_networks_that_cannot_work_are_refused_with_advice(client: Client, made: Finished) -> None:
    assert "resnet18" in refused(client, made, train(backbone={"name": "resnet181"}), "/backbone/name")
    assert "16 or 20" in refused(client, made, train(backbone=TINY_VIT, image_size=18), "/image_size")
    assert "vision transformer" in refused(client, made, train(method={"name": "mae"}), "/backbone/name")
    embed = {"kind": "embed", "backbone": {"name": "vit_b_16"}, "image_size": 100}
    assert "96 or 112" in refused(client, made, embed, "/image_size")
    pipeline = {"kind": "pipeline", "jobs": {"t": {"dataset_id": made.dataset_id, **train(method={"name": "simmim"})}}}
    refused(client, made, pipeline, "/jobs/t/backbone/name")
    submitted(client, made, train(method={"name": "mae"}, backbone=TINY_VIT, image_size=32))


def test_training_goes_on_from_a_checkpoint(client: Client, made: Finished) -> None:
    spec = submitted(client, made, train(init_from=made.checkpoint_id))
    assert (spec["backbone"]["name"], spec["backbone"]["stem"]) == ("resnet18", "imagenet")
    assert "no checkpoint" in refused(client, made, train(init_from=NOWHERE), "/init_from")
    other = refused(client, made, train(init_from=made.checkpoint_id, backbone={"name": "resnet34"}), "/backbone")
    assert "resnet18 of width 64" in other
    stem = refused(
        client, made, train(init_from=made.checkpoint_id, image_size=32, backbone={"name": "resnet18"}), "/backbone"
    )
    assert "backbone.stem to 'imagenet'" in stem


def test_a_sibling_hands_its_network_on(client: Client, made: Finished) -> None:
    same = {"dataset_id": made.dataset_id}
    first = {**same, **train(backbone=TINY_VIT, image_size=32)}
    jobs = {
        "first": first,
        "second": {**same, **train(init_from="$first", method={"name": "mae"}, image_size=32)},
        "third": {**same, **train(
            method={"name": "distillation", "teacher": {"checkpoint": "$second"}}, backbone={"name": "resnet18"}
        )},
    }  # fmt: skip
    spec = submitted(client, made, {"kind": "pipeline", "jobs": jobs})
    assert spec["jobs"]["second"]["backbone"]["name"] == "timm/test_vit"
    jobs["second"] = {**same, **train(init_from="$first", backbone={"name": "resnet18"})}
    refused(client, made, {"kind": "pipeline", "jobs": jobs}, "/jobs/second/backbone")
