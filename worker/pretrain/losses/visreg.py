"""VISReg: variance, invariance and sketched regularisation (Wu et al. 2026)."""

from typing import NamedTuple

import torch
from torch import Tensor, nn

from worker.pretrain.losses.gather import gather, world
from worker.pretrain.losses.precision import in_full_precision
from worker.pretrain.losses.slices import invariance, random_directions

_EPSILON = 1e-4


class VISRegTerms(NamedTuple):
    """The four terms without their weights, scalars."""

    invariance: Tensor
    scale: Tensor
    shape: Tensor
    center: Tensor


@in_full_precision
def visreg(global_views: Tensor, local_views: Tensor, directions: Tensor) -> VISRegTerms:
    """The terms of (V, B, d) global and (W, B, d) local views, W may be 0. B must be 2 or more.

    invariance: mean squared distance to the centroid of the global views; center: mean square of the batch mean of
    every dimension; scale: mean squared distance of every standard deviation to 1; shape: the squared
    2-Wasserstein distance of the standardised embeddings, along each of the unit `directions` (d, S), to the
    quantiles of the standard normal distribution; no gradient goes through that standardisation's scale. Every
    view is judged apart, over the batches of all processes; each process takes its share of the directions, the
    mean over processes is that over all.
    """
    rank, processes = world()
    agreement = invariance(global_views, local_views)
    views = gather(torch.cat([global_views, local_views]).transpose(0, 1)).transpose(0, 1)
    mean = views.mean(dim=1, keepdim=True)
    deviation = views.std(dim=1, correction=0, keepdim=True)
    standardised = (views - mean) / (deviation.detach() + _EPSILON)
    along = (standardised @ directions[:, rank::processes]).sort(dim=1).values
    distance = (along - _normal_quantiles(along.shape[1], like=along)[:, None]).square()
    return VISRegTerms(
        invariance=agreement,
        scale=(1 - deviation).square().mean(),
        # Directions may not divide evenly: a process with more of them counts more.
        shape=distance.mean(dim=(0, 1)).sum() * processes / directions.shape[1],
        center=mean.square().mean(),
    )


def _normal_quantiles(count: int, *, like: Tensor) -> Tensor:
    """(count,) quantiles of the standard normal distribution at i / (count + 1)."""
    positions = torch.arange(1, count + 1, device=like.device, dtype=like.dtype) / (count + 1)
    quantiles: Tensor = torch.special.ndtri(positions)
    return quantiles


class VISRegLoss(nn.Module):
    """1 - `weight` times the invariance plus `weight` times the weighted sum of the other terms of `visreg`."""

    def __init__(
        self,
        *,
        weight: float = 0.9,
        slices: int = 4096,
        scale_weight: float = 1.0,
        shape_weight: float = 1.0,
        center_weight: float = 1.0,
    ) -> None:
        super().__init__()
        self.weight, self.slices = weight, slices
        self.scale_weight, self.shape_weight, self.center_weight = scale_weight, shape_weight, center_weight

    def forward(
        self, global_views: Tensor, local_views: Tensor, *, generator: torch.Generator | None = None
    ) -> dict[str, Tensor]:
        """(V, B, d) and (W, B, d), W may be 0: scalars `loss`, `invariance`, `scale`, `shape` and `center`.

        The directions are drawn from `generator`, new ones in every call.
        """
        return self.along(global_views, local_views, random_directions(global_views, self.slices, generator=generator))

    @in_full_precision
    def along(self, global_views: Tensor, local_views: Tensor, directions: Tensor) -> dict[str, Tensor]:
        """The same along given `directions` (d, S)."""
        terms = visreg(global_views, local_views, directions)
        gaussian = self.scale_weight * terms.scale + self.shape_weight * terms.shape + self.center_weight * terms.center
        loss = (1 - self.weight) * terms.invariance + self.weight * gaussian
        return {"loss": loss, **{name: term.detach() for name, term in terms._asdict().items()}}
