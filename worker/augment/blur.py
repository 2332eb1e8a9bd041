"""Gaussian blur of the drawn samples, folded into their resampling weights."""

import torch
from torch import Tensor

from store.specs.transforms import ViewTransform

# The size at which the parameters of ViewTransform count in pixels.
REFERENCE_SIZE = 224
# Up to this size a view has no detail that a blur could take away without taking the object.
SMALLEST_BLURRED_SIZE = 41
# exp(-16) is 1e-7: less than a float32 of the view can hold beside the middle of the kernel.
NEGLIGIBLE = -16.0


def draw_sigmas(transform: ViewTransform, batch: int, image_size: int, generator: torch.Generator) -> Tensor:
    """Standard deviations (B,) float32 in pixels of the view, uniform in the range; 0 where no blur was drawn."""
    drawn, uniform = torch.rand((2, batch), generator=generator, device=generator.device)
    low, high = transform.blur_sigma_min, transform.blur_sigma_max
    sigmas = (uniform * (high - low) + low) * (image_size / REFERENCE_SIZE)
    probability = transform.gaussian_blur if image_size >= SMALLEST_BLURRED_SIZE else 0.0
    return torch.where(drawn < probability, sigmas, 0.0)


def blur_weights(weights: Tensor, sigmas: Tensor) -> Tensor:
    """Weights that resample and then blur along the same axis.

    A separable blur is a product with a band matrix on either side of the view, and (G R) X (C.T G.T) needs only the
    small products G R and G C. The Gaussian is renormalised where it leaves the view.

    weights: (B, 2, side, source_side) float32, rows with the sum 1. sigmas: (B,) float32 > 0, pixels of the view.
    """
    side = weights.shape[2]
    offsets = torch.arange(1 - side, side, device=weights.device)
    exponent = offsets.square() / (-2 * sigmas[:, None].square())
    # A tail of subnormal numbers would not change a bit of the result and slow the products tenfold.
    kernel = torch.where(exponent > NEGLIGIBLE, exponent.exp(), 0.0)
    # Window i of the symmetric kernel is row side - 1 - i of the band matrix.
    band = kernel.unfold(1, side, 1).flip(1)
    band = band / band.sum(2, keepdim=True)
    return torch.matmul(band[:, None], weights)
