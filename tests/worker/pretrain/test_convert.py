"""Handed-on backbones load strictly where they are meant to, make the same features there and can be fine-tuned."""

import re
from pathlib import Path
from typing import Any

import onnxruntime
import pytest
import timm
import torch
import torchvision
from safetensors.torch import load_file
from torch import Tensor, nn
from torchvision.models.detection.backbone_utils import BackboneWithFPN
from torchvision.ops.misc import FrozenBatchNorm2d

from store.specs.backbones import Backbone, Stem
from store.specs.checkpoints import CheckpointFormat, conversion_problem
from worker.pretrain.backbones import build_backbone
from worker.pretrain.convert import convert, detectron2_state
from worker.pretrain.export import BackboneCard, load_backbone, save_backbone
from worker.reporting import UserError


def saved(tmp_path: Path, spec: Backbone, size: int) -> Path:
    backbone = build_backbone(spec, size)
    backbone.train()
    with torch.no_grad():
        backbone(torch.randn(4, 3, size, size))  # statistics of batch norms that are not the initial ones
    card = BackboneCard(
        backbone=spec, stem=spec.resolve_stem(size), image_size=size, feature_dim=backbone.feature_dim, method="test"
    )
    save_backbone(tmp_path / "backbone.safetensors", backbone.native_state_dict(), card)
    return tmp_path / "backbone.safetensors"


def images(size: int, count: int = 2) -> Tensor:
    return torch.randn(count, 3, size, size, generator=torch.Generator().manual_seed(1))


def features(path: Path, x: Tensor) -> Tensor:
    with torch.inference_mode():
        result: Tensor = load_backbone(path).backbone(x)
    return result


@pytest.fixture(scope="module")
def resnet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return saved(tmp_path_factory.mktemp("resnet"), Backbone(seed=2), 64)


def fine_tune(model: nn.Module, losses: list[Tensor]) -> None:
    """Every step's loss is finite and the last is lower than the first."""
    values = [loss.item() for loss in losses]
    assert all(torch.isfinite(torch.tensor(values)))
    assert values[-1] < values[0]


def test_torchvisions_classifier_takes_it_strictly_and_learns(resnet: Path) -> None:
    model = torchvision.models.resnet18(num_classes=2)
    head = {f"fc.{name}": value for name, value in model.fc.state_dict().items()}
    model.load_state_dict(load_file(resnet) | head, strict=True)
    x, y = images(64, 4), torch.tensor([0, 1, 0, 1])
    model.eval()
    pooled = nn.Sequential(*list(model.children())[:-1], nn.Flatten())
    torch.testing.assert_close(pooled(x), features(resnet, x), rtol=1e-4, atol=1e-5)
    optimizer = torch.optim.SGD(model.train().parameters(), lr=0.01)
    losses = []
    for _ in range(3):
        losses.append(nn.functional.cross_entropy(model(x), y))
        optimizer.zero_grad()
        losses[-1].backward()  # type: ignore[no-untyped-call]
        optimizer.step()
    fine_tune(model, losses)


def test_faster_r_cnn_takes_it_strictly_and_learns(resnet: Path) -> None:
    body = torchvision.models.resnet18(norm_layer=FrozenBatchNorm2d)
    body.fc = nn.Identity()
    state = {key: value for key, value in load_file(resnet).items() if not key.endswith("num_batches_tracked")}
    body.load_state_dict(state, strict=True)
    layers = {f"layer{n}": str(n - 1) for n in range(1, 5)}
    fpn = BackboneWithFPN(body, layers, [64, 128, 256, 512], 256)
    model = torchvision.models.detection.FasterRCNN(fpn, num_classes=2, min_size=64, max_size=64)
    torch.manual_seed(0)
    targets = [{"boxes": torch.tensor([[8.0, 8.0, 40.0, 40.0]]), "labels": torch.tensor([1])}] * 2
    optimizer = torch.optim.SGD([p for p in model.train().parameters() if p.requires_grad], lr=0.005)
    losses = []
    for _ in range(3):
        torch.manual_seed(1)
        losses.append(sum(model(list(images(64)), targets).values(), start=torch.zeros(())))
        optimizer.zero_grad()
        losses[-1].backward()
        optimizer.step()
    fine_tune(model, losses)


def test_deeplab_v3_takes_it_strictly_and_learns(tmp_path: Path) -> None:
    path = saved(tmp_path, Backbone(name="resnet50", seed=1), 64)
    model = torchvision.models.segmentation.deeplabv3_resnet50(weights=None, weights_backbone=None, num_classes=2)
    model.backbone.load_state_dict(load_file(path), strict=True)
    x, y = images(64), torch.zeros(2, 64, 64, dtype=torch.int64)
    optimizer = torch.optim.SGD(model.train().parameters(), lr=0.01)
    losses = []
    for _ in range(2):
        losses.append(nn.functional.cross_entropy(model(x)["out"], y))
        optimizer.zero_grad()
        losses[-1].backward()  # type: ignore[no-untyped-call]
        optimizer.step()
    fine_tune(model, losses)


@pytest.mark.parametrize(
    ("spec", "size", "name", "options"),
    [
        (Backbone(seed=2), 64, "resnet18", {}),
        (Backbone(name="timm/test_vit", patch_size=4), 32, "test_vit", {"img_size": 32, "patch_size": 4}),
        (Backbone(name="vit_b_32"), 64, "vit_base_patch32_224", {"img_size": 64}),
    ],
)
def test_timm_takes_it_strictly_and_sees_the_same(
    tmp_path: Path, spec: Backbone, size: int, name: str, options: dict[str, Any]
) -> None:
    path = saved(tmp_path, spec, size)
    convert(path, tmp_path / "timm", CheckpointFormat.TIMM)
    model = timm.create_model(name, num_classes=0, **options).eval()
    model.load_state_dict(load_file(tmp_path / "timm"), strict=True)
    with torch.inference_mode():
        torch.testing.assert_close(model(images(size)), features(path, images(size)), rtol=1e-4, atol=1e-4)
    model.train()
    optimizer = torch.optim.SGD(model.parameters(), lr=1e-3)
    losses = []
    for _ in range(3):
        losses.append(model(images(size, 4)).square().mean())
        optimizer.zero_grad()
        losses[-1].backward()
        optimizer.step()
    fine_tune(model, losses)


def test_detectron2_gets_the_names_of_its_resnet(tmp_path: Path) -> None:
    path = saved(tmp_path, Backbone(name="resnet50"), 64)
    convert(path, tmp_path / "d2.pth", CheckpointFormat.DETECTRON2)
    content = torch.load(tmp_path / "d2.pth", weights_only=True)
    assert content["matching_heuristics"] is True
    state = content["model"]
    norm = ["weight", "bias", "running_mean", "running_var"]
    expected = {"stem.conv1.weight", *(f"stem.conv1.norm.{part}" for part in norm)}
    for stage, depth in zip((2, 3, 4, 5), (3, 4, 6, 3), strict=True):
        for block in range(depth):
            convs = ["conv1", "conv2", "conv3", *(["shortcut"] if block == 0 else [])]
            expected |= {f"res{stage}.{block}.{conv}.weight" for conv in convs}
            expected |= {f"res{stage}.{block}.{conv}.norm.{part}" for conv in convs for part in norm}
    assert set(state) == expected
    ours = load_file(path)
    assert torch.equal(state["res3.0.shortcut.norm.running_var"], ours["layer2.0.downsample.1.running_var"])
    assert torch.equal(state["res5.2.conv3.weight"], ours["layer4.2.conv3.weight"])
    assert not any(re.search("bn|layer|downsample", key) for key in detectron2_state(ours))


@pytest.mark.parametrize(
    ("spec", "size"),
    [(Backbone(width=8), 32), (Backbone(name="timm/test_vit", patch_size=4), 16)],
)
def test_programs_make_the_same_features_for_any_batch(tmp_path: Path, spec: Backbone, size: int) -> None:
    path = saved(tmp_path, spec, size)
    convert(path, tmp_path / "backbone.onnx", CheckpointFormat.ONNX)
    convert(path, tmp_path / "backbone.pt2", CheckpointFormat.TORCH_EXPORT)
    session = onnxruntime.InferenceSession(tmp_path / "backbone.onnx", providers=["CPUExecutionProvider"])
    extra = {"winnow.json": ""}
    program = torch.export.load(tmp_path / "backbone.pt2", extra_files=extra).module()
    for count in (1, 5):
        x = images(size, count)
        expected = features(path, x)
        (onnx_features,) = session.run(None, {"images": x.numpy()})
        torch.testing.assert_close(torch.from_numpy(onnx_features), expected, rtol=1e-4, atol=1e-4)
        with torch.no_grad():
            torch.testing.assert_close(program(x), expected, rtol=1e-4, atol=1e-4)
    card = BackboneCard.model_validate_json(extra["winnow.json"])
    assert card == load_backbone(path).card
    assert session.get_modelmeta().custom_metadata_map["winnow"] == card.model_dump_json()


@pytest.mark.parametrize(
    ("spec", "stem", "target", "words"),
    [
        (Backbone(name="mobilenet_v2"), Stem.IMAGENET, CheckpointFormat.DETECTRON2, "for ResNets"),
        (Backbone(), Stem.SMALL, CheckpointFormat.DETECTRON2, "7 x 7"),
        (Backbone(name="convnext_tiny"), Stem.IMAGENET, CheckpointFormat.TIMM, "not for convnext_tiny"),
        (Backbone(width=16), Stem.IMAGENET, CheckpointFormat.TIMM, "width 64"),
    ],
)
def test_formats_without_a_place_for_the_network_are_known(
    spec: Backbone, stem: Stem, target: CheckpointFormat, words: str
) -> None:
    assert words in (conversion_problem(spec, stem, target) or "")


def test_what_cannot_be_converted_is_a_user_error(tmp_path: Path) -> None:
    path = saved(tmp_path, Backbone(width=8), 32)
    with pytest.raises(UserError, match="7 x 7"):
        convert(path, tmp_path / "out", CheckpointFormat.DETECTRON2)
