"""Weights of somebody else: what fits is taken, what does not is listed, and nothing in a file is ever run."""

import os
import pickle
from pathlib import Path
from typing import Any

import pytest
import torch
import torchvision
from safetensors.torch import save_file

from store.specs.backbones import Backbone
from worker.pretrain.backbones import build_backbone
from worker.pretrain.weights import fit, read_weights
from worker.reporting import UserError


def state_of(name: str = "resnet18") -> dict[str, torch.Tensor]:
    torch.manual_seed(3)
    return dict(torchvision.models.get_model(name, weights=None).state_dict())


def loads(state: dict[str, torch.Tensor], **options: Any) -> list[str]:
    backbone = build_backbone(Backbone(), 64)
    left_out = fit(state, backbone, name="resnet18", **options)
    wanted = state_of()
    assert all(torch.equal(value, wanted[key]) for key, value in backbone.native_state_dict().items())
    return left_out


@pytest.mark.parametrize("wrapper", [None, "state_dict", "model"])
def test_files_of_torch_and_safetensors_are_read(tmp_path: Path, wrapper: str | None) -> None:
    save_file(state_of(), tmp_path / "a.safetensors")
    torch.save(state_of() if wrapper is None else {wrapper: state_of(), "epoch": 3}, tmp_path / "a.pt")
    for name in ("a.safetensors", "a.pt"):
        assert loads(read_weights(tmp_path / name)) == ["fc.bias", "fc.weight"]


@pytest.mark.parametrize("prefix", ["module.", "backbone.", "module.encoder_q."])
def test_the_prefix_of_a_training_script_is_found(prefix: str) -> None:
    state = {prefix + key: value for key, value in state_of().items()} | {"projector.0.weight": torch.zeros(2)}
    assert loads(state) == ["fc.bias", "fc.weight"]
    assert loads(state, prefix=prefix) == ["fc.bias", "fc.weight"]


def test_missing_strange_and_misshapen_weights_are_listed() -> None:
    state = state_of()
    del state["layer1.0.conv1.weight"]
    state["layer9.weight"] = torch.zeros(2)
    state["conv1.weight"] = torch.zeros(64, 3, 3, 3)
    with pytest.raises(UserError) as refused:
        loads(state)
    text = str(refused.value)
    assert "1 missing: layer1.0.conv1.weight" in text
    assert "1 of another shape: conv1.weight (64, 3, 3, 3) instead of (64, 3, 7, 7)" in text
    assert "1 unknown: layer9.weight" in text


def test_weights_of_another_network_are_refused() -> None:
    with pytest.raises(UserError, match=r"do not fit resnet18: \d+ missing"):
        loads(state_of("mobilenet_v3_small"))


def test_weights_that_are_not_numbers_are_refused() -> None:
    with pytest.raises(UserError, match="not finite"):
        loads(state_of() | {"bn1.weight": torch.full((64,), torch.nan)})


def test_positions_of_another_image_size_are_resampled() -> None:
    small, large = (build_backbone(Backbone(name="timm/test_vit", patch_size=4), size) for size in (16, 32))
    assert fit(large.native_state_dict(), small, name="test_vit") == []
    assert small.native_state_dict()["pos_embed"].shape[1] == 17


class Bomb:
    """Its pickle makes a file when somebody loads it."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Any, ...]:
        return os.system, (f"touch {self.path}",)


@pytest.mark.parametrize("protocol", [2, 4])
@pytest.mark.parametrize("by", ["torch", "pickle"])
def test_code_in_a_pickle_is_not_run(tmp_path: Path, protocol: int, by: str) -> None:
    mark, file = tmp_path / "mark", tmp_path / "weights.pt"
    content = state_of() | {"bomb": Bomb(mark)}
    if by == "torch":
        torch.save(content, file, pickle_protocol=protocol)
    else:
        file.write_bytes(pickle.dumps(content, protocol=protocol))
    with pytest.raises(UserError, match="nothing of it was run"):
        read_weights(file)
    assert not mark.exists()


@pytest.mark.parametrize("content", [b"", b"hello world, I am a text", b"PK\x03\x04nonsense", b"\x80\x02."])
def test_other_files_are_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "file").write_bytes(content)
    with pytest.raises(UserError):
        read_weights(tmp_path / "file")


@pytest.mark.parametrize("content", [[torch.zeros(1)], {"a": 1}, {"epoch": 3, "optimizer": {}}])
def test_files_without_named_tensors_are_refused(tmp_path: Path, content: Any) -> None:
    torch.save(content, tmp_path / "file")
    with pytest.raises(UserError, match="no weights by name"):
        read_weights(tmp_path / "file")
