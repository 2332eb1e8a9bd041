"""Training runs for tests: their specs, and who listens."""

import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from sklearn.datasets import load_digits

from store.specs.jobs import TrainSpec
from tests.worker.embed.caches import Pixels
from worker.device import Device
from worker.images.cache import PixelCache
from worker.pretrain import PretrainResult, pretrain
from worker.pretrain.state import VOLATILE
from worker.reporting import Silent

CPU = Device(torch.device("cpu"))
# Every view is the whole image, so that a result does not depend on who draws which random numbers.
STILL = {
    "query": {
        "crop_scale_min": 1,
        "crop_ratio_min": 1,
        "crop_ratio_max": 1,
        "horizontal_flip": 0,
        "color_jitter": 0,
        "grayscale": 0,
        "gaussian_blur": 0,
    }
}
METHODS = {
    "simclr": {"name": "simclr", "hidden_dim": 16, "output_dim": 8},
    "moco": {"name": "moco", "hidden_dim": 16, "output_dim": 8, "memory_bank_size": 70, "momentum": 0.9},
}


class Folder:
    """A StateKeeper that keeps every state, and hands out the one it is told to."""

    def __init__(self, directory: Path, *, resume: Path | None = None) -> None:
        self.directory, self.resume = directory, resume
        self.saved: list[int] = []
        directory.mkdir(exist_ok=True)

    def load(self) -> Path | None:
        return self.resume

    def save(self, path: Path, *, epoch: int) -> None:
        shutil.copy(path, self.state(epoch))
        self.saved.append(epoch)

    def state(self, epoch: int) -> Path:
        return self.directory / f"{epoch}.pt"


class Notebook(Silent):
    """A Reporter that writes everything down."""

    def __init__(self) -> None:
        self.progressed: list[tuple[str, int, int, str]] = []
        self.measured: dict[int, dict[str, float]] = {}
        self.lines: list[str] = []

    def progress(self, stage: str, done: int, total: int, unit: str) -> None:
        self.progressed.append((stage, done, total, unit))

    def metrics(self, step: int, values: dict[str, float]) -> None:
        self.measured[step] = values

    def log(self, message: str) -> None:
        self.lines.append(message)


def train_spec(**changes: object) -> TrainSpec:
    fields: dict[str, object] = {
        "dataset_id": "ds_" + "0" * 26,
        "method": METHODS["simclr"],
        "backbone": {"width": 8},
        "image_size": 16,
        "epochs": 3,
        "batch_size": 16,
    }
    return TrainSpec.model_validate(fields | changes)


def train(
    cache: PixelCache,
    spec: TrainSpec,
    keeper: Folder,
    *,
    labels: Sequence[str | None] | None = None,
    reporter: Silent | None = None,
) -> PretrainResult:
    return pretrain(cache, spec, labels=labels, keeper=keeper, reporter=reporter or Silent(), device=CPU)


def digits(n: int, side: int) -> tuple[Pixels, list[str]]:
    """(n, side, side, 3) scans of handwritten digits, and their class."""
    data = load_digits()
    scans = [Image.fromarray((scan * 15.9).astype(np.uint8)).resize((side, side)) for scan in data.images[:n]]
    grey = np.stack([np.asarray(scan) for scan in scans])
    return np.repeat(grey[..., None], 3, axis=3), [str(digit) for digit in data.target[:n]]


def assert_same(one: object, two: object) -> None:
    """Equal to the bit, through dictionaries and lists."""
    assert type(one) is type(two)
    if isinstance(one, dict) and isinstance(two, dict):
        assert one.keys() == two.keys()
        for key in one:
            assert_same(one[key], two[key])
    elif isinstance(one, list) and isinstance(two, list):
        assert len(one) == len(two)
        for left, right in zip(one, two, strict=True):
            assert_same(left, right)
    elif isinstance(one, torch.Tensor) and isinstance(two, torch.Tensor):
        assert torch.equal(one, two)
    else:
        assert one == two


def steady(values: dict[str, float]) -> dict[str, float]:
    """Without what depends on the machine."""
    return {name: value for name, value in values.items() if name not in VOLATILE}
