"""Embeddings of all processes of a distributed run; in a run of one process, the identity."""

from typing import Any

import torch
import torch.distributed as dist
from torch import Tensor
from torch.autograd import Function


def world() -> tuple[int, int]:
    """(rank, number of processes) of this run."""
    if dist.is_available() and dist.is_initialized():
        return dist.get_rank(), dist.get_world_size()
    return 0, 1


def gather(local: Tensor) -> Tensor:
    """(B, d) of every process, stacked by rank into (processes * B, d); gradients flow back to every process.

    The gradient that returns is the sum over the losses of all processes, so that averaging parameter
    gradients over processes, as DistributedDataParallel does, gives the gradient of the mean of those losses.
    Every process must bring the same B.
    """
    if world()[1] == 1:
        return local
    gathered: Tensor = _Gather.apply(local)
    return gathered


class _Gather(Function):
    @staticmethod
    def forward(ctx: Any, local: Tensor) -> Tensor:
        ctx.rows = len(local)
        parts = [torch.empty_like(local) for _ in range(dist.get_world_size())]
        dist.all_gather(parts, local.contiguous())
        return torch.cat(parts)

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> Tensor:
        summed = gradients[0].contiguous().clone()
        dist.all_reduce(summed)
        start = dist.get_rank() * ctx.rows
        return summed[start : start + ctx.rows]
