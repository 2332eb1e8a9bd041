"""Backbone files: what goes in comes out, and nothing else gets in."""

from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file

from store.specs.backbones import Backbone, BackboneWeights, Stem
from worker.pretrain.backbones import build_backbone
from worker.pretrain.export import BackboneCard, load_backbone, read_card, save_backbone
from worker.reporting import UserError

SPEC = Backbone(width=8, seed=5)
CARD = BackboneCard(
    backbone=SPEC,
    stem=Stem.SMALL,
    image_size=32,
    mean=(0.5, 0.5, 0.5),
    std=(0.2, 0.2, 0.2),
    feature_dim=SPEC.feature_dim,
    method="simclr",
    dataset_version=7,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    network = build_backbone(SPEC, 32).to(memory_format=torch.channels_last)
    save_backbone(tmp_path / "backbone.safetensors", network.state_dict(), CARD)
    return tmp_path / "backbone.safetensors"


def test_a_saved_backbone_comes_back_ready_to_use(path: Path) -> None:
    backbone, card = load_backbone(path)
    original = build_backbone(SPEC, 32)
    assert card == CARD
    assert not backbone.training
    assert all(torch.equal(value, original.state_dict()[key]) for key, value in backbone.state_dict().items())


def test_the_file_alone_decides_the_stem_and_the_weights(tmp_path: Path) -> None:
    # At 32 px the stem of the spec would be small, and its weights would have to be downloaded.
    spec = Backbone(weights=BackboneWeights.IMAGENET)
    network = build_backbone(Backbone(stem=Stem.IMAGENET), 32)
    card = CARD.model_copy(update={"backbone": spec, "stem": Stem.IMAGENET, "feature_dim": 512})
    save_backbone(tmp_path / "file", network.state_dict(), card)
    backbone, _ = load_backbone(tmp_path / "file")
    assert torch.equal(backbone.state_dict()["conv1.weight"], network.state_dict()["conv1.weight"])


def test_other_tools_read_the_tensors(path: Path) -> None:
    assert load_file(path)["layer1.0.conv1.weight"].shape == (8, 8, 3, 3)


def test_saving_leaves_no_other_file(path: Path) -> None:
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]


def test_a_safetensors_file_of_somebody_else_is_a_user_error(tmp_path: Path) -> None:
    save_file({"weight": torch.zeros(2)}, tmp_path / "foreign.safetensors")
    with pytest.raises(UserError, match="not written by Winnow"):
        load_backbone(tmp_path / "foreign.safetensors")


@pytest.mark.parametrize("kept", [0, 4, 100, -10])
def test_a_cut_off_file_is_a_user_error(path: Path, kept: int) -> None:
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(UserError, match="not a readable safetensors file"):
        load_backbone(path)


def test_a_missing_file_is_a_user_error(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="nowhere"):
        read_card(tmp_path / "nowhere")


def test_a_card_of_another_version_is_a_user_error(path: Path) -> None:
    other = CARD.model_dump_json().replace('"format":1', '"format":2')
    save_file(load_file(path), path, metadata={"winnow": other})
    with pytest.raises(UserError, match="card"):
        load_backbone(path)


@pytest.mark.parametrize(
    "change",
    [{"feature_dim": 99}, {"stem": Stem.IMAGENET}, {"backbone": Backbone(width=8, name="resnet34")}],
)
def test_weights_that_contradict_the_card_are_a_user_error(path: Path, change: dict[str, object]) -> None:
    save_backbone(path, load_file(path), CARD.model_copy(update=change))
    with pytest.raises(UserError):
        load_backbone(path)
