"""What a train job that has to stop leaves behind."""

import re
from pathlib import Path

import pytest
import torch

from store import checkpoints
from store.blobs import Blobs
from store.db import Database
from store.specs.jobs import TrainSpec
from tests.worker.jobs.curation import Bench
from worker.jobs import files
from worker.jobs import train as train_job
from worker.pretrain import PretrainResult
from worker.pretrain.backbones import build_backbone
from worker.pretrain.export import load_backbone


@pytest.fixture
def bench(database: Database, blobs: Blobs, tmp_path: Path) -> Bench:
    return Bench(database, blobs, tmp_path)


def test_the_last_good_backbone_becomes_a_checkpoint_that_the_failure_names(bench: Bench) -> None:
    bench.submit("train", batch_size=2, image_size=16, backbone={"width": 8})
    context = bench.context()
    spec = context.spec
    assert isinstance(spec, TrainSpec)
    backbone = build_backbone(spec.backbone, 16)
    trained = PretrainResult(
        backbone=backbone.native_state_dict(), mean=backbone.mean, std=backbone.std, feature_dim=64, method="simclr",
        choice=None, epochs=3, metrics={"loss": 1.5},
    )  # fmt: skip
    said = train_job._rescued(context, spec, 1, trained)
    assert "after 3 epochs" in said
    (checkpoint_id,) = re.findall(r"ckpt_[0-9a-z]{26}", said)
    with bench.database.read() as session:
        checkpoint = checkpoints.get(session, checkpoint_id)
    assert (checkpoint.epochs, checkpoint.metrics, checkpoint.state_key) == (3, {"loss": 1.5}, None)
    kept = load_backbone(files.fetch(bench.blobs, checkpoint.blob_key, bench.folder)).backbone
    assert torch.equal(kept.state_dict()["conv1.weight"], backbone.state_dict()["conv1.weight"])
    assert train_job._rescued(context, spec, 1, None) == "."
