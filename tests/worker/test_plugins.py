"""The example plugin of the manual: installed as a package, described, trained with."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
TRAIN = """
import torch
from store.specs.backbones import Backbone
from store.specs.plugins import PluginMethod
from worker.pretrain.backbones import build_backbone
from worker.pretrain.export import BackboneCard, load_backbone, save_backbone
from worker.pretrain.methods import Views, build_method
from worker.reporting import UserError
from pathlib import Path

spec = Backbone(name="plugin:tiny", params={"width": 8})
backbone = build_backbone(spec, 32)
method = build_method(PluginMethod(plugin="rotation", params={"hidden_dim": 32}), backbone)
optimizer = torch.optim.AdamW(method.parameters(), lr=3e-3)
ramp = torch.linspace(-1, 1, 32)[:, None].expand(16, 3, 32, 32)
losses = []
for step in range(20):
    loss = method(Views((ramp + 0.1 * torch.randn(16, 3, 32, 32),))).loss
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    losses.append(loss.item())
assert losses[-1] < 0.5 * losses[0], losses
card = BackboneCard(backbone=spec, stem=spec.resolve_stem(32), image_size=32, feature_dim=32, method="plugin")
save_backbone(Path("out"), backbone.native_state_dict(), card)
again = load_backbone(Path("out")).backbone
assert torch.equal(again.state_dict()["layers.0.weight"], backbone.state_dict()["layers.0.weight"])
for name, params in (("nothing", {}), ("tiny", {"width": 0})):
    try:
        build_backbone(Backbone(name=f"plugin:{name}", params=params), 32)
    except UserError as error:
        print(error)
"""


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Where the example is installed, without a network."""
    folder = tmp_path_factory.mktemp("plugin")
    source = folder / "source"
    subprocess.run(["cp", "-r", str(ROOT / "docs/plugin-example"), str(source)], check=True)
    options = ["--quiet", "--no-deps", "--no-build-isolation", "--no-index", "--disable-pip-version-check"]
    command = [sys.executable, "-m", "pip", "install", *options, "--target", str(folder / "site"), str(source)]
    subprocess.run(command, check=True, capture_output=True)
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(folder / "site"), str(ROOT)])}


def run(environment: dict[str, str], folder: Path, *arguments: str) -> str:
    command = [sys.executable, *arguments]
    done = subprocess.run(command, env=environment, cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_it_is_described(environment: dict[str, str], tmp_path: Path) -> None:
    found: list[dict[str, Any]] = json.loads(run(environment, tmp_path, "-m", "worker.plugins"))
    by_name = {(plugin["group"], plugin["name"]): plugin for plugin in found}
    assert by_name.keys() == {("methods", "rotation"), ("backbones", "tiny")}
    code = "from worker.engine.presence import _plugins; print(_plugins())"
    assert run(environment, tmp_path, "-c", code) == f"{found}\n"
    rotation = by_name["methods", "rotation"]
    assert rotation["views"] == 1
    assert "Use it for objects" in rotation["description"]
    assert rotation["parameters"]["properties"]["hidden_dim"]["maximum"] == 4096


def test_it_trains_and_its_backbone_is_kept(environment: dict[str, str], tmp_path: Path) -> None:
    said = run(environment, tmp_path, "-c", TRAIN)
    assert "no plugin nothing among its backbones (it has tiny)" in said
    assert "does not take these params" in said


def test_without_plugins_there_is_nothing_to_describe(tmp_path: Path) -> None:
    code = "from worker.plugins import describe_apart; import sys; print(describe_apart(), 'torch' in sys.modules)"
    assert run({**os.environ, "PYTHONPATH": str(ROOT)}, tmp_path, "-c", code) == "[] False\n"
