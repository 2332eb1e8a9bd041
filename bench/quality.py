"""What methods learn: `python -m bench.quality --train ZIP --test ZIP [--epochs 4] [--minutes 3]`.

Every method trains ResNet-18 at base width 16 (small-image stem, 32 px, batch 256) from the same weights and sees the
same number of images; then lightly's documented SimCLR example sees as many, and, with `--minutes`, runs for that time
against our default recipe, ours first. Judged on the test part, which no training sees: kNN (k = 20, temperature 0.07)
and a linear probe on frozen features of the last epoch, the same code for all. Recipes were tuned on the training part
alone: `--holdout` judges on a fifth of it instead and leaves the test part untouched.
"""

import argparse
import json
import tempfile
import time
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from torch import nn

from bench.peers import lightly_simclr
from bench.pictures import Pictures, cached, unpack
from store.specs.backbones import Backbone
from store.specs.jobs import TrainSpec
from worker.device import Device
from worker.embed import embed
from worker.evaluate import knn_test_accuracy, linear_accuracy
from worker.images.cache import PixelCache
from worker.pretrain import pretrain
from worker.pretrain.backbones import build_backbone
from worker.reporting import Silent

SIZE, BATCH = 32, 256
NETWORK = Backbone(width=16)
CPU = Device(torch.device("cpu"))
METHODS = (
    "simclr,dcl,dclw,moco,moco_v3,nnclr,simsiam,fastsiam,byol,barlow_twins,mixed_barlow_twins,vicreg,tico,mmcr,"
    "lejepa,visreg,swav,dino,resa"
)


class Score(NamedTuple):
    """How good a backbone is, and what it cost."""

    knn: float
    linear: float
    seconds: float
    images: int


class Ground(NamedTuple):
    """Images to train on and images to judge by."""

    pictures: Pictures
    train: PixelCache
    test: PixelCache
    labels: list[str]
    """Of the training images, then of the test images."""


class _Forgetful:
    """A keeper of no states."""

    def load(self) -> None:
        return None

    def save(self, path: Path, *, epoch: int) -> None:
        del epoch
        path.unlink()


def judge(backbone: nn.Module, ground: Ground) -> tuple[float, float]:
    """(kNN, linear probe) accuracy."""
    parts = [
        embed(backbone, cache, image_size=SIZE, batch_size=BATCH, device=CPU, reporter=Silent()).features
        for cache in (ground.train, ground.test)
    ]
    split = np.arange(len(parts[0])), np.arange(len(parts[0]), len(parts[0]) + len(parts[1]))
    features = np.concatenate(parts)
    return knn_test_accuracy(features, ground.labels, *split), linear_accuracy(features, ground.labels, *split)


def ours(ground: Ground, *, epochs: int, seed: int, minutes: float | None = None, **changes: Any) -> Score:
    """Train with our loop and recipe."""
    network = NETWORK.model_copy(update={"seed": seed})
    spec = TrainSpec.model_validate({
        "dataset_id": "ds_" + "0" * 26, "backbone": network, "image_size": SIZE, "batch_size": BATCH,
        "epochs": epochs, "seed": seed, "evaluate_every": 10_000, "checkpoint_every": 10_000,
        "time_budget_minutes": minutes, **changes,
    })  # fmt: skip
    started = time.perf_counter()
    result = pretrain(ground.train, spec, labels=None, keeper=_Forgetful(), reporter=Silent(), device=CPU)
    seconds = time.perf_counter() - started
    backbone = build_backbone(network, SIZE)
    backbone.load_native_state_dict(result.backbone)
    return Score(*judge(backbone, ground), seconds, result.epochs * (len(ground.train) // BATCH) * BATCH)


def lightly(ground: Ground, *, seed: int, steps: int | None = None, seconds: float | None = None) -> Score:
    """Train as lightly's documentation does, for a number of steps or seconds."""
    torch.manual_seed(seed)
    backbone = build_backbone(NETWORK.model_copy(update={"seed": seed}), SIZE)
    model = lightly_simclr.SimCLR(backbone, backbone.feature_dim)
    batches = lightly_simclr.loader(ground.pictures.folder, image_size=SIZE, batch_size=BATCH)
    started, done = time.perf_counter(), 0
    for _ in islice(lightly_simclr.steps(model, batches), steps):
        done += 1
        if seconds is not None and time.perf_counter() - started >= seconds:
            break
    elapsed = time.perf_counter() - started
    return Score(*judge(backbone, ground), elapsed, done * BATCH)


def prepare(train: str | None, test: str | None, folder: Path, *, holdout: bool) -> Ground:
    pictures = unpack(train, "WINNOW_BENCH_SMALL", folder / "train")
    if holdout:
        rows = np.random.default_rng(0).permutation(len(pictures.files))
        inside, outside = (_some(pictures, sorted(part)) for part in np.split(rows, [len(rows) * 4 // 5]))
        for path in outside.files:  # the peer reads the folder
            path.rename(path.with_suffix(".held"))
        outside = outside._replace(files=[path.with_suffix(".held") for path in outside.files])
    else:
        inside, outside = pictures, unpack(test, "WINNOW_BENCH_SMALL_TEST", folder / "test")
    train_cache = cached(inside, folder / "train-cache", image_size=SIZE)
    test_cache = cached(outside, folder / "test-cache", image_size=SIZE)
    return Ground(inside, train_cache, test_cache, inside.labels + outside.labels)


def _some(pictures: Pictures, rows: Sequence[int]) -> Pictures:
    files, labels = [pictures.files[row] for row in rows], [pictures.labels[row] for row in rows]
    return pictures._replace(files=files, labels=labels)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--train", help="zip of thumbnails in class folders; else WINNOW_BENCH_SMALL")
    parser.add_argument("--test", help="another one, to judge by; else WINNOW_BENCH_SMALL_TEST")
    parser.add_argument("--methods", default=METHODS, help="comma-separated; empty for none")
    parser.add_argument("--epochs", type=int, default=4, help="of the table of methods")
    parser.add_argument("--minutes", type=float, help="also compare with lightly at equal time")
    parser.add_argument("--default", default="auto", help="the method that is compared at equal time")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--holdout", action="store_true", help="judge on a fifth of the training part")
    parser.add_argument("--change", default="{}", help="JSON: fields of the train spec to try out")
    arguments = parser.parse_args()
    torch.set_num_threads(2)
    scores: dict[str, Score] = {}
    with tempfile.TemporaryDirectory(prefix="winnow-bench-") as folder:
        ground = prepare(arguments.train, arguments.test, Path(folder), holdout=arguments.holdout)
        scores["untrained"] = Score(*judge(build_backbone(NETWORK, SIZE), ground), 0.0, 0)
        _tell("untrained", scores["untrained"])
        changes = json.loads(arguments.change)
        for name in filter(None, arguments.methods.split(",")):
            scores[name] = ours(ground, epochs=arguments.epochs, seed=arguments.seed, method=name, **changes)
            _tell(name, scores[name])
        steps = arguments.epochs * (len(ground.train) // BATCH)
        if arguments.methods:
            scores["lightly"] = lightly(ground, seed=arguments.seed, steps=steps)
            _tell("lightly", scores["lightly"])
        if arguments.minutes:
            scores["default_timed"] = ours(
                ground,
                epochs=10_000,
                seed=arguments.seed,
                minutes=arguments.minutes,
                method=arguments.default,
                **changes,
            )
            _tell("default_timed", scores["default_timed"])
            # As long as ours really took, with all that it did besides training.
            scores["lightly_timed"] = lightly(ground, seed=arguments.seed, seconds=scores["default_timed"].seconds)
            _tell("lightly_timed", scores["lightly_timed"])
    figures = {f"{name}_{part}": round(value, 4) for name, score in scores.items()
               for part, value in score._asdict().items()}  # fmt: skip
    checks = {}
    if arguments.minutes:
        gain = scores["default_timed"].knn - scores["lightly_timed"].knn
        figures["knn_points_over_lightly_at_equal_time"] = round(gain * 100, 1)
        checks["three_points_better_at_equal_time"] = gain >= 0.03
    print(json.dumps({"bench": "quality", "ratios": {}, "checks": checks, "figures": figures}))


def _tell(name: str, score: Score) -> None:
    print(
        f"{name:20} kNN {score.knn:.4f}  linear {score.linear:.4f}  {score.seconds:7.1f} s  {score.images:8} images",
        flush=True,
    )


if __name__ == "__main__":
    main()
