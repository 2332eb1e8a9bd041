"""InfoNCE (van den Oord et al. 2018): find the key of the same image among many."""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from worker.pretrain.losses.gather import gather, world
from worker.pretrain.losses.precision import in_full_precision


@in_full_precision
def info_nce(query: Tensor, keys: Tensor, positions: Tensor, *, temperature: float) -> Tensor:
    """The cross entropy of queries (B, d) over keys (K, d): a scalar.

    The key of query i is row `positions[i]` of `keys`, all other rows are its negatives; (B,) int64. Queries and keys
    are scaled to length 1 here.
    """
    logits = F.normalize(query, dim=1) @ F.normalize(keys, dim=1).T / temperature
    return F.cross_entropy(logits, positions)


@in_full_precision
def batch_info_nce(query: Tensor, key: Tensor, *, temperature: float) -> Tensor:
    """The cross entropy of queries (B, d) over the keys (B, d) of the batch, row i to row i: a scalar.

    Unlike in NT-Xent, queries are not compared with each other. In a distributed run the keys of all processes are
    compared, and the mean of the losses of the processes is the loss of one process with the whole batch.
    """
    first = world()[0] * len(query)
    positions = torch.arange(first, first + len(query), device=query.device)
    return info_nce(query, gather(key), positions, temperature=temperature)


class InfoNCELoss(nn.Module):
    """`batch_info_nce` of queries and keys (B, d): a scalar."""

    def __init__(self, *, temperature: float = 0.2) -> None:
        super().__init__()
        self.temperature = temperature

    def forward(self, query: Tensor, key: Tensor) -> Tensor:
        return batch_info_nce(query, key, temperature=self.temperature)
