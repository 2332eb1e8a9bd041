"""Rectangles that hide a part of the drawn samples (random erasing, Zhong et al. 2020)."""

import math

import torch
from torch import Tensor

# Width / height of a hole, as in the paper.
RATIO = 3.3


def draw_holes(low: float, high: float, side: int, batch: int, generator: torch.Generator) -> Tensor:
    """Top, bottom, left and right (B, 4) int64 in pixels, bottom and right exclusive.

    low, high: hidden share of the area. A hole that would be longer than the view is cut to its side.
    """
    share, ratio, *place = torch.rand((4, batch), generator=generator, device=generator.device)
    share = share * (high - low) + low
    ratio = ((ratio * 2 - 1) * math.log(RATIO)).exp()
    ends = []
    for extent, offset in zip(((share / ratio).sqrt(), (share * ratio).sqrt()), place, strict=True):
        length = (extent.clamp(max=1) * side).round().clamp(min=1)
        start = (offset * (side + 1 - length)).floor().clamp(max=side - length)
        ends += [start, start + length]
    return torch.stack(ends, 1).long()


def erase(planes: Tensor, holes: Tensor, fill: Tensor) -> Tensor:
    """Fill every hole. planes: (n, x, 3, y) float32. holes: (n, 4) int64. fill: (3,). Returns the same shape."""
    axis = torch.arange(planes.shape[1], device=planes.device)
    top, bottom, left, right = holes.unbind(1)
    rows = (axis >= top[:, None]) & (axis < bottom[:, None])
    columns = (axis >= left[:, None]) & (axis < right[:, None])
    return torch.where(columns[:, :, None, None] & rows[:, None, None, :], fill[:, None], planes)
