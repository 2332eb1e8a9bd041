"""Random directions that distributions are looked at along, as LeJEPA and VISReg do."""

import torch
import torch.nn.functional as F
from torch import Tensor

from worker.pretrain.losses.gather import of_first_process


def random_directions(like: Tensor, count: int, *, generator: torch.Generator | None = None) -> Tensor:
    """(d, count) unit columns for `like` (..., d), on its device, the same on all processes.

    Drawn from `generator`, on the CPU, or from torch's global one.
    """
    drawn = torch.randn(like.shape[-1], count, generator=generator, dtype=like.dtype)
    return F.normalize(of_first_process(drawn.to(like.device, non_blocking=True)), dim=0)


def invariance(global_views: Tensor, local_views: Tensor) -> Tensor:
    """The mean squared distance of every view to the centroid of the global views of its image: a scalar.

    global_views: (V, B, d); local_views: (W, B, d), W may be 0.
    """
    centroids = global_views.mean(dim=0)
    return (torch.cat([global_views, local_views]) - centroids).square().mean()
