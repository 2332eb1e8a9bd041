"""Patches of images and which of them to hide."""

import math

import torch
from torch import Tensor


def patchify(images: Tensor, patch_size: int) -> Tensor:
    """(B, C, h * p, w * p) to (B, h * w, p * p * C): patches row by row, pixels row by row, channels last."""
    batch, channels, height, width = images.shape
    rows, columns = height // patch_size, width // patch_size
    cut = images.reshape(batch, channels, rows, patch_size, columns, patch_size)
    return cut.permute(0, 2, 4, 3, 5, 1).reshape(batch, rows * columns, patch_size**2 * channels)


def normalize_patches(patches: Tensor) -> Tensor:
    """(..., P) to mean 0 and variance 1 within each patch (He et al. 2022, section 4.1)."""
    mean = patches.mean(dim=-1, keepdim=True)
    variance = patches.var(dim=-1, keepdim=True)
    return (patches - mean) / (variance + 1e-6).sqrt()


def draw_mask(noise: Tensor, ratio: float) -> tuple[Tensor, Tensor]:
    """Which patches to hide: (kept, hidden), (B, K) and (B, N - K) int64, for noise (B, N) that is drawn at random.

    The patches of least noise stay, int(N * (1 - ratio)) of them, but at least one, and at most all but one.
    """
    n_patches = noise.shape[1]
    n_kept = min(max(1, int(n_patches * (1 - ratio))), n_patches - 1)
    order = noise.argsort(dim=1)
    return order[:, :n_kept], order[:, n_kept:]


def draw_blocks(noise: Tensor, *, side: int, block: int, ratio: float) -> Tensor:
    """(B, side * side) bool, True where a patch is hidden: whole squares of `block` x `block` patches are.

    noise: (B, n * n) with n = ceil(side / block), drawn at random; squares at the edges may be cut off.
    """
    _, hidden = draw_mask(noise, ratio)
    squares = torch.zeros_like(noise, dtype=torch.bool).scatter(1, hidden, value=True)
    n = blocks_per_side(side, block)
    grid = squares.reshape(-1, n, n).repeat_interleave(block, dim=1).repeat_interleave(block, dim=2)
    return grid[:, :side, :side].flatten(1)


def blocks_per_side(side: int, block: int) -> int:
    """How many squares of `block` patches cover `side` patches."""
    return math.ceil(side / block)
