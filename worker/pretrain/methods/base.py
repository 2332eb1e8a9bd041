"""What every self-supervised method is to the training loop, ours or anybody's."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

import torch
from torch import Tensor, nn

from worker.pretrain.backbones import FeatureExtractor


@dataclass(frozen=True, slots=True)
class Views:
    """Random views of the same B images, all in the same order."""

    global_crops: tuple[Tensor, ...]
    """Each (B, 3, s, s) float32, normalised: the query view first, then the key views."""
    local_crops: tuple[Tensor, ...] = ()
    """Each (B, 3, l, l) with l < s: small parts of the images, for methods of multi-crop."""
    generator: torch.Generator | None = None
    """On the CPU; the source of what a method draws itself, masks and mixtures. None is torch's global one."""


class Moment(NamedTuple):
    """Where in the run a step stands; schedules inside a method depend on nothing else."""

    step: int = 0
    """Optimizer steps done before this one."""
    total_steps: int = 1
    epoch: int = 0
    """Epochs done before this one."""

    @property
    def progress(self) -> float:
        """The share of the run that is done when this step begins, 0 to 1."""
        return self.step / self.total_steps

    @property
    def progress_after(self) -> float:
        """The share of the run that is done when this step has ended."""
        return (self.step + 1) / self.total_steps


@dataclass(frozen=True, slots=True)
class Step:
    """What one training step computed."""

    loss: Tensor
    """float32 scalar, to be minimised."""
    parts: Mapping[str, Tensor] = field(default_factory=dict)
    """Terms of the loss and other scalars worth plotting, detached."""


class SelfSupervised(nn.Module, ABC):
    """A backbone and all it needs to learn without labels: an ordinary module whose call gives the loss.

    The state dict holds what a resume needs. A loop calls, in this order, the module itself, `backward` on the loss,
    `before_step`, the optimizer's step and `after_step`.
    """

    backbone: FeatureExtractor

    def __init__(self, backbone: FeatureExtractor) -> None:
        super().__init__()
        self.backbone = backbone

    @abstractmethod
    def training_step(self, views: Views, moment: Moment) -> Step:
        """The loss of one batch."""

    def forward(self, views: Views, moment: Moment | None = None) -> Step:
        """`training_step`; a call without `moment` is the first step of a run of one step."""
        return self.training_step(views, moment or Moment())

    def before_step(self, moment: Moment) -> None:
        """Called between the backward pass and the optimizer's step, when gradients are there to be changed."""

    def after_step(self, moment: Moment) -> None:
        """Called after the optimizer's step: momentum encoders move here."""


def mlp(*widths: int, activation: type[nn.Module] = nn.ReLU, final: nn.Module | None = None) -> nn.Sequential:
    """The perceptron of projection and prediction heads: (B, widths[0]) to (B, widths[-1]).

    Hidden layers are batch-normalised, so they need no bias of their own. `final` comes behind the last layer.
    """
    layers: list[nn.Module] = []
    for inputs, outputs in pairwise(widths[:-1]):
        layers += [nn.Linear(inputs, outputs, bias=False), nn.BatchNorm1d(outputs), activation()]
    last = nn.Linear(widths[-2], widths[-1], bias=final is None)
    return nn.Sequential(*layers, last) if final is None else nn.Sequential(*layers, last, final)
