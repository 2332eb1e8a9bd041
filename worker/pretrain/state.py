"""Resumable training state: one file that holds everything the next epoch depends on."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt
import torch
from torch.optim import Optimizer

from store.specs.recipes import CompleteTrainSpec
from worker.pretrain.files import write_whole
from worker.pretrain.methods import SelfSupervised

_FORMAT = 1
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
}


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
    epoch: int
    """Epochs done."""
    metrics: dict[str, float]
    """The latest value of every metric."""


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
        "epoch": state.epoch,
        "metrics": state.metrics,
        "method": state.method.state_dict(),
        "optimizer": state.optimizer.state_dict(),
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
    state.epoch, state.metrics = content["epoch"], content["metrics"]
