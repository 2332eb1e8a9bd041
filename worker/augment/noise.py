"""Gaussian noise on the drawn samples, from a seed for each."""

import torch
from torch import Tensor

from worker.augment.color import Normalization

SEEDS = 2**62


def draw_noise(low: float, high: float, batch: int, generator: torch.Generator) -> tuple[Tensor, Tensor]:
    """Standard deviations (B,) float32 as shares of the range of pixels, and seeds (B,) int64."""
    sigmas = torch.rand(batch, generator=generator, device=generator.device) * (high - low) + low
    return sigmas, torch.randint(SEEDS, (batch,), generator=generator, device=generator.device)


def add_noise(planes: Tensor, sigmas: Tensor, seeds: Tensor, normalization: Normalization) -> Tensor:
    """Add noise and clip to the range of pixels.

    Every sample has its own seed, so its noise depends on no neighbour; only this one op gives other bits on a GPU
    than on a CPU. planes: (n, x, 3, y) float32, normalised. Returns the same shape.
    """
    noise = torch.empty_like(planes, memory_format=torch.contiguous_format)
    generator = torch.Generator(planes.device)
    for sample, seed in zip(noise, seeds.tolist(), strict=True):
        sample.normal_(generator=generator.manual_seed(seed))
    noise *= sigmas[:, None, None, None] / normalization.std[:, None]
    black, white = normalization(0.0)[:, None], normalization(1.0)[:, None]
    return noise.add_(planes).clamp_(black, white)
