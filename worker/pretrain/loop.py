"""The training loop: the same for every method, and resumable at the end of every epoch.

Every random number is a function of (seed, epoch, step) and nothing else is random, so a run that was
interrupted and resumed ends, on a CPU with the same number of threads, with the same bits as one that was
not.
"""

import copy
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import torch
from torch import Tensor

from store.specs.automatic import Auto, Choice
from store.specs.backbones import BackboneWeights
from store.specs.jobs import TrainSpec
from store.specs.recipes import CompleteTrainSpec, choice, complete
from worker.device import Device
from worker.evaluate import Verdict
from worker.evaluate.collapse import COLLAPSED_BELOW
from worker.images.cache import PixelCache
from worker.images.streaming import StreamedPixels
from worker.pretrain import distributed
from worker.pretrain.backbones import FeatureExtractor, build_backbone
from worker.pretrain.epochs import Epochs
from worker.pretrain.methods import SelfSupervised
from worker.pretrain.monitor import Monitor
from worker.pretrain.optimizers import build_optimizer
from worker.pretrain.sampling import Rows
from worker.pretrain.start import OpenCheckpoint, build_module
from worker.pretrain.state import (
    VOLATILE,
    BestBackbone,
    StateKeeper,
    TrainingState,
    UnusableStateError,
    fingerprint,
    read_state,
    write_state,
)
from worker.pretrain.stops import History, Stopped, is_stuck, refuse_collapse
from worker.pretrain.sync_norm import synchronise
from worker.reporting import Reporter, Silent, UserError

# Compiling takes a minute or two: runs shorter than this do not win it back.
_STEPS_WORTH_COMPILING = 2000


@dataclass(frozen=True, slots=True)
class PretrainResult:
    """What training leaves behind."""

    backbone: dict[str, Tensor]
    """Native state dict on the CPU, float32, the keys of the network's library."""
    mean: tuple[float, float, float]
    """What its input is normalised with."""
    std: tuple[float, float, float]
    feature_dim: int
    method: str
    """Name of the method; not `auto`."""
    choice: Choice | None
    """What `auto` became, and why."""
    epochs: int
    """Epochs done when the backbone was like this."""
    metrics: dict[str, float]
    """The latest value of every metric that was reported."""
    verdict: Verdict | None = None
    """Whether training helped; None for a run that was stopped."""
    history: History = ()
    """Everything that was reported, by epoch."""


def pretrain(
    cache: PixelCache,
    spec: TrainSpec,
    *,
    labels: Sequence[str | None] | None,
    keeper: StateKeeper,
    reporter: Reporter,
    device: Device,
    checkpoints: OpenCheckpoint | None = None,
) -> PretrainResult:
    """Train `spec.backbone` with `spec.method` on the valid rows of `cache`.

    `checkpoints` opens the file of a checkpoint that `spec` names. `labels`, one per row of the cache, are only used to
    measure accuracies; training never sees them. Reports the progress of the stage `train` in images, and per epoch
    `loss`, its parts, `lr`, `images_per_second` and, before the first epoch, every `spec.evaluate_every` epochs and at
    the end, what Monitor measures. Continues from `keeper.load()` when that is a state of the same run. Each epoch
    drops the images that do not fill a batch, other ones every time.

    With `spec.devices` above 1 it starts that many processes; under torchrun it joins the ones that are there, and the
    first one reports and keeps states. Raises UserError when there are fewer valid images than `spec.batch_size`, when
    a batch does not fit into memory, and when the backbone's initial weights cannot be had; Diverged and Collapsed,
    with the last good backbone, when training cannot go on; Cancelled from the reporter.
    """
    rows = np.flatnonzero(cache.valid).astype(np.int64)
    if len(rows) == 0:
        raise UserError("none of the images can be read: there is nothing to train on")
    if len(rows) < spec.batch_size:
        raise UserError(
            f"batch_size is {spec.batch_size}, but the dataset has only {len(rows)} readable images: "
            "lower batch_size or add images"
        )
    with distributed.joined(device, spec.devices) as local:
        if distributed.world()[1] > 1 or spec.devices == 1:
            return _Run(cache, spec, rows, labels, keeper, reporter, local, checkpoints).train()
        if isinstance(cache, StreamedPixels):
            raise UserError(
                f"{spec.devices} devices need the pixel cache, and WINNOW_CACHE_BYTES or the free disk is too small "
                "for it: raise the limit, free some disk, lower image_size or train on one device"
            )
        with distributed.helpers(spec.devices, device, _help, cache.directory, cache.key, spec) as first:
            return _Run(cache, spec, rows, labels, keeper, reporter, first, checkpoints).train()


def _help(directory: Path, key: str, spec: TrainSpec, device: Device) -> None:
    """What the processes beside the first one do."""
    cache = PixelCache.open(directory, key=key)
    assert cache is not None, "the first process has it open"
    pretrain(cache, spec, labels=None, keeper=_Nothing(), reporter=Silent(), device=device)


class _Nothing:
    """The keeper of processes that keep nothing: they read the state that the first one has."""

    def load(self) -> Path | None:
        return None

    def save(self, path: Path, *, epoch: int) -> None:
        del path, epoch


class _Run:
    """One run in one process."""

    def __init__(
        self,
        cache: PixelCache,
        spec: TrainSpec,
        rows: Rows,
        labels: Sequence[str | None] | None,
        keeper: StateKeeper,
        reporter: Reporter,
        device: Device,
        checkpoints: OpenCheckpoint | None,
    ) -> None:
        self._given, self._checkpoints = spec, checkpoints
        self._cache, self._rows, self._labels, self._keeper = cache, rows, labels, keeper
        self._device, self._spec = device, complete(spec, n_images=len(rows))
        self._choice = choice(spec, n_images=len(rows)) if isinstance(spec.method, Auto) else None
        self._first = distributed.world()[0] == 0
        self._reporter: Reporter = reporter if self._first else Silent()
        self._run = fingerprint(self._spec, rows)
        self._monitor = Monitor(
            cache,
            rows,
            labels,
            image_size=spec.image_size,
            batch_size=min(spec.batch_size, 256),
            seed=spec.seed,
            device=device,
            reporter=self._reporter,
        )

    def train(self) -> PretrainResult:
        if self._choice is not None:
            self._reporter.log(f"The method is {self._spec.method.name}: {self._choice.reason}.")
        state = self._start()
        if not self._resume(state):
            state.epochs = self._affordable_epochs(state)
            state.initial = self._measure(state)
            self._reporter.metrics(0, state.initial)
            state.history.append((0, state.initial))
        epochs = self._epochs(state)
        if self._compiles(state):
            state.method.backbone.compile()
        try:
            while state.epoch < state.epochs and not self._ends_early(state):
                self._one_epoch(state, epochs)
        except Stopped as stop:
            stop.last_good = self._last_good()
            raise
        return replace(self._result(state), verdict=self._verdict(state), history=state.history)

    def _start(self) -> TrainingState:
        return self._state_of(build_module(self._spec, checkpoints=self._open, n_images=len(self._rows)))

    def _open(self, checkpoint: str) -> Path:
        """The file of a checkpoint, which the first process fetches for all."""
        path = None
        if self._first:
            if self._checkpoints is None:
                raise UserError(f"the job names the checkpoint {checkpoint}, but there is nothing to open it with")
            path = self._checkpoints(checkpoint)
        opened: Path = distributed.from_first(path)
        return opened

    def _state_of(self, method: SelfSupervised) -> TrainingState:
        self._device.place(method).train()
        synchronise(method, self._device)
        optimizer = build_optimizer(self._spec.optimizer, method, batch_size=self._spec.batch_size)
        scales = self._device.resolve(self._spec.precision) == "float16"
        scaler = torch.amp.GradScaler(self._device.torch.type, enabled=scales)
        return TrainingState(method, optimizer, scaler, epochs=self._spec.epochs)

    def _epochs(self, state: TrainingState) -> Epochs:
        # Fewer epochs than asked for shorten the warm-up of a recipe, too.
        planned = {"epochs": state.epochs, "method": self._spec.method}
        spec = complete(self._given.model_copy(update=planned), n_images=len(self._rows))
        return Epochs(self._cache, spec, self._rows, state, device=self._device, reporter=self._reporter)

    def _resume(self, state: TrainingState) -> bool:
        """Bring `state` to what an earlier attempt has saved, if that is there."""
        path = distributed.from_first(self._keeper.load())
        if path is None:
            return False
        try:
            read_state(path, state, run=self._run)
        except UnusableStateError as reason:
            self._reporter.log(
                f"The saved training state is not used, because {reason}. Training starts from the beginning."
            )
            return False
        self._reporter.log(f"Training continues after epoch {state.epoch}.")
        return True

    def _one_epoch(self, state: TrainingState, epochs: Epochs) -> None:
        spec = self._spec
        metrics = epochs.run()
        if (memory := self._device.peak_memory_mb()) is not None:
            metrics["gpu_memory_mb"] = memory
        if _due(state.epoch, spec.evaluate_every, state.epochs):
            metrics |= self._measure(state)
            if metrics["embedding_std"] < COLLAPSED_BELOW:
                self._reporter.log(f"The embedding has collapsed (embedding_std {metrics['embedding_std']:.4f}).")
        self._reporter.metrics(state.epoch, metrics)
        state.metrics |= {name: value for name, value in metrics.items() if name not in VOLATILE}
        state.history.append((state.epoch, metrics))
        if spec.keep == "best":
            self._remember_best(state, metrics)
        if spec.stop_on_collapse:
            refuse_collapse(state.history)
        if self._first and (_due(state.epoch, spec.checkpoint_every, state.epochs) or self._ends_early(state)):
            self._save(state)

    def _measure(self, state: TrainingState) -> dict[str, float]:
        """What the first process measures; the others wait for it."""
        measured: dict[str, float] = distributed.from_first(
            self._monitor.measure(state.method.backbone) if self._first else None
        )
        return measured

    def _remember_best(self, state: TrainingState, metrics: dict[str, float]) -> None:
        value = metrics.get("knn_accuracy") if self._monitor.has_labels else -metrics["loss"]
        if value is not None and (state.best is None or value > state.best.value):
            state.best = BestBackbone(state.epoch, value, _weights(state.method.backbone))

    def _ends_early(self, state: TrainingState) -> bool:
        rule = self._spec.early_stop
        if rule is None or not is_stuck(state.history, rule):
            return False
        self._reporter.log(
            f"Training ends after epoch {state.epoch} of {state.epochs}: {rule.metric} has not improved "
            f"for {rule.patience} measurements."
        )
        return True

    def _affordable_epochs(self, state: TrainingState) -> int:
        """As many epochs as fit into the time budget at the speed of a few steps on a copy."""
        spec = self._spec
        if spec.time_budget_minutes is None:
            return spec.epochs
        trial = self._epochs(self._state_of(copy.deepcopy(state.method)))
        seconds = trial.seconds_per_step() * (len(self._rows) // spec.batch_size)
        affordable: int = distributed.from_first(max(1, min(spec.epochs, int(spec.time_budget_minutes * 60 / seconds))))
        self._reporter.log(
            f"An epoch takes about {seconds:.1f} s: {affordable} epochs in {spec.time_budget_minutes:g} minutes."
        )
        return affordable

    def _compiles(self, state: TrainingState) -> bool:
        if self._spec.compile != "auto":
            return self._spec.compile == "on"
        steps = (state.epochs - state.epoch) * (len(self._rows) // self._spec.batch_size)
        return self._device.is_cuda and steps >= _STEPS_WORTH_COMPILING

    def _save(self, state: TrainingState) -> None:
        with TemporaryDirectory(prefix="winnow-state-") as directory:
            path = Path(directory) / "state.pt"
            write_state(path, state, run=self._run)
            self._keeper.save(path, epoch=state.epoch)

    def _last_good(self) -> PretrainResult | None:
        """The backbone of the last saved state, None when there is none."""
        state, path = self._start(), self._keeper.load()
        if path is None:
            return None
        with suppress(UnusableStateError):
            read_state(path, state, run=self._run)
            return replace(self._result(state), history=state.history)
        return None

    def _result(self, state: TrainingState) -> PretrainResult:
        backbone, best = state.method.backbone, state.best
        return PretrainResult(
            backbone=_weights(backbone) if best is None else best.weights,
            mean=backbone.mean,
            std=backbone.std,
            feature_dim=backbone.feature_dim,
            method=self._spec.method.name,
            choice=self._choice,
            epochs=state.epoch if best is None else best.epoch,
            metrics=state.metrics,
        )

    def _verdict(self, state: TrainingState) -> Verdict | None:
        if not self._first:
            return None
        measured = dict(state.metrics)
        if state.best is not None and self._monitor.has_labels:
            measured = next(values for epoch, values in state.history if epoch == state.best.epoch)
        untrained = None
        if self._monitor.has_labels and _is_pretrained(self._spec):
            fresh = self._spec.backbone.model_copy(update={"weights": BackboneWeights.NONE})
            untrained = self._monitor.measure(self._device.place(build_backbone(fresh, self._spec.image_size)))
        verdict = self._monitor.verdict(measured, state.initial, untrained)
        self._reporter.log(verdict.text)
        return verdict


def _is_pretrained(spec: CompleteTrainSpec) -> bool:
    return spec.backbone.weights is not BackboneWeights.NONE or spec.init_from is not None


def _weights(backbone: FeatureExtractor) -> dict[str, Tensor]:
    """On the CPU, and not shared with the network."""
    return {name: value.detach().cpu().contiguous().clone() for name, value in backbone.native_state_dict().items()}


def _due(epoch: int, every: int, last: int) -> bool:
    return epoch % every == 0 or epoch == last
