"""Position embeddings of vision transformers at other image sizes."""

import math
from collections.abc import Sequence

import torch
import torch.nn.functional as F
from torch import Tensor


def resample_positions(positions: Tensor, grid: Sequence[int], *, n_prefix: int) -> Tensor:
    """(1, n_prefix + N, D) of a square grid to (1, n_prefix + grid[0] * grid[1], D), bicubic and antialiased.

    The prefix stays as it is. What already has the right size comes back itself.
    """
    side = math.isqrt(positions.shape[1] - n_prefix)
    if side * side + n_prefix != positions.shape[1] or (side, side) == tuple(grid):
        return positions
    prefix, patches = positions[:, :n_prefix], positions[:, n_prefix:]
    image = patches.float().reshape(1, side, side, -1).permute(0, 3, 1, 2)
    image = F.interpolate(image, size=tuple(grid), mode="bicubic", antialias=True, align_corners=False)
    resampled = image.permute(0, 2, 3, 1).flatten(1, 2).to(positions.dtype)
    return torch.cat([prefix, resampled], dim=1)
