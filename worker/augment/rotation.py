"""Turns by any angle, of the drawn samples."""

import math

import torch
from torch import Tensor
from torch.nn import functional


def draw_angles(degrees: float, batch: int, generator: torch.Generator) -> Tensor:
    """Angles (B,) float32 in degrees, uniform from `-degrees` to `degrees`."""
    return (torch.rand(batch, generator=generator, device=generator.device) * 2 - 1) * degrees


def rotate(planes: Tensor, angles: Tensor) -> Tensor:
    """Turn every view around its centre, bilinear; what comes in at the corners is the view's own mirror image.

    Black corners would tell the network the angle. planes: (n, x, 3, y) float32. angles: (n,) float32, degrees,
    counter-clockwise. Returns the same shape.
    """
    images = planes.permute(0, 2, 3, 1)
    radians = angles * (math.pi / 180)
    cosine, sine, zero = radians.cos(), radians.sin(), torch.zeros_like(radians)
    # From where in the input each pixel of the output comes, with y pointing down.
    matrix = torch.stack([cosine, -sine, zero, sine, cosine, zero], 1).view(-1, 2, 3)
    grid = functional.affine_grid(matrix, list(images.shape), align_corners=False)
    turned = functional.grid_sample(images, grid, mode="bilinear", padding_mode="reflection", align_corners=False)
    return turned.permute(0, 3, 1, 2)
