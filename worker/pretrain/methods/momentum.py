"""Momentum encoders: copies of networks that follow the trained ones as a moving average of their weights."""

import copy
import math

import torch
from torch import nn

from worker.pretrain.methods.base import Moment


def momentum_copy(*networks: nn.Module) -> nn.Sequential:
    """`networks`, one behind the other, copied and without gradient."""
    return copy.deepcopy(nn.Sequential(*networks)).requires_grad_(False)


@torch.no_grad()
def follow(slow: nn.Module, *networks: nn.Module, momentum: float) -> None:
    """Move the parameters of the copy `slow` to momentum * itself + (1 - momentum) * `networks`.

    One multi-tensor step. Buffers are left alone: batch normalisation of a momentum encoder keeps the statistics of
    what it saw itself.
    """
    trained = [parameter.detach() for network in networks for parameter in network.parameters()]
    followers = [parameter.detach() for parameter in slow.parameters()]
    torch._foreach_lerp_(followers, trained, 1 - momentum)


def cosine_momentum(start: float, end: float, moment: Moment) -> float:
    """From `start` before the first step to `end` after the last one, along half a cosine (Grill et al. 2020)."""
    return end - (end - start) * (1 + math.cos(math.pi * moment.progress_after)) / 2
