"""NT-Xent, the loss of SimCLR (Chen et al. 2020)."""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from worker.pretrain.losses.gather import gather, world
from worker.pretrain.losses.precision import in_full_precision


@in_full_precision
def nt_xent(query: Tensor, key: Tensor, *, temperature: float) -> Tensor:
    """The normalised temperature-scaled cross entropy of two views, projected to (B, d): a scalar.

    Every one of the 2B rows has one positive, the other view of its image, and 2B - 2 negatives, all other
    rows. In a distributed run the negatives come from all processes; the mean of the losses of the processes,
    and its gradient, are then those of one process with the whole batch.
    """
    rank, processes = world()
    batch = len(query)
    query, key = F.normalize(query, dim=1), F.normalize(key, dim=1)
    everyone = torch.cat([gather(query), gather(key)])
    logits = torch.cat([query, key]) @ everyone.T / temperature
    in_query = torch.arange(batch, device=logits.device) + rank * batch
    in_key = in_query + processes * batch
    itself, partner = torch.cat([in_query, in_key]), torch.cat([in_key, in_query])
    logits = logits.scatter(1, itself[:, None], -torch.inf)
    # cross_entropy subtracts the row maximum before the exponential: no temperature overflows it.
    return F.cross_entropy(logits, partner)


class NTXentLoss(nn.Module):
    """`nt_xent` of two (B, d) views: a scalar."""

    def __init__(self, *, temperature: float = 0.5) -> None:
        super().__init__()
        self.temperature = temperature

    def forward(self, query: Tensor, key: Tensor) -> Tensor:
        return nt_xent(query, key, temperature=self.temperature)
