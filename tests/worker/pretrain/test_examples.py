"""The examples of the manual run: methods are ordinary modules, in anybody's loop."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest
import torch

from tests.worker.pretrain.runs import digits

EXAMPLES = Path(__file__).parents[3] / "docs" / "examples"


def example(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, EXAMPLES / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def images() -> torch.Tensor:
    pixels, _ = digits(96, 40)
    return torch.from_numpy(pixels)


def test_a_loop_of_ones_own() -> None:
    losses = example("plain_loop").main(images(), epochs=4)
    assert len(losses) == 12
    assert sum(losses[-3:]) < sum(losses[:3])


# Lightning warns of our few workers and steps, and of what its own dependencies deprecate.
@pytest.mark.filterwarnings("ignore")
def test_a_lightning_trainer() -> None:
    pytest.importorskip("pytorch_lightning", reason="an extra of the tests")
    module = example("lightning_module").main(images(), epochs=2)
    assert len(module.losses) == 6
    assert all(loss == loss for loss in module.losses)
    online = dict(module.method.backbone.named_parameters())["conv1.weight"]
    momentum = module.method.momentum_encoder
    assert any(not torch.equal(p, online) for p in momentum.parameters() if p.shape == online.shape)
