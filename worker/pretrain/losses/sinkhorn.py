"""Balanced soft assignment by Sinkhorn's iterations (Cuturi 2013), as SwAV and ReSA use it."""

import torch
from torch import Tensor

from worker.pretrain.losses.gather import max_over_processes, sum_over_processes
from worker.pretrain.losses.precision import in_full_precision


@in_full_precision
@torch.no_grad()
def sinkhorn(scores: Tensor, *, epsilon: float = 0.05, iterations: int = 3) -> Tensor:
    """Assign rows to columns so that all columns get about the same mass: (N, K) to (N, K), rows sum to 1.

    At least one iteration, and one row in every process. `epsilon` is the temperature, with smaller ones the
    assignment is harder. In a distributed run `scores` are the rows of this process, of any number, over the same
    columns; columns are balanced over the rows of all processes. Logarithms are iterated instead of the
    exponentials of the paper, so that no epsilon over- or underflows.
    """
    log_q = scores / epsilon
    for _ in range(iterations):
        log_q = log_q - _column_logsumexp(log_q)
        log_q = log_q - log_q.logsumexp(dim=1, keepdim=True)
    return log_q.exp()


def _column_logsumexp(x: Tensor) -> Tensor:
    highest = max_over_processes(x.amax(dim=0, keepdim=True))
    return highest + sum_over_processes((x - highest).exp().sum(dim=0, keepdim=True)).log()
