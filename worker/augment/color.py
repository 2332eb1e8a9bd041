"""Brightness, contrast, saturation, hue, greyscale and normalisation as one affine map of RGB per sample."""

import math
from collections.abc import Sequence
from typing import NamedTuple

import torch
from torch import Tensor

from store.specs.transforms import ViewTransform

# Rec. 601 luma: the Y of YIQ, and what Pillow and torchvision call greyscale.
LUMA = (0.299, 0.587, 0.114)
# The chroma rows of the NTSC YIQ transform.
CHROMA = ((0.595716, -0.274453, -0.321263), (0.211456, -0.522591, 0.311135))


class Normalization(NamedTuple):
    """Channel statistics of what the network expects, for pixels in 0..1. Both (3,) float32."""

    mean: Tensor
    std: Tensor

    @classmethod
    def of(cls, mean: Sequence[float], std: Sequence[float]) -> "Normalization":
        """Raises ValueError unless there are three of each and every standard deviation is positive."""
        if len(mean) != 3 or len(std) != 3 or min(std) <= 0:
            raise ValueError("mean and std need three values each, and every std must be positive")
        return cls(torch.tensor(mean, dtype=torch.float32), torch.tensor(std, dtype=torch.float32))

    def __call__(self, value: float) -> Tensor:
        """What a pixel of `value` in 0..1 becomes in each channel, (3,) float32."""
        return (value - self.mean) / self.std

    def to(self, device: torch.device) -> "Normalization":
        return Normalization(self.mean.to(device), self.std.to(device))


class Colors(NamedTuple):
    """Factors (B,) float32 in the sense of torchvision's ColorJitter. Greyscale is a saturation of 0.

    contrast: around the mean luma of the view. hue: angle in the plane of I and Q, radians.
    """

    brightness: Tensor
    contrast: Tensor
    saturation: Tensor
    hue: Tensor


class ColorMap(NamedTuple):
    """The colours and the normalisation of each sample: matrix @ rgb + offset + per_luma * (mean luma of the view).

    matrix: (B, 3, 3), for pixels in 0..255. offset, per_luma: (B, 3). All float32.
    """

    matrix: Tensor
    offset: Tensor
    per_luma: Tensor


def draw_colors(transform: ViewTransform, batch: int, generator: torch.Generator) -> Colors:
    """Draw the factors of `batch` samples: a sample is jittered as a whole or not, and turned grey independently."""
    uniform = torch.rand((6, batch), generator=generator, device=generator.device)
    jittered, grey = uniform[0] < transform.color_jitter, uniform[1] < transform.grayscale
    brightness = torch.where(jittered, _factor(uniform[2], transform.brightness), 1.0)
    contrast = torch.where(jittered, _factor(uniform[3], transform.contrast), 1.0)
    saturation = torch.where(jittered, _factor(uniform[4], transform.saturation), 1.0)
    hue = torch.where(jittered, (uniform[5] * 2 - 1) * (transform.hue * 2 * math.pi), 0.0)
    return Colors(brightness, contrast, torch.where(grey, 0.0, saturation), hue)


def color_map(colors: Colors, normalization: Normalization) -> ColorMap:
    """Compose everything that happens to the colours of each sample.

    Saturation, hue and greyscale leave luma alone and only scale and turn chroma. With Y the projection on luma and K
    the quarter turn of the chroma plane, all of them together are Y + saturation (cos(hue) (I - Y) + sin(hue) K).
    Contrast adds a multiple of grey, which that matrix leaves alone too.
    """
    luma, chroma, turn = (basis.to(colors.hue.device) for basis in _BASES)
    cosine, sine = colors.saturation * colors.hue.cos(), colors.saturation * colors.hue.sin()
    mix = luma + cosine[:, None, None] * chroma + sine[:, None, None] * turn
    gain = colors.brightness * colors.contrast / 255
    grey = (1 - colors.contrast) * colors.brightness / 255
    return ColorMap(
        matrix=gain[:, None, None] * mix / normalization.std[:, None],
        offset=normalization(0.0).expand(len(gain), 3),
        per_luma=grey[:, None] / normalization.std,
    )


def recolor(planes: Tensor, colors: ColorMap, normalization: Normalization) -> Tensor:
    """Apply the colours of every sample, clip to the range of pixels, normalised.

    torchvision shuffles the order of the operations and clips after each; here it is brightness, contrast,
    saturation, hue, greyscale, with one clip at the end. Hue turns the chroma plane of YIQ instead of HSV's circle.

    planes: (B, x, 3, y) float32 in 0..255. Returns the same shape.
    """
    batch, width, channels, height = planes.shape
    red, green, blue = planes.mean((1, 3)).unbind(1)
    luma = LUMA[0] * red + LUMA[1] * green + LUMA[2] * blue
    offset = colors.offset + colors.per_luma * luma[:, None]
    planes = torch.matmul(colors.matrix[:, None], planes).add_(offset[:, None, :, None])
    # Bounds that are written out along y keep the clip vectorised.
    black, white = (normalization(value).repeat_interleave(height) for value in (0.0, 1.0))
    planes.view(batch, width, channels * height).clamp_(black, white)
    return planes


def solarize(planes: Tensor, normalization: Normalization, *, threshold: float = 0.5) -> Tensor:
    """Invert everything brighter than `threshold` in 0..1.

    planes: (n, x, 3, y) float32, normalised. Returns the same shape.
    """
    bright, ends = normalization(threshold)[:, None], (normalization(0.0) + normalization(1.0))[:, None]
    return torch.where(planes >= bright, ends - planes, planes)


def _factor(uniform: Tensor, strength: float) -> Tensor:
    """Map 0..1 to the range of a ColorJitter factor."""
    low = max(0.0, 1 - strength)
    return uniform * (1 + strength - low) + low


def _bases() -> tuple[Tensor, Tensor, Tensor]:
    """Y, I - Y and K of `color_map`, each (3, 3) float32."""
    to_yiq = torch.tensor([LUMA, *CHROMA], dtype=torch.float64)
    luma = to_yiq[0].expand(3, 3)
    # From red over yellow to green, the way of a positive hue factor, is clockwise in the plane of I and Q.
    clockwise = torch.tensor([[0, 0, 0], [0, 0, 1], [0, -1, 0]], dtype=torch.float64)
    turn = torch.linalg.inv(to_yiq) @ clockwise @ to_yiq
    return luma.float(), (torch.eye(3, dtype=torch.float64) - luma).float(), turn.float()


_BASES = _bases()
