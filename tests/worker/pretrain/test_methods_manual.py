"""The manual's notebook example on methods runs."""

import re
from pathlib import Path

import torch

from worker.pretrain.methods import Step


def test_the_notebook_example_runs() -> None:
    page = (Path(__file__).parents[3] / "docs/methods/README.md").read_text()
    (code,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    names: dict[str, object] = {}
    exec(compile(code, "docs/methods/README.md", "exec"), names)
    loss, step = names["loss"], names["step"]
    assert isinstance(loss, torch.Tensor)
    assert isinstance(step, Step)
    assert torch.isfinite(loss)
    assert torch.isfinite(step.loss)
