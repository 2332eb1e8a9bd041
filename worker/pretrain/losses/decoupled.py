"""Decoupled contrastive learning (Yeh et al. 2022): NT-Xent without the positive in the denominator."""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from worker.pretrain.losses.gather import gather, world
from worker.pretrain.losses.precision import in_full_precision


@in_full_precision
def decoupled(query: Tensor, key: Tensor, *, temperature: float, sigma: float | None = None) -> Tensor:
    """DCL, or DCLW where `sigma` is given, of two views projected to (B, d): a scalar. B must be 2 or more.

    With sigma the pull of pair i is weighted by 2 - N softmax(cosine / sigma)_i over the N pairs of the whole batch, as
    the von Mises-Fisher weighting of the paper: pairs that already agree are pulled less. In a distributed run the
    negatives come from all processes; the mean of the losses of the processes is that of one with the whole batch.
    """
    rank, processes = world()
    batch = len(query)
    query, key = F.normalize(query, dim=1), F.normalize(key, dim=1)
    everyone = torch.cat([gather(query), gather(key)])
    logits = torch.cat([query, key]) @ everyone.T / temperature
    in_query = (torch.arange(batch, device=logits.device) + rank * batch).repeat(2)
    in_key = in_query + processes * batch
    logits = logits.scatter(1, torch.stack([in_query, in_key], dim=1), -torch.inf)
    cosine = (query * key).sum(dim=1)
    pull = cosine if sigma is None else cosine * _weights(cosine, sigma)
    return logits.logsumexp(dim=1).mean() - pull.mean() / temperature


@torch.no_grad()
def _weights(cosine: Tensor, sigma: float) -> Tensor:
    rank, _ = world()
    everyone = gather(cosine)
    weights = 2 - len(everyone) * torch.softmax(everyone / sigma, dim=0)
    return weights[rank * len(cosine) : (rank + 1) * len(cosine)]


class DCLLoss(nn.Module):
    """`decoupled` without weights, of two (B, d) views: a scalar."""

    def __init__(self, *, temperature: float = 0.1) -> None:
        super().__init__()
        self.temperature = temperature

    def forward(self, query: Tensor, key: Tensor) -> Tensor:
        return decoupled(query, key, temperature=self.temperature)


class DCLWLoss(nn.Module):
    """`decoupled` with weights of width `sigma`, of two (B, d) views: a scalar."""

    def __init__(self, *, temperature: float = 0.1, sigma: float = 0.5) -> None:
        super().__init__()
        self.temperature, self.sigma = temperature, sigma

    def forward(self, query: Tensor, key: Tensor) -> Tensor:
        return decoupled(query, key, temperature=self.temperature, sigma=self.sigma)
