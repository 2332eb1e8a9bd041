"""Several processes that train one model, one for each device: torchrun's, or helpers that a job starts itself."""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from multiprocessing import get_context
from multiprocessing.context import SpawnProcess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import torch
import torch.distributed as dist
from torch import Tensor

from store import lifeline
from worker.device import Device
from worker.pretrain.losses.gather import world
from worker.reporting import UserError

__all__ = ["average_", "from_first", "helpers", "joined", "world"]

_TIMEOUT = timedelta(minutes=30)


@contextmanager
def joined(device: Device, ranks: int) -> Iterator[Device]:
    """Join the group that torchrun's variables describe, if there is one; yields the device of this process.

    Without such variables, and in a group that exists already, this does nothing. Raises UserError when `ranks`, the
    number of devices asked for, contradicts the group.
    """
    if dist.is_initialized():
        _check(ranks, dist.get_world_size())
        yield device
        return
    size = int(os.environ.get("WORLD_SIZE", "1"))
    if size == 1:
        yield device
        return
    _check(ranks, size)
    local = device.of_rank(int(os.environ.get("LOCAL_RANK", "0")))
    dist.init_process_group("nccl" if local.is_cuda else "gloo", timeout=_TIMEOUT)
    try:
        yield local
    finally:
        dist.destroy_process_group()


def _check(wanted: int, size: int) -> None:
    if wanted not in (1, size):
        raise UserError(f"devices is {wanted}, but this run was started with {size} processes")


@contextmanager
def helpers(ranks: int, device: Device, work: Callable[..., object], *arguments: Any) -> Iterator[Device]:
    """Run the block as rank 0 of `ranks` processes, and `work(*arguments, device)` in all others.

    `work` and its arguments are pickled. Helpers end with the block, however it ends. Raises UserError when there are
    fewer GPUs than ranks.
    """
    if device.is_cuda and torch.cuda.device_count() < ranks:
        raise UserError(f"devices is {ranks}, but this worker sees {torch.cuda.device_count()} GPUs: lower it")
    with TemporaryDirectory(prefix="winnow-ranks-") as folder:
        threads = max(1, torch.get_num_threads() // ranks)
        context = get_context("spawn")
        started = [
            context.Process(
                target=_help, args=(rank, ranks, folder, device, threads, os.getpid(), work, arguments), daemon=True
            )
            for rank in range(1, ranks)
        ]
        for process in started:
            process.start()
        before = torch.get_num_threads()
        try:
            with _member(0, ranks, folder, device, threads) as local:
                try:
                    yield local
                except BaseException:
                    # Leaving a group waits for its members, and they wait for this process.
                    _end(started)
                    raise
            for process in started:
                process.join(60)
        finally:
            torch.set_num_threads(before)
            _end(started)


def _help(
    rank: int,
    ranks: int,
    folder: str,
    device: Device,
    threads: int,
    parent: int,
    work: Callable[..., object],
    arguments: tuple[Any, ...],
) -> None:
    lifeline.die_with_parent(signal.SIGKILL)
    lifeline.exit_if_orphaned(parent)
    with _member(rank, ranks, folder, device, threads) as local:
        work(*arguments, local)


@contextmanager
def _member(rank: int, ranks: int, folder: str, device: Device, threads: int) -> Iterator[Device]:
    local = device.of_rank(rank)
    torch.set_num_threads(threads)
    meeting = (Path(folder) / "meeting").as_uri()
    dist.init_process_group(
        "nccl" if local.is_cuda else "gloo", init_method=meeting, rank=rank, world_size=ranks, timeout=_TIMEOUT
    )
    try:
        yield local
    finally:
        with suppress(RuntimeError):
            dist.destroy_process_group()


def _end(processes: list[SpawnProcess]) -> None:
    for process in processes:
        if process.is_alive():
            process.kill()
        process.join()


def average_(values: Tensor) -> None:
    """Replace `values` by their mean over all processes."""
    if world()[1] > 1:
        dist.all_reduce(values)
        values /= world()[1]


def from_first(value: Any) -> Any:
    """`value` as the first process has it, any picklable object; also a barrier."""
    if world()[1] == 1:
        return value
    box = [value]
    dist.broadcast_object_list(box, src=0)
    return box[0]
