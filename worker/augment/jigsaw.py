"""Tiles of the drawn samples in random order."""

import torch
from torch import Tensor


def draw_orders(grid: int, batch: int, generator: torch.Generator) -> Tensor:
    """Random orders of `grid` x `grid` tiles, row by row, (B, grid ** 2) int64."""
    return torch.rand((batch, grid * grid), generator=generator, device=generator.device).argsort(1)


def shuffle_tiles(planes: Tensor, orders: Tensor, grid: int) -> Tensor:
    """Put tile `orders[i, k]` of sample i where tile k was.

    Tiles are square and as large as fit; what is left over at the right and at the bottom stays in its place.
    planes: (n, x, 3, y) float32. orders: (n, grid ** 2) int64. Returns the same shape.
    """
    count, side, channels, _ = planes.shape
    tile = side // grid
    used = tile * grid
    # (n, column, x, 3, row, y) to (n, tile, x, 3, y) with tiles in the order of rows.
    parts = planes[:, :used, :, :used].reshape(count, grid, tile, channels, grid, tile)
    tiles = parts.permute(0, 4, 1, 2, 3, 5).flatten(1, 2)
    moved = tiles[torch.arange(count, device=planes.device)[:, None], orders]
    moved = moved.view(count, grid, grid, tile, channels, tile).permute(0, 2, 3, 4, 1, 5)
    result = planes.clone()
    result[:, :used, :, :used] = moved.reshape(count, used, channels, used)
    return result
