"""Crop, flip, resize and blur of a whole batch as two batched matrix products.

Resampling with a separable filter is linear: a view is `rows @ image @ columns.T`, where `rows` and `columns` are
(side, source_side) matrices of filter weights. The box, the flips and the blur of a sample only change its weights,
so a batch in which every sample has its own parameters is still two calls of BLAS, exact and antialiased.
"""

import torch
from torch import Tensor


def filter_weights(start: Tensor, stop: Tensor, *, source_side: int, side: int) -> Tensor:
    """Weights that resample the stretch from `start` to `stop` of an axis to `side` pixels.

    The filter is a triangle that widens with the reduction, hence antialiased; enlarging is linear interpolation.
    Weights that fall off the image are dropped and the rest renormalised, as Pillow does for `resize(box=...)`.

    start, stop: (...) float32, in source pixels, between 0 and `source_side`; `start > stop` mirrors the axis.
    Returns (..., side, source_side) float32, every row with the sum 1.
    """
    step = ((stop - start) / side)[..., None]
    centers = start[..., None] + step * (torch.arange(side, device=start.device) + 0.5)
    pixels = torch.arange(source_side, device=start.device) + 0.5
    # The division by the width is done on the two short vectors, not on their (side, source_side) difference.
    per_width = step.abs().clamp(min=1).reciprocal()
    distance = (centers * per_width)[..., :, None] - (pixels * per_width)[..., None, :]
    weights = distance.abs_().clamp_(max=1).neg_().add_(1)
    return weights.mul_(weights.sum(-1, keepdim=True).reciprocal_())


def resample(pixels: Tensor, rows: Tensor, columns: Tensor) -> Tensor:
    """Apply row and column weights to every image of a batch.

    pixels: (B, H, W, 3) uint8. rows: (B, side, H) float32. columns: (B, side, W) float32.
    Returns (B, side, 3, side) float32 in 0..255 with the axes x, channel, y. In this order both products read and
    write whole lines of memory; `write_views` brings it into the order of the network.
    """
    batch, height, width, channels = pixels.shape
    side = rows.shape[1]
    lines = pixels.reshape(batch, height, width * channels).float()
    lines = torch.bmm(lines.transpose(1, 2), rows.transpose(1, 2))
    return torch.bmm(columns, lines.view(batch, width, channels * side)).view(batch, side, channels, side)


def empty_views(pixels: Tensor, image_size: int) -> Tensor:
    """Room for one view per image: (B, 3, image_size, image_size) float32, channels_last, on the device of `pixels`.

    Raises ValueError unless `pixels` is (B, S, S, 3) uint8.
    """
    if pixels.dtype != torch.uint8 or pixels.ndim != 4 or pixels.shape[3] != 3 or pixels.shape[1] != pixels.shape[2]:
        raise ValueError(f"pixels must be (B, S, S, 3) uint8, not {tuple(pixels.shape)} {pixels.dtype}")
    return torch.empty((len(pixels), image_size, image_size, 3), device=pixels.device).permute(0, 3, 1, 2)


def write_views(planes: Tensor, views: Tensor) -> None:
    """Copy (B, side, 3, side) planes with the axes x, channel, y into `views` (B, 3, side, side)."""
    views.copy_(planes.permute(0, 2, 3, 1))
