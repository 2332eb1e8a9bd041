"""TiCo: transformation invariance and covariance contrast (Zhu et al. 2022)."""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from worker.pretrain.losses.gather import mean_over_processes
from worker.pretrain.losses.precision import in_full_precision


@in_full_precision
def tico(view_a: Tensor, view_b: Tensor, covariance: Tensor, *, contrast_weight: float) -> Tensor:
    """One minus the mean cosine of two views (B, d), plus `contrast_weight` times the mean energy of the first.

    The energy of a unit vector z is z^T C z under `covariance` C (d, d), which holds no gradient. A scalar.
    """
    a, b = F.normalize(view_a, dim=1), F.normalize(view_b, dim=1)
    return 1 - (a * b).sum(dim=1).mean() + contrast_weight * ((a @ covariance) * a).sum(dim=1).mean()


class TiCoLoss(nn.Module):
    """`tico` under a running mean of the second moments of the first view, over all processes, this batch included."""

    covariance: Tensor

    def __init__(self, dim: int, *, covariance_momentum: float = 0.9, contrast_weight: float = 8.0) -> None:
        super().__init__()
        self.covariance_momentum, self.contrast_weight = covariance_momentum, contrast_weight
        self.register_buffer("covariance", torch.zeros(dim, dim))

    def forward(self, view_a: Tensor, view_b: Tensor) -> Tensor:
        """Two (B, d) views to a scalar. Moves the covariance first."""
        with torch.no_grad(), torch.autocast(view_a.device.type, enabled=False):
            a = F.normalize(view_a.to(self.covariance.dtype), dim=1)
            self.covariance.lerp_(mean_over_processes(a.T @ a / len(a)), 1 - self.covariance_momentum)
        # A copy: the backward pass still needs this one when the next batch moves the buffer.
        return tico(view_a, view_b, self.covariance.clone(), contrast_weight=self.contrast_weight)
