"""Reasons to end a run before its last epoch."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from store.specs.training import EarlyStop
from worker.evaluate.collapse import COLLAPSED_BELOW
from worker.reporting import UserError

if TYPE_CHECKING:
    from worker.pretrain.loop import PretrainResult

History = Sequence[tuple[int, dict[str, float]]]
"""(epochs done, what was measured then), in order."""

COLLAPSED_EVALUATIONS = 3
"""So many evaluations in a row have to find a collapsed embedding: many methods pass through one at their start."""


class Stopped(UserError):
    """Training cannot go on. What it had learnt before is in `last_good`, where a checkpoint was written."""

    last_good: "PretrainResult | None" = None


class Diverged(Stopped):
    """The loss is not a finite number any more."""


class Collapsed(Stopped):
    """All images get nearly the same vector."""


def refuse_collapse(history: History) -> None:
    """Raises Collapsed when the last evaluations all found a collapsed embedding."""
    stds = [values["embedding_std"] for epoch, values in history if epoch > 0 and "embedding_std" in values]
    recent = stds[-COLLAPSED_EVALUATIONS:]
    if len(recent) == COLLAPSED_EVALUATIONS and max(recent) < COLLAPSED_BELOW:
        raise Collapsed(
            f"the embedding has collapsed: in the last {COLLAPSED_EVALUATIONS} evaluations all images got nearly the "
            f"same vector (embedding_std {recent[-1]:.4f} in epoch {history[-1][0]}). Lower optimizer.lr, raise "
            "batch_size, soften the transform, or take a method with negatives or a variance term (simclr, vicreg); "
            "stop_on_collapse=false trains on regardless"
        )


def is_stuck(history: History, rule: EarlyStop) -> bool:
    """Whether the metric of `rule` has not improved for `rule.patience` of its measurements."""
    sign = -1.0 if rule.metric == "loss" else 1.0
    values = [sign * values[rule.metric] for epoch, values in history if epoch > 0 and rule.metric in values]
    if len(values) <= rule.patience:
        return False
    return max(values[-rule.patience :]) < max(values[: -rule.patience]) + rule.min_delta
