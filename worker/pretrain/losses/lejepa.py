"""LeJEPA: views agree, and their embeddings are distributed like an isotropic Gaussian (Balestriero & LeCun 2025)."""

from typing import Any

import torch
from torch import Tensor, nn
from torch.autograd import Function

from worker.pretrain.losses.gather import mean_over_processes, world
from worker.pretrain.losses.precision import in_full_precision
from worker.pretrain.losses.slices import invariance, random_directions


@in_full_precision
def sigreg(views: Tensor, directions: Tensor, *, knots: int = 17, t_max: float = 3.0) -> Tensor:
    """Sketched isotropic Gaussian regularisation of (V, B, d): a scalar, 0 for a perfect Gaussian.

    Along each of the unit `directions` (d, S), and for each view apart, the statistic of Epps and Pulley: the
    squared distance of the empirical characteristic function to that of the standard normal distribution, under a
    Gaussian window, integrated by the trapezoidal rule over `knots` points of [0, t_max] and their mirror images,
    times the number of samples, over all processes. The mean over directions and views.
    """
    samples = views.shape[1] * world()[1]
    t = torch.linspace(0, t_max, knots, device=views.device, dtype=views.dtype)
    target = torch.exp(-t.square() / 2)
    weights = torch.full_like(t, 2 * t_max / (knots - 1)) * target
    weights[[0, -1]] = weights[[0, -1]] / 2
    cosine, sine = _CharacteristicFunction.apply(views @ directions, t)
    cosine, sine = mean_over_processes(cosine), mean_over_processes(sine)
    error = (cosine - target).square() + sine.square()
    return samples * (error @ weights).mean()


class _CharacteristicFunction(Function):
    """The means over B of cos(t x) and sin(t x), (V, B, S) and (K,) to twice (V, S, K).

    Written out because autograd would keep 2 K arrays as large as x; this keeps x alone and computes twice.
    """

    @staticmethod
    def forward(ctx: Any, x: Tensor, t: Tensor) -> tuple[Tensor, Tensor]:
        ctx.save_for_backward(x, t)
        angles = (x * point for point in t)
        means = [(angle.cos().mean(dim=1), angle.sin().mean(dim=1)) for angle in angles]
        cosine, sine = zip(*means, strict=True)
        return torch.stack(cosine, dim=-1), torch.stack(sine, dim=-1)

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> tuple[Tensor, None]:
        x, t = ctx.saved_tensors
        by_cosine, by_sine = (gradient.unsqueeze(1) for gradient in gradients)
        total = torch.zeros_like(x)
        for k, point in enumerate(t):
            angle = x * point
            total.addcmul_(angle.sin(), by_cosine[..., k] * -point)
            total.addcmul_(angle.cos(), by_sine[..., k] * point)
        return total / x.shape[1], None


class LeJEPALoss(nn.Module):
    """`weight` times `sigreg` of all views plus 1 - `weight` times their `invariance`."""

    def __init__(self, *, weight: float = 0.05, slices: int = 1024, knots: int = 17, t_max: float = 3.0) -> None:
        super().__init__()
        self.weight, self.slices, self.knots, self.t_max = weight, slices, knots, t_max

    def forward(
        self, global_views: Tensor, local_views: Tensor, *, generator: torch.Generator | None = None
    ) -> dict[str, Tensor]:
        """(V, B, d) and (W, B, d), W may be 0: scalars `loss`, `invariance` and `sigreg`.

        The directions are drawn from `generator`, new ones in every call.
        """
        return self.along(global_views, local_views, random_directions(global_views, self.slices, generator=generator))

    @in_full_precision
    def along(self, global_views: Tensor, local_views: Tensor, directions: Tensor) -> dict[str, Tensor]:
        """The same along given `directions` (d, S)."""
        agreement = invariance(global_views, local_views)
        gaussian = sigreg(torch.cat([global_views, local_views]), directions, knots=self.knots, t_max=self.t_max)
        loss = self.weight * gaussian + (1 - self.weight) * agreement
        return {"loss": loss, "invariance": agreement.detach(), "sigreg": gaussian.detach()}
