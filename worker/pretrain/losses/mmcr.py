"""MMCR: maximum manifold capacity representations (Yerxa et al. 2023)."""

import torch
from torch import Tensor, nn

from worker.pretrain.losses.gather import gather
from worker.pretrain.losses.precision import in_full_precision


@in_full_precision
def mmcr(views: Tensor, *, compression_weight: float) -> Tensor:
    """How little room the images take up, plus how much their views do: a scalar.

    views: (B, V, d), V views of each image, of unit length in the paper. The first term is minus the nuclear norm
    of the (B, d) matrix of the images' centroids, over the batches of all processes; the second the mean over
    images of the nuclear norm of their (V, d) views.
    """
    centroids = gather(views.mean(dim=1))
    loss: Tensor = -torch.linalg.svdvals(centroids).sum()
    if compression_weight:
        loss = loss + compression_weight * torch.linalg.svdvals(views).sum(dim=1).mean()
    return loss


class MMCRLoss(nn.Module):
    """`mmcr` of (B, V, d) views: a scalar."""

    def __init__(self, *, compression_weight: float = 5e-3) -> None:
        super().__init__()
        self.compression_weight = compression_weight

    def forward(self, views: Tensor) -> Tensor:
        return mmcr(views, compression_weight=self.compression_weight)
