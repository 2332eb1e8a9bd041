"""SimCLR end to end against lightly's documented example: `python -m bench.train --small ZIP --photographs ZIP`.

Samples per second from files (peer) and from the pixel cache (ours) through views, network, loss and step, at the same
batch, backbone and image size, two threads, in turn. The peer's loader keeps running between its turns, and its first
batches, which wait for the workers to start, are not counted. Building our cache is reported apart.
"""

import argparse
import json
import statistics
import tempfile
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch

from bench.peers import lightly_simclr
from bench.pictures import Pictures, cached, unpack
from store.specs.backbones import Backbone
from store.specs.jobs import TrainSpec
from store.specs.recipes import complete
from worker.device import Device
from worker.pretrain.backbones import build_backbone
from worker.pretrain.epochs import Epochs
from worker.pretrain.methods import build_method
from worker.pretrain.optimizers import build_optimizer
from worker.pretrain.state import TrainingState
from worker.reporting import Silent

THREADS, REPEATS = 2, 3
CPU = Device(torch.device("cpu"))


class Case(NamedTuple):
    """One comparison."""

    backbone: Backbone
    image_size: int
    batch_size: int
    steps: int
    """Of each turn."""


CASES = {
    "small_32px_width16": Case(Backbone(width=16), 32, 256, 4),
    "photographs_96px_resnet18": Case(Backbone(), 96, 64, 4),
}


def ours(case: Case, pictures: Pictures, folder: Path) -> tuple[Callable[[], object], float]:
    """A turn of ours, and the seconds that the cache took."""
    started = time.perf_counter()
    cache = cached(pictures, folder, image_size=case.image_size)
    building = time.perf_counter() - started
    spec = complete(TrainSpec.model_validate({
        "dataset_id": "ds_" + "0" * 26, "backbone": case.backbone, "image_size": case.image_size,
        "batch_size": case.batch_size, "epochs": 1000,
    }))  # fmt: skip
    method = CPU.place(build_method(spec.method, build_backbone(spec.backbone, case.image_size))).train()
    optimizer = build_optimizer(spec.optimizer, method, batch_size=case.batch_size)
    state = TrainingState(method, optimizer, torch.amp.GradScaler("cpu", enabled=False), epochs=1000)
    rows = np.flatnonzero(cache.valid)[: case.batch_size * case.steps]
    epochs = Epochs(cache, spec, rows, state, device=CPU, reporter=Silent())
    return epochs.run, building


def theirs(case: Case, pictures: Pictures) -> Callable[[], object]:
    """A turn of the peer."""
    backbone = build_backbone(case.backbone, case.image_size)
    model = lightly_simclr.SimCLR(backbone, backbone.feature_dim)
    batches = lightly_simclr.loader(pictures.folder, image_size=case.image_size, batch_size=case.batch_size)
    steps = lightly_simclr.steps(model, batches)
    return lambda: list(islice(steps, case.steps))


def compare(case: Case, pictures: Pictures, folder: Path) -> tuple[float, dict[str, float]]:
    """(ratio, figures)"""
    our_turn, building = ours(case, pictures, folder)
    turns = {"ours": our_turn, "lightly": theirs(case, pictures)}
    seconds: dict[str, list[float]] = {name: [] for name in turns}
    for repeat in range(REPEATS + 1):
        for name, turn in turns.items():
            started = time.perf_counter()
            turn()
            if repeat:
                seconds[name].append(time.perf_counter() - started)
    images = case.batch_size * case.steps
    paired = zip(seconds["lightly"], seconds["ours"], strict=True)
    ratio = statistics.median(peer / own for peer, own in paired)
    figures = {f"{name}_samples_per_second": images / statistics.median(times) for name, times in seconds.items()}
    return ratio, figures | {"cache_seconds": building, "cache_images": float(len(pictures.files))}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", help="zip of thumbnails in class folders; else WINNOW_BENCH_SMALL")
    parser.add_argument("--photographs", help="zip of photographs in class folders; else WINNOW_BENCH_PHOTOGRAPHS")
    arguments = parser.parse_args()
    torch.set_num_threads(THREADS)
    torch.manual_seed(0)
    ratios, figures = {}, {}
    archives = {"small": arguments.small, "photographs": arguments.photographs}
    for name, case in CASES.items():
        kind = name.partition("_")[0]
        with tempfile.TemporaryDirectory(prefix="winnow-bench-") as folder:
            variable = f"WINNOW_BENCH_{kind.upper()}"
            pictures = unpack(archives[kind], variable, Path(folder) / "files", limit=2048)
            ratios[name], found = compare(case, pictures, Path(folder) / "cache")
        for figure, value in found.items():
            figures[f"{name}_{figure}"] = round(value, 2)
            print(f"{name:28} {figure:28} {value:10.1f}", flush=True)
    ratios = {name: round(ratio, 2) for name, ratio in ratios.items()}
    print(json.dumps({"bench": "train", "ratios": ratios, "checks": {}, "figures": figures}))


if __name__ == "__main__":
    main()
