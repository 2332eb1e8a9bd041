"""Resumable training state: one file that holds everything the next epoch depends on."""

import hashlib
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor
from torch.optim import Optimizer

from store.specs.recipes import CompleteTrainSpec
from worker.pretrain.files import write_whole
from worker.pretrain.methods import SelfSupervised

_FORMAT = 2
# What decides the numbers of a run. Evaluation and checkpoint intervals, names and limits may change in
# between.
_DECISIVE = {
    "method",
    "backbone",
    "optimizer",
    "schedule",
    "transform",
    "image_size",
    "epochs",
    "batch_size",
    "precision",
    "seed",
    "accumulation",
    "devices",
    "progressive",
    "keep",
}
# Numbers that tell about the machine, not about the run: they differ from attempt to attempt.
VOLATILE = {"images_per_second", "gpu_memory_mb"}


class StateKeeper(Protocol):
    """Where a run keeps its state between attempts."""

    def load(self) -> Path | None:
        """The state file that an earlier attempt saved last, or None."""

    def save(self, path: Path, *, epoch: int) -> None:
        """Move or copy the complete file at `path`, the state after `epoch` epochs; it is gone afterwards."""


class UnusableStateError(Exception):
    """A state file that cannot continue this run. The message says why."""


@dataclass(slots=True)
class TrainingState:
    """What changes from epoch to epoch: order, crops and learning rate follow from (seed, epoch, step)."""

    method: SelfSupervised
    optimizer: Optimizer
    scaler: torch.amp.GradScaler
    """Of the loss in float16; does nothing in other precisions."""
    epochs: int
    """How many there will be."""
    epoch: int = 0
    """Epochs done."""
    metrics: dict[str, float] = field(default_factory=dict)
    """The latest value of every metric that follows from the run alone."""
    initial: dict[str, float] = field(default_factory=dict)
    """What the backbone was measured at before the first step."""
    history: list[tuple[int, dict[str, float]]] = field(default_factory=list)
    """(epochs done, everything that was reported then)."""
    best: "BestBackbone | None" = None


@dataclass(slots=True)
class BestBackbone:
    """The backbone at its best evaluation so far."""

    epoch: int
    value: float
    """The larger the better."""
    weights: dict[str, Tensor]


def fingerprint(spec: CompleteTrainSpec, rows: npt.NDArray[np.int64]) -> str:
    """A digest of all that a run's numbers follow from: runs with equal ones may share a state file."""
    digest = hashlib.sha256(spec.model_dump_json(include=_DECISIVE).encode())
    digest.update(rows.tobytes())
    return digest.hexdigest()


def write_state(path: Path, state: TrainingState, *, run: str) -> None:
    """Write `state` to `path`, completely or not at all. `run` is the fingerprint."""
    content = {
        "format": _FORMAT,
        "run": run,
        "epochs": state.epochs,
        "epoch": state.epoch,
        "metrics": state.metrics,
        "initial": state.initial,
        "history": state.history,
        "best": None if state.best is None else asdict(state.best),
        "method": state.method.state_dict(),
        "optimizer": state.optimizer.state_dict(),
        "scaler": state.scaler.state_dict(),
    }
    with write_whole(path) as file:
        torch.save(content, file)


def read_state(path: Path, state: TrainingState, *, run: str) -> None:
    """Bring `state` to what `path` holds.

    Raises UnusableStateError, and leaves `state` as it was, for a broken or foreign file.
    """
    try:
        content = torch.load(path, map_location="cpu", weights_only=True)
    except Exception as error:
        raise UnusableStateError("it cannot be read") from error
    if not isinstance(content, dict) or content.get("format") != _FORMAT:
        raise UnusableStateError("it is not a training state of this version")
    if content["run"] != run:
        raise UnusableStateError("it belongs to a run with other parameters or other images")
    state.method.load_state_dict(content["method"])
    state.optimizer.load_state_dict(content["optimizer"])
    state.scaler.load_state_dict(content["scaler"])
    state.epochs, state.epoch, state.metrics = content["epochs"], content["epoch"], content["metrics"]
    state.initial, state.history = content["initial"], content["history"]
    state.best = None if content["best"] is None else BestBackbone(**content["best"])
