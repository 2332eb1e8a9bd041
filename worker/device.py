"""The one place that selects the compute device, its precision and its memory layout."""

import os
import subprocess
import sys
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import cache
from typing import Literal, TypeVar

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn
from torch import device as torch_device

from worker.reporting import UserError

Precision = Literal["auto", "float32", "bfloat16", "float16"]
Module = TypeVar("Module", bound=nn.Module)

_ENVIRONMENT = "WINNOW_DEVICE"

# Convolution forward and backward and a matrix product: everything a training step asks of the chip.
_BFLOAT16_PROBE = """
import torch
with torch.autocast("cpu", torch.bfloat16):
    y = torch.nn.Conv2d(16, 32, 3)(torch.randn(32, 16, 16, 16)).mean((2, 3))
    y = torch.nn.Linear(32, 256)(y)
y.float().sum().backward()
torch.randn(256, 256, dtype=torch.bfloat16) @ torch.randn(256, 256, dtype=torch.bfloat16)
"""


@dataclass(frozen=True, slots=True)
class Device:
    """Where tensors live and how they are computed."""

    torch: torch_device

    @property
    def name(self) -> str:
        """A name for people: the GPU's model, or `cpu`."""
        return torch.cuda.get_device_name(self.torch) if self.is_cuda else "cpu"

    @property
    def is_cuda(self) -> bool:
        return self.torch.type == "cuda"

    def autocast(self, precision: Precision) -> AbstractContextManager[object]:
        """A context in which the network runs in `precision`.

        `auto` is bfloat16 on GPUs that have it in hardware, float16 on older ones, and float32 on every CPU:
        chips without AMX gain nothing from bfloat16, and virtual machines exist that announce AMX and then
        die of an illegal instruction. Whoever knows better asks for bfloat16, which is tried in a child
        process first. Gradients in float16 need a GradScaler. Raises UserError when the device cannot compute in
        bfloat16.
        """
        resolved = self.resolve(precision)
        if resolved == "float32":
            return nullcontext()
        if resolved == "float16":
            return torch.autocast(self.torch.type, dtype=torch.float16)
        if not (torch.cuda.is_bf16_supported() if self.is_cuda else _cpu_survives_bfloat16()):
            raise UserError(
                f"precision bfloat16 does not work on this worker's device ({self.name}): use auto or float32"
            )
        return torch.autocast(self.torch.type, dtype=torch.bfloat16)

    def resolve(self, precision: Precision) -> Precision:
        """What `auto` means here; anything else as it is."""
        if precision != "auto":
            return precision
        if not self.is_cuda:
            return "float32"
        return "bfloat16" if torch.cuda.is_bf16_supported(including_emulation=False) else "float16"

    def of_rank(self, rank: int) -> "Device":
        """The device of process `rank` on this machine: a GPU for each, or the CPU for all."""
        if not self.is_cuda:
            return self
        torch.cuda.set_device(rank)
        return Device(torch_device("cuda", rank))

    def synchronize(self) -> None:
        """Wait until the device has done all that was asked of it: before a clock is read."""
        if self.is_cuda:
            torch.cuda.synchronize(self.torch)

    def peak_memory_mb(self) -> float | None:
        """The most memory that tensors have taken on the GPU since the last call, MiB; None on a CPU."""
        if not self.is_cuda:
            return None
        peak = torch.cuda.max_memory_allocated(self.torch) / 2**20
        torch.cuda.reset_peak_memory_stats(self.torch)
        return peak

    def place(self, module: Module) -> Module:
        """Move `module` to the device with channels-last convolution weights, and return it."""
        return module.to(device=self.torch, memory_format=torch.channels_last)  # type: ignore[call-overload, no-any-return]

    def stage(self, array: npt.NDArray[np.generic]) -> Tensor:
        """`array` as a host tensor that `transfer` sends without blocking: page-locked when a GPU reads it."""
        tensor = torch.from_numpy(array)
        return tensor.pin_memory() if self.is_cuda else tensor

    def transfer(self, staged: Tensor) -> Tensor:
        """Send a staged tensor to the device; on a GPU the copy overlaps with the computation under way."""
        return staged.to(self.torch, non_blocking=True)

    def to_device(self, array: npt.NDArray[np.generic]) -> Tensor:
        """`array` on the device, in the same dtype: send uint8 pixels, they are a quarter of float32."""
        return self.transfer(self.stage(array))


def select_device() -> Device:
    """The GPU if there is one, else the CPU; the variable WINNOW_DEVICE (cpu, cuda, cuda:1) decides first.

    On a GPU it also allows TF32 for float32 products and lets cuDNN pick the fastest convolution for fixed
    shapes. Raises UserError when WINNOW_DEVICE names a device that does not exist.
    """
    wanted = os.environ.get(_ENVIRONMENT, "").strip() or ("cuda" if torch.cuda.is_available() else "cpu")
    device = _parse(wanted)
    if device.type == "cuda":
        torch.cuda.set_device(device)
        torch.set_float32_matmul_precision("high")
        torch.backends.cudnn.benchmark = True
    return Device(device)


def _parse(wanted: str) -> torch_device:
    try:
        device = torch_device(wanted)
    except RuntimeError:
        device = None
    if device is None or device.type not in ("cpu", "cuda"):
        raise UserError(f"{_ENVIRONMENT} is {wanted!r}: use cpu, cuda or cuda:<number>")
    if device.type == "cpu":
        return torch_device("cpu")
    index = device.index or 0
    if index >= torch.cuda.device_count():
        raise UserError(f"{_ENVIRONMENT} is {wanted!r}, but this worker sees {torch.cuda.device_count()} GPUs")
    return torch_device("cuda", index)


@cache
def _cpu_survives_bfloat16() -> bool:
    probe = subprocess.run([sys.executable, "-c", _BFLOAT16_PROBE], capture_output=True, timeout=120, check=False)
    return probe.returncode == 0
