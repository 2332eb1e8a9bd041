"""One epoch of training, in words of plain PyTorch: views, loss, gradient, step."""

import time
from collections.abc import Iterator
from contextlib import nullcontext
from inspect import signature
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.parallel import DistributedDataParallel

from store.specs.recipes import CompleteTrainSpec
from worker.augment import MultiView
from worker.device import Device
from worker.embed.prefetch import PixelBatch, prefetch
from worker.images.cache import PixelCache
from worker.pretrain import distributed, memory
from worker.pretrain.methods import Moment, Step, Views
from worker.pretrain.sampling import Rows, epoch_batches, pieces, step_generator
from worker.pretrain.schedule import StepSchedule
from worker.pretrain.state import TrainingState
from worker.pretrain.stops import Diverged
from worker.reporting import Reporter

_SECONDS_BETWEEN_PROGRESS = 0.3
# Reading a loss waits for the GPU: often enough to stop a run that diverged, seldom enough to cost nothing.
_STEPS_BETWEEN_LOSS_CHECKS = 50

# Statistics of norms, banks and centres are made equal by those who own them. torch 2.14 has a new name for it.
_PARAMETERS = signature(DistributedDataParallel.__init__).parameters
_NO_BUFFERS: dict[str, Any] = {
    "forward_sync_buffers" if "forward_sync_buffers" in _PARAMETERS else "broadcast_buffers": False
}


class Epochs:
    """Runs epochs on a TrainingState: the same for every method."""

    def __init__(
        self,
        cache: PixelCache,
        spec: CompleteTrainSpec,
        rows: Rows,
        state: TrainingState,
        *,
        device: Device,
        reporter: Reporter,
    ) -> None:
        self._cache, self._spec, self._rows, self._state = cache, spec, rows, state
        self._device, self._reporter = device, reporter
        self._rank, self._ranks = distributed.world()
        self._network: nn.Module = state.method
        if self._ranks > 1:
            self._network = DistributedDataParallel(state.method, gradient_as_bucket_view=True, **_NO_BUFFERS)
        self._steps_per_epoch = len(rows) // spec.batch_size
        self._total_steps = self._steps_per_epoch * spec.epochs
        self._schedule = StepSchedule(
            spec.optimizer,
            spec.schedule,
            batch_size=spec.batch_size,
            steps_per_epoch=self._steps_per_epoch,
            total_steps=self._total_steps,
        )
        self._reported_at = -np.inf

    def run(self) -> dict[str, float]:
        """Train one epoch; return the means of `loss` and its parts, the last `lr` and `images_per_second`.

        Raises Diverged for a loss that is not finite, UserError when the batch does not fit into memory.
        """
        epoch, started = self._state.epoch, time.perf_counter()
        augment = self._views_of(epoch)
        batches = epoch_batches(self._rows, batch_size=self._spec.batch_size, seed=self._spec.seed, epoch=epoch)
        losses, parts = torch.zeros(len(batches), device=self._device.torch), _Means()
        lr, checked = 0.0, 0
        pixels = self._read(batches)
        for index in range(len(batches)):
            moment = Moment(epoch * self._steps_per_epoch + index, self._total_steps, epoch)
            lr = self._schedule.apply(self._state.optimizer, moment.step)
            with memory.explained(self._spec, self._fits(augment, batches[index])):
                losses[index] = self._step(pixels, augment, moment, parts)
            last = index + 1 == len(batches)
            if last or index + 1 - checked >= _STEPS_BETWEEN_LOSS_CHECKS:
                self._refuse_divergence(losses[checked : index + 1], first=checked)
                checked = index + 1
            self._report(moment.step + 1, always=last)
        self._state.epoch += 1
        seconds = time.perf_counter() - started
        rate = len(batches) * self._spec.batch_size / seconds
        return {"loss": float(losses.mean()), **parts.read(), "lr": lr, "images_per_second": rate}

    def seconds_per_step(self, *, warm_up: int = 2, measured: int = 4) -> float:
        """How long a step takes, the mean over a few after a warm-up. It trains: give it a state to throw away."""
        augment, batches = self._views_of(self._spec.epochs), epoch_batches(
            self._rows, batch_size=self._spec.batch_size, seed=self._spec.seed, epoch=0
        )  # fmt: skip
        steps = [batches[index % len(batches)] for index in range(warm_up + measured)]
        pixels, started = self._read(steps), 0.0
        for index in range(len(steps)):
            if index == warm_up:
                self._device.synchronize()
                started = time.perf_counter()
            with memory.explained(self._spec, self._fits(augment, steps[index])):
                self._step(pixels, augment, Moment(0, self._total_steps, 0), _Means())
        self._device.synchronize()
        return (time.perf_counter() - started) / measured

    def _read(self, batches: list[Rows]) -> Iterator[PixelBatch]:
        """This process's pieces of every batch."""
        shares = (
            piece
            for batch in batches
            for piece in pieces(
                batch, accumulation=self._spec.accumulation, rank=self._rank, ranks=self._ranks
            )
        )  # fmt: skip
        return prefetch(self._cache, shares, self._device)

    def _step(self, pixels: Iterator[PixelBatch], augment: MultiView, moment: Moment, parts: "_Means") -> Tensor:
        """One optimizer step; the mean loss of its pieces, on the device."""
        spec, method, optimizer, scaler = self._spec, self._state.method, self._state.optimizer, self._state.scaler
        optimizer.zero_grad(set_to_none=True)
        total = torch.zeros((), device=self._device.torch)
        for piece in range(spec.accumulation):
            part = piece * self._ranks + self._rank
            generator = step_generator(spec.seed, moment.epoch, moment.step % self._steps_per_epoch, part=part)
            batch = next(pixels)
            crops = augment(batch.pixels, batch.aspect, generator)
            views = Views(crops.global_crops, crops.local_crops, generator=generator)
            # Processes exchange gradients once, with the last piece.
            waits = piece + 1 < spec.accumulation and isinstance(self._network, DistributedDataParallel)
            with self._network.no_sync() if waits else nullcontext():  # type: ignore[operator]
                with self._device.autocast(spec.precision):
                    computed: Step = self._network(views, moment)
                scaler.scale(computed.loss / spec.accumulation).backward()  # type: ignore[no-untyped-call]
            total += computed.loss.detach() / spec.accumulation
            parts.add(computed)
        scaler.unscale_(optimizer)
        if spec.optimizer.clip_norm is not None:
            nn.utils.clip_grad_norm_(method.parameters(), spec.optimizer.clip_norm)
        method.before_step(moment)
        scaler.step(optimizer)
        scaler.update()
        method.after_step(moment)
        return total

    def _views_of(self, epoch: int) -> MultiView:
        """The maker of views; early epochs of a progressive run get smaller ones."""
        size = self._spec.image_size
        if self._spec.progressive is not None:
            size = self._spec.progressive.size(epoch, epochs=self._spec.epochs, image_size=size)
        backbone = self._state.method.backbone
        return MultiView(
            self._spec.transform,
            image_size=size,
            global_views=self._spec.method.global_views,
            mean=backbone.mean,
            std=backbone.std,
        )

    def _fits(self, augment: MultiView, batch: Rows) -> memory.Trial:
        """Whether so many images of `batch` can be computed at once, tried out."""

        def trial(images: int) -> None:
            generator = torch.Generator().manual_seed(0)
            (pixels,) = prefetch(self._cache, [batch[:images]], self._device)
            crops = augment(pixels.pixels, pixels.aspect, generator)
            with self._device.autocast(self._spec.precision):
                computed: Step = self._state.method(Views(crops.global_crops, crops.local_crops, generator=generator))
            computed.loss.backward()  # type: ignore[no-untyped-call]
            self._state.optimizer.zero_grad(set_to_none=True)

        return None if self._ranks > 1 else trial

    def _refuse_divergence(self, losses: Tensor, *, first: int) -> None:
        """All processes see the mean of their losses, so that all stop or none."""
        distributed.average_(losses)
        wrong = (~torch.isfinite(losses)).nonzero()
        if len(wrong) == 0:
            return
        index = first + int(wrong[0])
        lr = self._schedule.learning_rate(self._state.epoch * self._steps_per_epoch + index)
        raise Diverged(
            f"the loss stopped being finite in epoch {self._state.epoch + 1}, step {index + 1} of "
            f"{self._steps_per_epoch}, at a learning rate of {lr:.4g}: try a lower optimizer.lr, a longer "
            "schedule.warmup_epochs, optimizer.clip_norm or a higher method.temperature, or set precision to float32"
        )

    def _report(self, steps_done: int, *, always: bool) -> None:
        now = time.monotonic()
        if always or now - self._reported_at >= _SECONDS_BETWEEN_PROGRESS:
            self._reported_at = now
            batch_size = self._spec.batch_size
            self._reporter.progress("train", steps_done * batch_size, self._total_steps * batch_size, "images")


class _Means:
    """Means of the parts of the loss, summed up on the device and read once an epoch."""

    def __init__(self) -> None:
        self._sums: dict[str, Tensor] = {}
        self._count = 0

    def add(self, step: Step) -> None:
        self._count += 1
        for name, value in step.parts.items():
            term = value.detach().float()
            self._sums[name] = self._sums[name] + term if name in self._sums else term

    def read(self) -> dict[str, float]:
        """Over all processes."""
        means = {name: total / self._count for name, total in self._sums.items()}
        for mean in means.values():
            distributed.average_(mean)
        return {name: float(mean) for name, mean in means.items()}
