"""The training loop: the same for every method, and resumable at the end of every epoch.

Every random number is a function of (seed, epoch, step) and nothing else is random, so a run that was
interrupted and resumed ends, on a CPU with the same number of threads, with the same bits as one that was
not.
"""

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn

from store.specs.jobs import TrainSpec
from store.specs.recipes import CompleteTrainSpec, complete
from worker.augment import MultiView
from worker.device import Device
from worker.embed.prefetch import PixelBatch, prefetch
from worker.images.cache import PixelCache
from worker.pretrain.methods import Moment, SelfSupervised, Views
from worker.pretrain.monitor import Monitor
from worker.pretrain.optimizers import build_optimizer
from worker.pretrain.schedule import StepSchedule
from worker.pretrain.start import OpenCheckpoint, build_module
from worker.pretrain.state import (
    StateKeeper,
    TrainingState,
    UnusableStateError,
    fingerprint,
    read_state,
    write_state,
)
from worker.reporting import Reporter, UserError

_SECONDS_BETWEEN_PROGRESS = 0.3
# Reading a loss waits for the GPU: often enough to stop a run that diverged, seldom enough to cost nothing.
_STEPS_BETWEEN_LOSS_CHECKS = 50


@dataclass(frozen=True, slots=True)
class PretrainResult:
    """What training leaves behind."""

    backbone: dict[str, Tensor]
    """Native state dict on the CPU, float32, the keys of the network's library."""
    mean: tuple[float, float, float]
    """What its input is normalised with."""
    std: tuple[float, float, float]
    feature_dim: int
    epochs: int
    metrics: dict[str, float]
    """The latest value of every metric that was reported."""


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

    `checkpoints` opens the file of a checkpoint that `spec` names.

    `labels`, one per row of the cache, are only used to report `knn_accuracy`; training never sees them.
    Reports the progress of the stage `train` in images, and per epoch `loss`, `lr` and, every
    `spec.evaluate_every` epochs and at the end, `embedding_std` and `knn_accuracy`. Continues from
    `keeper.load()` when that is a state of the same run. Each epoch drops the images that do not fill a
    batch, other ones every time. Raises UserError when there are fewer valid images than `spec.batch_size`,
    when the loss stops being finite, and when the backbone's initial weights cannot be had; Cancelled from
    the reporter.
    """
    spec = complete(spec)
    rows = np.flatnonzero(cache.valid).astype(np.int64)
    if len(rows) < spec.batch_size:
        raise UserError(
            f"batch_size is {spec.batch_size}, but the dataset has only {len(rows)} readable images: "
            "lower batch_size or add images"
        )
    run = fingerprint(spec, rows)
    method = build_module(spec, checkpoints=checkpoints, n_images=len(rows))
    state = _start(spec, method, device)
    _resume(state, keeper, run=run, reporter=reporter)
    trainer = _Trainer(cache, spec, rows, state, device=device, reporter=reporter)
    monitor = Monitor(
        cache,
        rows,
        labels,
        image_size=spec.image_size,
        batch_size=spec.batch_size,
        seed=spec.seed,
        device=device,
        reporter=reporter,
    )
    while state.epoch < spec.epochs:
        metrics = trainer.run_epoch()
        if _due(state.epoch, spec.evaluate_every, spec.epochs):
            metrics |= monitor.measure(state.method.backbone)
        reporter.metrics(state.epoch, metrics)
        state.metrics |= metrics
        if _due(state.epoch, spec.checkpoint_every, spec.epochs):
            _save(state, keeper, run=run)
    backbone = state.method.backbone
    return PretrainResult(
        backbone={key: value.detach().cpu().contiguous() for key, value in backbone.native_state_dict().items()},
        mean=backbone.mean,
        std=backbone.std,
        feature_dim=backbone.feature_dim,
        epochs=state.epoch,
        metrics=state.metrics,
    )


def _start(spec: CompleteTrainSpec, method: SelfSupervised, device: Device) -> TrainingState:
    device.place(method).train()
    optimizer = build_optimizer(spec.optimizer, method, batch_size=spec.batch_size)
    return TrainingState(method, optimizer, epoch=0, metrics={})


def _resume(state: TrainingState, keeper: StateKeeper, *, run: str, reporter: Reporter) -> None:
    path = keeper.load()
    if path is None:
        return
    try:
        read_state(path, state, run=run)
    except UnusableStateError as reason:
        reporter.log(f"The saved training state is not used, because {reason}. Training starts from the beginning.")
    else:
        reporter.log(f"Training continues after epoch {state.epoch}.")


def _save(state: TrainingState, keeper: StateKeeper, *, run: str) -> None:
    with TemporaryDirectory(prefix="winnow-state-") as directory:
        path = Path(directory) / "state.pt"
        write_state(path, state, run=run)
        keeper.save(path, epoch=state.epoch)


def _due(epoch: int, every: int, last: int) -> bool:
    return epoch % every == 0 or epoch == last


class _Trainer:
    """Runs epochs on a TrainingState."""

    def __init__(
        self,
        cache: PixelCache,
        spec: CompleteTrainSpec,
        rows: npt.NDArray[np.int64],
        state: TrainingState,
        *,
        device: Device,
        reporter: Reporter,
    ) -> None:
        self._cache, self._spec, self._rows, self._state = cache, spec, rows, state
        self._device, self._reporter = device, reporter
        backbone = state.method.backbone
        self._augment = MultiView(
            spec.transform,
            image_size=spec.image_size,
            global_views=spec.method.global_views,
            mean=backbone.mean,
            std=backbone.std,
        )
        self._steps_per_epoch = len(rows) // spec.batch_size
        self._total_steps = self._steps_per_epoch * spec.epochs
        self._schedule = StepSchedule(
            spec.optimizer,
            spec.schedule,
            batch_size=spec.batch_size,
            steps_per_epoch=self._steps_per_epoch,
            total_steps=self._total_steps,
        )
        self._reported_at = -math.inf

    def run_epoch(self) -> dict[str, float]:
        """Train one epoch; return mean `loss` and last `lr`. Raises UserError for a loss that is not finite."""
        epoch = self._state.epoch
        batches = epoch_batches(self._rows, batch_size=self._spec.batch_size, seed=self._spec.seed, epoch=epoch)
        losses = torch.zeros(len(batches), device=self._device.torch)
        lr, checked = 0.0, 0
        for index, batch in enumerate(prefetch(self._cache, batches, self._device)):
            step = epoch * self._steps_per_epoch + index
            lr = self._schedule.apply(self._state.optimizer, step)
            losses[index] = self._train_step(batch, Moment(step, self._total_steps, epoch))
            last = index + 1 == len(batches)
            if last or index + 1 - checked >= _STEPS_BETWEEN_LOSS_CHECKS:
                self._refuse_divergence(losses[checked : index + 1], first=checked)
                checked = index + 1
            self._report(step + 1, always=last)
        self._state.epoch += 1
        return {"loss": float(losses.mean()), "lr": lr}

    def _train_step(self, batch: PixelBatch, moment: Moment) -> Tensor:
        generator = step_generator(self._spec.seed, moment.epoch, moment.step % self._steps_per_epoch)
        crops = self._augment(batch.pixels, batch.aspect, generator)
        views = Views(crops.global_crops, crops.local_crops, generator=generator)
        with self._device.autocast(self._spec.precision):
            loss: Tensor = self._state.method(views, moment).loss
        self._state.optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        if self._spec.optimizer.clip_norm is not None:
            nn.utils.clip_grad_norm_(self._state.method.parameters(), self._spec.optimizer.clip_norm)
        self._state.method.before_step(moment)
        self._state.optimizer.step()
        self._state.method.after_step(moment)
        return loss.detach()

    def _refuse_divergence(self, losses: Tensor, *, first: int) -> None:
        wrong = (~torch.isfinite(losses)).nonzero()
        if len(wrong) == 0:
            return
        index = first + int(wrong[0])
        lr = self._schedule.learning_rate(self._state.epoch * self._steps_per_epoch + index)
        raise UserError(
            f"the loss stopped being finite in epoch {self._state.epoch + 1}, step {index + 1} of "
            f"{self._steps_per_epoch}, at a learning rate of {lr:.4g}: try a lower optimizer.lr, a longer "
            "schedule.warmup_epochs or a higher method.temperature, or set precision to float32"
        )

    def _report(self, steps_done: int, *, always: bool) -> None:
        now = time.monotonic()
        if always or now - self._reported_at >= _SECONDS_BETWEEN_PROGRESS:
            self._reported_at = now
            batch_size = self._spec.batch_size
            self._reporter.progress("train", steps_done * batch_size, self._total_steps * batch_size, "images")


def epoch_batches(
    rows: npt.NDArray[np.int64], *, batch_size: int, seed: int, epoch: int
) -> list[npt.NDArray[np.int64]]:
    """`rows` in the random order of (seed, epoch), in batches of `batch_size`; what is left over is dropped.

    Within a batch, where order means nothing to a loss over all pairs, rows ascend: the disk likes that.
    """
    shuffled = np.random.default_rng([seed, epoch]).permutation(rows)
    starts = range(0, len(rows) - batch_size + 1, batch_size)
    return [np.sort(shuffled[start : start + batch_size]) for start in starts]


def step_generator(seed: int, epoch: int, step: int) -> torch.Generator:
    """The source of every random number of one training step: on the CPU, so that a GPU sees the same crops."""
    (state,) = np.random.SeedSequence([seed, epoch, step]).generate_state(1, np.uint64)
    return torch.Generator().manual_seed(int(state >> np.uint64(1)))
