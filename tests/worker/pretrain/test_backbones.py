"""The ResNets against torchvision's, and their initial weights."""

from pathlib import Path

import pytest
import torch
import torchvision

from store.specs.backbones import Backbone, BackboneWeights, Stem
from worker.pretrain.backbones import ResNet, build_backbone
from worker.reporting import UserError

CHECKPOINT = "resnet18-f37072fd.pth"


def resnet(spec: Backbone, *, image_size: int) -> ResNet:
    backbone = build_backbone(spec, image_size)
    assert isinstance(backbone, ResNet)
    return backbone


@pytest.mark.parametrize("name", ["resnet18", "resnet34", "resnet50", "resnet101", "resnet152"])
def test_width_64_is_torchvisions_network(name: str) -> None:
    reference = torchvision.models.get_model(name, weights=None).eval()
    reference.fc = torch.nn.Identity()
    backbone = build_backbone(Backbone.model_validate({"name": name}), image_size=64).eval()
    assert list(backbone.state_dict()) == list(reference.state_dict())
    backbone.load_state_dict(reference.state_dict())
    images = torch.randn(2, 3, 64, 64, generator=torch.Generator().manual_seed(0))
    with torch.inference_mode():
        torch.testing.assert_close(backbone(images), reference(images))


@pytest.mark.parametrize(("name", "width"), [("resnet18", 8), ("resnet34", 16), ("resnet50", 8)])
@pytest.mark.parametrize("image_size", [16, 32, 64])
def test_it_makes_as_many_features_as_the_spec_says(name: str, width: int, image_size: int) -> None:
    spec = Backbone.model_validate({"name": name, "width": width})
    backbone = build_backbone(spec, image_size).eval()
    with torch.inference_mode():
        assert backbone(torch.zeros(2, 3, image_size, image_size)).shape == (2, spec.feature_dim)
    assert backbone.feature_dim == spec.feature_dim


def test_the_small_stem_keeps_the_resolution() -> None:
    small = resnet(Backbone(width=8, stem=Stem.SMALL), image_size=64)
    photo = resnet(Backbone(width=8, stem=Stem.IMAGENET), image_size=64)
    images = torch.zeros(1, 3, 64, 64)
    assert small.maxpool(small.conv1(images)).shape[-2:] == (64, 64)
    assert photo.maxpool(photo.conv1(images)).shape[-2:] == (16, 16)


def test_weights_follow_from_the_seed_and_leave_the_global_generator_alone() -> None:
    torch.manual_seed(7)
    expected = torch.rand(1)
    torch.manual_seed(7)
    one, two = (resnet(Backbone(width=8, seed=3), image_size=32) for _ in range(2))
    assert torch.equal(torch.rand(1), expected)
    other = resnet(Backbone(width=8, seed=4), image_size=32)
    assert torch.equal(one.conv1.weight, two.conv1.weight)
    assert not torch.equal(one.conv1.weight, other.conv1.weight)


@pytest.mark.parametrize("spec", [{"width": 32}, {"stem": "small"}])
def test_imagenet_weights_need_the_original_network(spec: dict[str, object]) -> None:
    with pytest.raises(UserError, match="width 64"):
        build_backbone(Backbone.model_validate({"weights": "imagenet", **spec}), image_size=64)


def test_imagenet_weights_come_from_torchvisions_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TORCH_HOME", str(tmp_path))
    (tmp_path / "hub" / "checkpoints").mkdir(parents=True)
    trained = torchvision.models.resnet18(weights=None)
    torch.save(trained.state_dict(), tmp_path / "hub" / "checkpoints" / CHECKPOINT)
    backbone = resnet(Backbone(weights=BackboneWeights.IMAGENET), image_size=224)
    assert torch.equal(backbone.conv1.weight, trained.conv1.weight)


def test_unreadable_imagenet_weights_say_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TORCH_HOME", str(tmp_path))
    (tmp_path / "hub" / "checkpoints").mkdir(parents=True)
    (tmp_path / "hub" / "checkpoints" / CHECKPOINT).write_bytes(b"half a download")
    with pytest.raises(UserError, match=r"weights to 'none'"):
        build_backbone(Backbone(weights=BackboneWeights.IMAGENET), image_size=224)
