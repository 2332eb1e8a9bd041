"""Quality metrics of one image.

All are computed from the reduced image (long side at most 256 px) that also becomes the thumbnail, so that
they compare across resolutions and cost the same for every photograph.

Luma is Y' = 0.299 R + 0.587 G + 0.114 B of the gamma-encoded values (ITU-R BT.601).
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SNR_CEILING_DB = 60.0
_UNIFORM_ROW_STD = 2.0
# Differences of neighbours, as Immerkaer's mask: blind to constant, linear and (mostly) edge structure.
_NOISE_MASK_NORM = math.sqrt(math.pi / 2) / 6


@dataclass(frozen=True, slots=True)
class Quality:
    """Numbers that tell bad images from good ones. None of them is a verdict."""

    sharpness: float
    """Variance of the 4-neighbour Laplacian of the luma in 0..255 (Pech-Pacheco et al. 2000); blur is low."""
    luminance: float
    """Mean luma, 0 (black) to 1 (white)."""
    contrast: float
    """Standard deviation of the luma, 0 to 0.5."""
    colorfulness: float
    """Hasler and Suesstrunk (2003), M3 on sRGB in 0..255: 0 grey, 33 moderate, 59 quite, 109 extremely colourful."""
    snr: float
    """20 log10(mean luma / noise) in dB, 0 to 60; the noise's sigma is estimated as in Immerkaer (1996)."""
    uniform_row_ratio: float
    """Share of rows, 0 to 1, whose luma varies by less than 2 of 255: letterboxes, dropped lines, blank scans."""


def measure(rgb: NDArray[np.uint8], luma: NDArray[np.uint8]) -> Quality:
    """Measure a reduced image (H, W, 3), uint8, whose luma is (H, W), uint8."""
    y = luma.astype(np.float32)
    mean, spread = float(y.mean()), float(y.std())
    return Quality(
        sharpness=_sharpness(y),
        luminance=mean / 255,
        contrast=spread / 255,
        colorfulness=_colorfulness(rgb),
        snr=_snr(y, mean),
        uniform_row_ratio=float((y.std(axis=1) < _UNIFORM_ROW_STD).mean()),
    )


def _sharpness(y: NDArray[np.float32]) -> float:
    if min(y.shape) < 3:
        return 0.0
    laplacian = y[:-2, 1:-1] + y[2:, 1:-1] + y[1:-1, :-2] + y[1:-1, 2:] - 4 * y[1:-1, 1:-1]
    return float(laplacian.var())


def _colorfulness(rgb: NDArray[np.uint8]) -> float:
    red, green, blue = (rgb[..., channel].astype(np.float32) for channel in range(3))
    red_green = red - green
    yellow_blue = (red + green) / 2 - blue
    spread = math.hypot(float(red_green.std()), float(yellow_blue.std()))
    return spread + 0.3 * math.hypot(float(red_green.mean()), float(yellow_blue.mean()))


def _snr(y: NDArray[np.float32], mean: float) -> float:
    if min(y.shape) < 3 or mean == 0:
        return 0.0
    # The 3x3 mask [1 -2 1; -2 4 -2; 1 -2 1] is the second difference along columns of that along rows.
    rows = y[:-2] - 2 * y[1:-1] + y[2:]
    mask = rows[:, :-2] - 2 * rows[:, 1:-1] + rows[:, 2:]
    noise = _NOISE_MASK_NORM * float(np.abs(mask).mean())
    if noise == 0:
        return SNR_CEILING_DB
    return min(max(20 * math.log10(mean / noise), 0.0), SNR_CEILING_DB)
