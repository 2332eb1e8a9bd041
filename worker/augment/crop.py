"""Random resized crops, flips and quarter turns, drawn in the geometry of the original images."""

import math
from typing import NamedTuple

import torch
from torch import Tensor

from store.specs.transforms import ViewTransform

# torchvision's RandomResizedCrop tries ten boxes before it falls back to a centred one.
ATTEMPTS = 10
# A crop of the whole image may exceed it by a rounding error.
TOLERANCE = 1e-6


class Crops(NamedTuple):
    """What to cut out of each image, in fractions of its height and width.

    start, stop: (B, 2) float32 in 0..1, the vertical and the horizontal end of the box; start > stop mirrors the axis.
    transposed: (B,) bool, swap rows and columns after the resize. With the mirrors it makes every quarter turn.
    """

    start: Tensor
    stop: Tensor
    transposed: Tensor


def draw_crops(transform: ViewTransform, aspect: Tensor, generator: torch.Generator) -> Crops:
    """Draw one box per image with the distribution of torchvision's RandomResizedCrop, then mirrors and turns.

    The share of the area is uniform, the logarithm of width / height is uniform, and boxes that do not fit are drawn
    again. torchvision rounds boxes to whole pixels, here they are continuous.

    aspect: (B,) float32, width / height of the original images, on the device of the generator.
    """
    start, extent = _draw_boxes(transform, aspect, generator)
    mirrored, transposed = _draw_orientation(transform, len(aspect), generator)
    stop = start + extent
    return Crops(torch.where(mirrored, stop, start), torch.where(mirrored, start, stop), transposed)


def centered_squares(aspect: Tensor, *, share: float) -> Crops:
    """The centred square of `share` times the short side of each image. aspect: (B,) float32."""
    extent = share * torch.stack([aspect.clamp(max=1), aspect.reciprocal().clamp(max=1)], 1)
    start = (1 - extent) / 2
    return Crops(start, start + extent, torch.zeros_like(aspect, dtype=torch.bool))


def _draw_boxes(transform: ViewTransform, aspect: Tensor, generator: torch.Generator) -> tuple[Tensor, Tensor]:
    """Start and extent (B, 2) of the boxes, as fractions of height and width."""
    device, batch = generator.device, len(aspect)
    uniform = torch.rand((2, batch, ATTEMPTS), generator=generator, device=device)
    share = _between(uniform[0], transform.crop_scale_min, transform.crop_scale_max)
    ratio = _between(uniform[1], math.log(transform.crop_ratio_min), math.log(transform.crop_ratio_max)).exp()
    stretch = ratio / aspect[:, None]
    candidates = torch.stack([(share / stretch).sqrt(), (share * stretch).sqrt()], 2)
    fits = (candidates <= 1 + TOLERANCE).all(2)
    first = fits.int().argmax(1)
    extent = candidates[torch.arange(batch, device=device), first]
    extent = torch.where(fits.any(1)[:, None], extent, _fallback(transform, aspect)).clamp(max=1)
    place = torch.rand((batch, 2), generator=generator, device=device)
    # Images for which nothing fits get the centred box, but the draw is made: others must not depend on it.
    place = torch.where(fits.any(1)[:, None], place, 0.5)
    return place * (1 - extent), extent


def _fallback(transform: ViewTransform, aspect: Tensor) -> Tensor:
    """The largest box of an allowed ratio, (B, 2): the whole image, or cut along its long axis."""
    ratio = aspect.clamp(transform.crop_ratio_min, transform.crop_ratio_max)
    return torch.stack([(aspect / ratio).clamp(max=1), (ratio / aspect).clamp(max=1)], 1)


def _draw_orientation(transform: ViewTransform, batch: int, generator: torch.Generator) -> tuple[Tensor, Tensor]:
    """Mirrors (B, 2) bool of the vertical and horizontal axis, and transpositions (B,) bool.

    A quarter turn to the left is a horizontal mirror and then a transposition, a turn to the right a vertical mirror
    and a transposition, a half turn both mirrors.
    """
    uniform = torch.rand((4, batch), generator=generator, device=generator.device)
    quarters = torch.where(uniform[2] < transform.rotate_90, (uniform[3] * 3).long().clamp(max=2) + 1, 0)
    # Flips come first, and so do the mirrors of a turn: they act on the same axes and cancel in pairs.
    vertical = (uniform[0] < transform.vertical_flip) ^ (quarters >= 2)
    horizontal = (uniform[1] < transform.horizontal_flip) ^ ((quarters == 1) | (quarters == 2))
    return torch.stack([vertical, horizontal], 1), quarters % 2 == 1


def _between(uniform: Tensor, low: float, high: float) -> Tensor:
    return uniform * (high - low) + low
