"""VICReg: variance, invariance, covariance (Bardes, Ponce & LeCun 2022)."""

from typing import NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from worker.pretrain.losses.gather import gather
from worker.pretrain.losses.precision import in_full_precision

_EPSILON = 1e-4


class VICRegTerms(NamedTuple):
    """The three terms without their weights, scalars."""

    invariance: Tensor
    variance: Tensor
    covariance: Tensor


@in_full_precision
def vicreg(view_a: Tensor, view_b: Tensor) -> VICRegTerms:
    """The terms of two views (B, d). B must be 2 or more.

    invariance: mean squared distance; variance: the mean hinge at 1 of the standard deviation of every dimension,
    averaged over the views; covariance: squared covariances of different dimensions, summed, divided by d, and
    summed over the views. Variances and covariances are over the batches of all processes.
    """
    invariance = F.mse_loss(view_a, view_b)
    whole = gather(view_a), gather(view_b)
    variance = sum((_variance(view) for view in whole), torch.zeros_like(invariance)) / 2
    covariance = sum((_covariance(view) for view in whole), torch.zeros_like(invariance))
    return VICRegTerms(invariance, variance, covariance)


def _variance(x: Tensor) -> Tensor:
    return F.relu(1 - torch.sqrt(x.var(dim=0) + _EPSILON)).mean()


def _covariance(x: Tensor) -> Tensor:
    x = x - x.mean(dim=0)
    return (x.T @ x / (len(x) - 1)).square().fill_diagonal_(0).sum() / x.shape[1]


class VICRegLoss(nn.Module):
    """The weighted sum of the terms of `vicreg` of two (B, d) views: a scalar."""

    def __init__(
        self, *, invariance_weight: float = 25.0, variance_weight: float = 25.0, covariance_weight: float = 1.0
    ) -> None:
        super().__init__()
        self.weights = (invariance_weight, variance_weight, covariance_weight)

    def forward(self, view_a: Tensor, view_b: Tensor) -> Tensor:
        return self.weigh(vicreg(view_a, view_b))

    def weigh(self, terms: VICRegTerms) -> Tensor:
        """The loss that `terms` make."""
        return torch.stack([weight * term for weight, term in zip(self.weights, terms, strict=True)]).sum()
