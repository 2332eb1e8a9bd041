"""Barlow Twins (Zbontar et al. 2021) and its regulariser by mixed samples (Bandara et al. 2023)."""

import torch
from torch import Tensor, nn

from worker.pretrain.losses.gather import gather, world
from worker.pretrain.losses.precision import in_full_precision

# Of batch normalisation, which the paper's code standardises with.
_EPSILON = 1e-5


@in_full_precision
def barlow_twins(view_a: Tensor, view_b: Tensor, *, redundancy_weight: float) -> Tensor:
    """The distance of the cross-correlation matrix of two views (B, d) to the identity: a scalar.

    The correlations are over the batches of all processes, and every process computes the loss of the whole batch.
    """
    a, b = _standardised(gather(view_a)), _standardised(gather(view_b))
    correlation = a.T @ b / len(a)
    on_diagonal = (correlation.diagonal() - 1).square().sum()
    return on_diagonal + redundancy_weight * correlation.square().fill_diagonal_(0).sum()


@in_full_precision
def mixed_sample_regulariser(view_a: Tensor, view_b: Tensor, mixed: Tensor, partner: Tensor, share: Tensor) -> Tensor:
    """How far the embedding of mixed images is from the mixture of their embeddings, as correlations: a scalar.

    mixed: (B, d), the embedding of `share * a + (1 - share) * b[partner]`, where a and b are the images of `view_a` and
    `view_b` (B, d); partner: (B,) int64, a permutation; share: scalar in [0, 1], equal on all processes. The sum
    of squared differences between the correlations of the mixture with each view and the same mixture of
    correlations (equations 5 to 7 of the paper).
    """
    partner = gather(partner + world()[0] * len(partner))
    a, b, m = (_standardised(gather(view)) for view in (view_a, view_b, mixed))
    # Correlation is linear in its first argument, so that both targets are correlations with one mixture.
    excess = m - (share * a + (1 - share) * b[partner])
    return ((excess.T @ a / len(a)).square().sum()) + ((excess.T @ b / len(b)).square().sum())


def _standardised(x: Tensor) -> Tensor:
    """Every column with mean 0 and standard deviation 1 over the rows."""
    centred = x - x.mean(dim=0)
    return centred * torch.rsqrt(centred.square().mean(dim=0) + _EPSILON)


class BarlowTwinsLoss(nn.Module):
    """`barlow_twins` of two (B, d) views: a scalar."""

    def __init__(self, *, redundancy_weight: float = 5e-3) -> None:
        super().__init__()
        self.redundancy_weight = redundancy_weight

    def forward(self, view_a: Tensor, view_b: Tensor) -> Tensor:
        return barlow_twins(view_a, view_b, redundancy_weight=self.redundancy_weight)


class MixedBarlowTwinsLoss(nn.Module):
    """Barlow Twins plus `mixing_weight * redundancy_weight` times the regulariser by mixed samples: a scalar."""

    def __init__(self, *, redundancy_weight: float = 5e-3, mixing_weight: float = 4.0) -> None:
        super().__init__()
        self.redundancy_weight, self.mixing_weight = redundancy_weight, mixing_weight

    def forward(self, view_a: Tensor, view_b: Tensor, mixed: Tensor, partner: Tensor, share: Tensor) -> Tensor:
        """The arguments of `mixed_sample_regulariser`."""
        twins = barlow_twins(view_a, view_b, redundancy_weight=self.redundancy_weight)
        mixing = mixed_sample_regulariser(view_a, view_b, mixed, partner, share)
        return twins + self.mixing_weight * self.redundancy_weight * mixing
