"""Batch normalisation over the batch of all processes, on CPUs too, where torch.nn.SyncBatchNorm refuses to work."""

from typing import Any

import torch
import torch.distributed as dist
from torch import Tensor, nn
from torch.autograd import Function
from torch.nn.modules.batchnorm import _BatchNorm

from worker.device import Device
from worker.pretrain.losses.gather import world


def synchronise(module: nn.Module, device: Device) -> nn.Module:
    """`module` with the statistics of its batch norms taken over all processes; without other processes, as it is."""
    if world()[1] == 1:
        return module
    if device.is_cuda:
        from timm import layers  # torch's own conversion loses the activation in timm's norms

        synchronised: nn.Module = layers.convert_sync_batchnorm(module)  # type: ignore[no-untyped-call, attr-defined]
        return synchronised
    for norm in module.modules():
        if type(norm) in (nn.BatchNorm1d, nn.BatchNorm2d, nn.BatchNorm3d):
            norm.__class__ = _SyncNorm
    return module


class _SyncNorm(_BatchNorm):
    """The same numbers as one process with the whole batch. Every process must bring the same number of images."""

    def _check_input_dim(self, input: Tensor) -> None:  # noqa: A002 - torch's name
        pass

    def forward(self, input: Tensor) -> Tensor:  # noqa: A002 - torch's name
        if not self.training:
            return super().forward(input)
        dims = [dim for dim in range(input.ndim) if dim != 1]
        shape = [1, -1, *[1] * (input.ndim - 2)]
        values = input.float()
        mean = _mean_of_all(values.mean(dims))
        centred = values - mean.view(shape)
        variance = _mean_of_all(centred.square().mean(dims))
        if self.track_running_stats:
            self._track(mean.detach(), variance.detach(), count=input.numel() // input.shape[1] * world()[1])
        result = centred * torch.rsqrt(variance + self.eps).view(shape)
        if self.affine:
            result = result * self.weight.view(shape) + self.bias.view(shape)
        return result.to(input.dtype)

    def _track(self, mean: Tensor, variance: Tensor, *, count: int) -> None:
        assert self.running_mean is not None
        assert self.running_var is not None
        assert self.num_batches_tracked is not None
        self.num_batches_tracked.add_(1)
        momentum = 1 / float(self.num_batches_tracked) if self.momentum is None else self.momentum
        self.running_mean.lerp_(mean.to(self.running_mean.dtype), momentum)
        unbiased = variance * count / (count - 1)
        self.running_var.lerp_(unbiased.to(self.running_var.dtype), momentum)


def _mean_of_all(local: Tensor) -> Tensor:
    result: Tensor = _MeanOfAll.apply(local)
    return result


class _MeanOfAll(Function):
    @staticmethod
    def forward(ctx: Any, local: Tensor) -> Tensor:
        del ctx
        total = local.clone()
        dist.all_reduce(total)
        return total / dist.get_world_size()

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> Tensor:
        del ctx
        total = gradients[0].clone()
        dist.all_reduce(total)
        return total / dist.get_world_size()
