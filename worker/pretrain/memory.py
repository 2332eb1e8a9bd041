"""Out of memory: which batch would have fitted?"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import torch

from store.specs.recipes import CompleteTrainSpec
from worker.reporting import UserError

Trial = Callable[[int], None] | None
"""Computes a step's loss and gradient for that many images; None where it cannot be tried."""


@contextmanager
def explained(spec: CompleteTrainSpec, trial: Trial) -> Iterator[None]:
    """Turn running out of memory in the block into a UserError that says what fits."""
    try:
        yield
    except (RuntimeError, MemoryError) as error:
        if not is_out_of_memory(error):
            raise
    else:
        return
    # Outside of the handler: the error holds the frames, and the frames hold what fills the memory.
    piece = spec.batch_size // spec.accumulation
    detail = f"a batch of {piece} images of {spec.image_size} px does not fit into the memory of the device"
    fitting = None if trial is None else _largest_fitting(spec, trial)
    if fitting is None:
        raise UserError(f"{detail}: lower batch_size, raise accumulation, or take a smaller image_size or backbone")
    raise UserError(
        f"{detail}, but {fitting} do: set accumulation to {spec.batch_size // fitting} to compute the batch of "
        f"{spec.batch_size} in pieces, or batch_size to {fitting}"
    )


def is_out_of_memory(error: BaseException) -> bool:
    """CUDA has a type of its own for it; the CPU's allocator has a RuntimeError."""
    if isinstance(error, torch.OutOfMemoryError | MemoryError):
        return True
    return isinstance(error, RuntimeError) and "can't allocate memory" in str(error)


def _largest_fitting(spec: CompleteTrainSpec, trial: Callable[[int], None]) -> int | None:
    """The largest piece, a whole fraction of the batch, that can be computed; None when not even 2 images can."""
    accumulation = spec.accumulation * 2
    while spec.batch_size % accumulation == 0 and spec.batch_size // accumulation >= 2:
        if torch.cuda.is_available():
            torch.cuda.empty_cache()
        if _fits(trial, spec.batch_size // accumulation):
            return spec.batch_size // accumulation
        accumulation *= 2
    return None


def _fits(trial: Callable[[int], None], images: int) -> bool:
    try:
        trial(images)
    except (RuntimeError, MemoryError) as error:
        if is_out_of_memory(error):
            return False
        raise
    return True
