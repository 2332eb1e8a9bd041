"""The recipe of the manual that carries a backbone into Faster R-CNN runs as it is written."""

import re
from pathlib import Path
from typing import Any

import pytest
import torch

from store.specs.backbones import Backbone, Stem
from worker.pretrain.backbones import build_backbone
from worker.pretrain.export import BackboneCard, save_backbone

PAGE = Path(__file__).parents[3] / "docs/backbones.md"


def test_a_backbone_goes_into_faster_r_cnn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spec = Backbone(stem=Stem.IMAGENET, seed=4)
    backbone = build_backbone(spec, 64)
    card = BackboneCard(backbone=spec, stem=spec.stem, image_size=64, feature_dim=512, method="simclr")
    save_backbone(tmp_path / "backbone.safetensors", backbone.native_state_dict(), card)
    (code,) = re.findall(r"```python\n(.*?)```", PAGE.read_text(), re.DOTALL)
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    exec(compile(code, "docs/backbones.md", "exec"), names)
    assert torch.isfinite(names["loss"])
    assert torch.equal(names["body"].bn1.running_var, backbone.state_dict()["bn1.running_var"])
    weight = names["body"].layer4[0].conv1.weight
    assert weight.grad is not None
    assert not torch.equal(weight, backbone.state_dict()["layer4.0.conv1.weight"])
