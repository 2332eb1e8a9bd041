"""A backbone's way through other hands: own weights in, training from them, distillation, other formats out."""

import io
import pickle
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import pytest
import torch
import torchvision
from safetensors.torch import load, save

from tests.e2e.stack import Stack
from tests.pictures import class_folders, zipped
from tests.worker.pretrain.test_weights import Bomb

pytestmark = pytest.mark.e2e

SMALL = {"batch_size": 8, "image_size": 32, "epochs": 1, "evaluate_every": 1}
VIT = {"name": "timm/test_vit", "patch_size": 4}


def weights(stack: Stack, dataset_id: str, data: bytes) -> str:
    answer = stack.client.post(
        f"/v1/datasets/{dataset_id}/uploads", params={"filename": "weights", "purpose": "weights"}, content=data
    )
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


@pytest.fixture(scope="module")
def dataset_id(stack: Stack) -> str:
    return stack.dataset(f"checkpoints {stack.port}", zipped(class_folders(24)))


def test_own_weights_travel_through_every_job(stack: Stack, dataset_id: str) -> None:
    torch.manual_seed(1)
    network = torchvision.models.resnet18()
    upload = weights(stack, dataset_id, save({f"module.{k}": v for k, v in network.state_dict().items()}))
    same = {"dataset_id": dataset_id}
    teacher = {"name": "distillation", "teacher": {"checkpoint": "$own"}}
    jobs: dict[str, Any] = {
        "own": {"kind": "import_weights", **same, "source": {"upload_id": upload}, "backbone": {"name": "resnet18"},
                "image_size": 64},
        "on": {"kind": "train", **same, **SMALL, "init_from": "$own", "freeze": 4,
               "optimizer": {"name": "sgd", "lr": 0.001}},
        "student": {"kind": "train", **same, **SMALL, "method": teacher, "backbone": {"name": "resnet18", "width": 8}},
        "mae": {"kind": "train", **same, **SMALL, "backbone": VIT,
                "method": {"name": "mae", "decoder_dim": 32, "decoder_depth": 1}},
        "frozen": {"kind": "embed", **same, "checkpoint": "$own", "batch_size": 8},
        "masked": {"kind": "embed", **same, "checkpoint": "$mae", "batch_size": 8, "image_size": 16},
        "onnx": {"kind": "convert", **same, "checkpoint": "$student", "format": "onnx"},
        "timm": {"kind": "convert", **same, "checkpoint": "$on", "format": "timm"},
    }  # fmt: skip
    job = stack.succeeded(stack.post("/v1/jobs", {"kind": "pipeline", **same, "jobs": jobs})["id"])
    result = job["result"]["jobs"]
    assert result["own"]["left_out"] == ["fc.bias", "fc.weight"]
    own = stack.get(f"/v1/checkpoints/{result['own']['checkpoint_id']}")
    assert (own["method"], own["epochs"], own["dim"]) == ("imported", 0, 512)
    matrix = np.load(
        io.BytesIO(stack.client.get(f"/v1/embeddings/{result['frozen']['embedding_id']}/download").content)
    )
    assert matrix.shape == (24, 512)
    data = stack.client.get(
        f"/v1/checkpoints/{result['on']['checkpoint_id']}/download", params={"format": "timm"}
    ).content
    trained, before = load(data), network.state_dict()
    assert torch.equal(trained["layer1.0.conv1.weight"], before["layer1.0.conv1.weight"])
    assert not torch.equal(trained["layer4.0.conv1.weight"], before["layer4.0.conv1.weight"])
    student = result["student"]["checkpoint_id"]
    model = stack.client.get(f"/v1/checkpoints/{student}/download", params={"format": "onnx"}).content
    session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
    (features,) = session.run(None, {"images": np.zeros((2, 3, 32, 32), dtype=np.float32)})
    assert features.shape == (2, 64)


def test_a_pickle_that_would_run_code_only_fails_its_job(stack: Stack, dataset_id: str, tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    upload = weights(stack, dataset_id, pickle.dumps({"conv1.weight": Bomb(mark)}, protocol=2))
    spec = {"kind": "import_weights", "dataset_id": dataset_id, "source": {"upload_id": upload}}
    job = stack.ended(stack.post("/v1/jobs", {**spec, "backbone": {"name": "resnet18"}})["id"])
    assert job["state"] == "failed"
    assert "nothing of it was run" in job["failure"]["detail"]
    assert not mark.exists()
