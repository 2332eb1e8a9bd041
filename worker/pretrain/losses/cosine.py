"""Negative cosine similarity, the loss of SimSiam, FastSiam and, up to a factor, BYOL."""

import torch.nn.functional as F
from torch import Tensor, nn

from worker.pretrain.losses.precision import in_full_precision


@in_full_precision
def negative_cosine_similarity(prediction: Tensor, target: Tensor) -> Tensor:
    """Minus the mean cosine of the rows of `prediction` and `target`, both (B, d): a scalar in [-1, 1].

    2 + 2 times it is the mean squared distance of the rows scaled to length 1.
    """
    return -F.cosine_similarity(prediction, target, dim=1).mean()


class NegativeCosineSimilarity(nn.Module):
    """`negative_cosine_similarity` of (B, d) predictions and targets: a scalar."""

    def forward(self, prediction: Tensor, target: Tensor) -> Tensor:
        return negative_cosine_similarity(prediction, target)
