"""Which images and which random numbers belong to a step: functions of seed, epoch and step alone."""

import numpy as np
import numpy.typing as npt
import torch

Rows = npt.NDArray[np.int64]


def epoch_batches(rows: Rows, *, batch_size: int, seed: int, epoch: int) -> list[Rows]:
    """`rows` in the random order of (seed, epoch), in batches of `batch_size`; what is left over is dropped.

    Within a batch, where order means nothing to a loss over all pairs, rows ascend: the disk likes that.
    """
    shuffled = np.random.default_rng([seed, epoch]).permutation(rows)
    starts = range(0, len(rows) - batch_size + 1, batch_size)
    return [np.sort(shuffled[start : start + batch_size]) for start in starts]


def pieces(batch: Rows, *, accumulation: int, rank: int, ranks: int) -> list[Rows]:
    """What process `rank` of `ranks` computes of `batch`, in `accumulation` pieces, one after the other.

    The pieces that all processes compute at the same time are neighbours in the batch, in the order of the ranks.
    """
    return [piece.reshape(ranks, -1)[rank] for piece in np.split(batch, accumulation)]


def step_generator(seed: int, epoch: int, step: int, *, part: int = 0) -> torch.Generator:
    """The source of every random number of one part of a training step: on the CPU, so that a GPU sees the same crops.

    `part` numbers the processes and pieces that share the step.
    """
    entropy = [seed, epoch, step] if part == 0 else [seed, epoch, step, part]
    (state,) = np.random.SeedSequence(entropy).generate_state(1, np.uint64)
    return torch.Generator().manual_seed(int(state >> np.uint64(1)))
