"""Learning rate, weight decay and momentum as closed forms of the step: a resumed run needs no state for them."""

import math
from typing import Any

from torch.optim import Optimizer

from store.specs.optimizers import OptimizerSpec, Schedule

_ONE_CYCLE_START = 1 / 25


def learning_rate(
    step: int,
    *,
    peak: float,
    total_steps: int,
    warmup_steps: int = 0,
    final_fraction: float = 0.0,
    shape: str = "cosine",
) -> float:
    """The rate of optimizer step `step` (counted from 0) of `total_steps`.

    It rises in a straight line from peak / warmup_steps at step 0 to `peak` at the last step of the warm-up, then
    falls along half a cosine (Loshchilov & Hutter 2017) or in a straight line that reaches `peak * final_fraction` at
    the last step, or stays. `one_cycle` rises along half a cosine from a 25th of the peak (Smith & Topin 2018).
    """
    if step < warmup_steps:
        if shape == "one_cycle":
            return peak * _between(_ONE_CYCLE_START, 1.0, step / (warmup_steps - 1) if warmup_steps > 1 else 1.0)
        return peak * (step + 1) / warmup_steps
    share = _fallen(step, total_steps, warmup_steps)
    if shape == "constant":
        return peak
    if shape == "linear":
        return peak * (1 + (final_fraction - 1) * share)
    return peak * _between(1.0, final_fraction, share)


class StepSchedule:
    """The three schedules of one run, applied to an optimizer's groups."""

    def __init__(
        self, optimizer: OptimizerSpec, schedule: Schedule, *, batch_size: int, steps_per_epoch: int, total_steps: int
    ) -> None:
        self._optimizer, self._schedule, self._total = optimizer, schedule, total_steps
        self._peak = optimizer.peak_learning_rate(batch_size)
        self._warmup = round(schedule.warmup_epochs * steps_per_epoch)

    def learning_rate(self, step: int) -> float:
        """The rate at `step`, of a group that is not scaled."""
        return learning_rate(
            step,
            peak=self._peak,
            total_steps=self._total,
            warmup_steps=self._warmup,
            final_fraction=self._schedule.final_lr_fraction,
            shape=self._schedule.name,
        )

    def weight_decay(self, step: int) -> float:
        final, first = self._schedule.final_weight_decay, self._optimizer.weight_decay
        return first if final is None else _between(first, final, _fallen(step, self._total, 0))

    def momentum(self, step: int, first: float) -> float:
        """The momentum at `step` of an optimizer that has `first` at its beginning."""
        final = self._schedule.final_momentum
        if final is None:
            return first
        if self._schedule.name != "one_cycle":
            return _between(first, final, _fallen(step, self._total, 0))
        if step < self._warmup:
            return _between(first, final, step / (self._warmup - 1) if self._warmup > 1 else 1.0)
        return _between(final, first, _fallen(step, self._total, self._warmup))

    def apply(self, optimizer: Optimizer, step: int) -> float:
        """Set every group of `optimizer` to what belongs to `step`; returns the learning rate.

        A group's `lr_scale` multiplies the rate, and only groups that are `decayed` have a weight decay.
        """
        rate, decay = self.learning_rate(step), self.weight_decay(step)
        for group in optimizer.param_groups:
            group["lr"] = rate * group.get("lr_scale", 1.0)
            if group.get("decayed"):
                group["weight_decay"] = decay
            self._set_momentum(group, step)
        return rate

    def _set_momentum(self, group: dict[str, Any], step: int) -> None:
        if self._schedule.final_momentum is None:
            return
        first = getattr(self._optimizer, "momentum", None)
        betas = getattr(self._optimizer, "betas", None)
        if first is not None:
            group["momentum"] = self.momentum(step, first)
        elif betas is not None:
            group["betas"] = (self.momentum(step, betas[0]), betas[1])


def _fallen(step: int, total_steps: int, warmup_steps: int) -> float:
    """The share of the fall after the warm-up that is done at `step`: 0 at its last step, 1 at the run's."""
    first, last = max(warmup_steps - 1, 0), total_steps - 1
    return min((step - first) / (last - first), 1.0) if last > first else 0.0


def _between(first: float, last: float, share: float) -> float:
    """Half a cosine from `first` to `last`."""
    return last + (first - last) * (1 + math.cos(math.pi * share)) / 2
