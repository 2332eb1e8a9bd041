"""A batch in parts: on a CPU each thread takes a part and computes it alone."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from threading import Barrier

import torch
from torch import Tensor

# Source pixels that a CPU works on at a time: the intermediate tensors stay in the cache of its cores.
CPU_CHUNK_PIXELS = 2**18
SMALLEST_CHUNK = 8


def chunks(pixels: Tensor) -> Iterator[slice]:
    """The parts in which a batch is best worked on: all at once, but on a CPU a few images at a time."""
    batch, height, width, _ = pixels.shape
    size = max(1, batch)
    if pixels.device.type == "cpu":
        size = min(CPU_CHUNK_PIXELS // (height * width), -(-batch // torch.get_num_threads()))
        size = max(SMALLEST_CHUNK, size)
    for start in range(0, batch, size):
        yield slice(start, start + size)


def over_chunks(pixels: Tensor, work: Callable[[slice], None]) -> None:
    """Call `work` with every part of the batch, on a CPU in as many threads as torch has.

    A view is some dozens of small operations. Torch would start and join its threads for each of them, and where
    other processes want the cores, too, every join waits for whoever was pushed aside: measured with two busy cores,
    two threads took nine times as long as one. Here threads meet once in a batch.
    """
    parts = list(chunks(pixels))
    threads = torch.get_num_threads()
    if pixels.device.type != "cpu" or len(parts) == 1 or threads == 1:
        for part in parts:
            work(part)
        return
    # Both modes belong to a thread, and a tensor of one cannot be written to outside of it.
    inference, grad = torch.is_inference_mode_enabled(), torch.is_grad_enabled()

    def as_the_caller(part: slice) -> None:
        with torch.inference_mode(inference), torch.set_grad_enabled(grad):
            work(part)

    for _ in _pool(os.getpid(), threads).map(as_the_caller, parts):
        pass


@cache
def _pool(process: int, threads: int) -> ThreadPoolExecutor:
    """Threads of this process in which torch computes alone. A fork has none of its parent's threads."""
    del process
    pool = ThreadPoolExecutor(threads, "augment", initializer=_compute_alone)
    meeting = Barrier(threads)
    list(pool.map(lambda _: meeting.wait(), range(threads)))
    # Torch keeps one number for threads to come, which the ones above have changed.
    torch.set_num_threads(threads)
    return pool


def _compute_alone() -> None:
    # Asking makes torch set this thread up now; at its first operation it would undo what is set here.
    torch.get_num_threads()
    torch.set_num_threads(1)
