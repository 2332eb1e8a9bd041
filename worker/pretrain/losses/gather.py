"""What losses need of the other processes of a distributed run; in a run of one process, the identity.

Losses average over processes what one process would average over the whole batch, so that averaging parameter gradients
over processes, as DistributedDataParallel does, gives the gradient of one process with all images. Every process must
bring the same number of rows.
"""

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
    """(B, ...) of every process, stacked by rank into (processes * B, ...); gradients flow back to every process.

    The gradient that returns is the sum over the losses of all processes.
    """
    if world()[1] == 1:
        return local
    gathered: Tensor = _Gather.apply(local)
    return gathered


def mean_over_processes(local: Tensor) -> Tensor:
    """The mean of the same tensor of every process; gradients flow back to every process."""
    if world()[1] == 1:
        return local
    mean: Tensor = _Mean.apply(local)
    return mean


@torch.no_grad()
def sum_over_processes(local: Tensor) -> Tensor:
    """The sum of the same tensor of every process, without gradient."""
    if world()[1] == 1:
        return local
    total = local.clone()
    dist.all_reduce(total)
    return total


@torch.no_grad()
def max_over_processes(local: Tensor) -> Tensor:
    """The elementwise maximum over the same tensor of every process, without gradient."""
    if world()[1] == 1:
        return local
    highest = local.clone()
    dist.all_reduce(highest, op=dist.ReduceOp.MAX)
    return highest


@torch.no_grad()
def of_first_process(local: Tensor) -> Tensor:
    """The tensor of the first process, on all of them: for random numbers that they have to share."""
    if world()[1] == 1:
        return local
    shared = local.contiguous().clone()
    dist.broadcast(shared, src=0)
    return shared


class _Gather(Function):
    @staticmethod
    def forward(ctx: Any, local: Tensor) -> Tensor:
        ctx.rows = len(local)
        parts = [torch.empty_like(local, memory_format=torch.contiguous_format) for _ in range(dist.get_world_size())]
        dist.all_gather(parts, local.contiguous())
        return torch.cat(parts)

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> Tensor:
        summed = gradients[0].contiguous().clone()
        dist.all_reduce(summed)
        start = dist.get_rank() * ctx.rows
        return summed[start : start + ctx.rows]


class _Mean(Function):
    @staticmethod
    def forward(ctx: Any, local: Tensor) -> Tensor:
        del ctx
        total = local.contiguous().clone()
        dist.all_reduce(total)
        return total / dist.get_world_size()

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> Tensor:
        del ctx
        total = gradients[0].contiguous().clone()
        dist.all_reduce(total)
        return total / dist.get_world_size()
