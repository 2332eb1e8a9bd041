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
    """Measure a reduced image (H, W, 3), uint8, whose luma is (H, W), uint8.

    This runs for every image that comes in: integers of 16 bits are exact here and take half the time of floats, and a
    variance out of two sums takes a third of that of `var`.
    """
    y = luma.astype(np.int16)
    row_means, row_variances = _rows(y)
    mean = float(row_means.sum()) / len(y)
    # The variance of all is the mean of the rows' variances and the variance of their means.
    spread = math.sqrt(float(row_variances.sum() + np.square(row_means - mean).sum()) / len(y))
    return Quality(
        sharpness=_sharpness(y),
        luminance=mean / 255,
        contrast=spread / 255,
        colorfulness=_colorfulness(rgb),
        snr=_snr(y, mean),
        uniform_row_ratio=np.count_nonzero(row_variances < _UNIFORM_ROW_STD**2) / len(y),
    )


def _rows(y: NDArray[np.int16]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Mean and variance of each row (H,). The sums are whole numbers below 2^24, which float32 holds exactly."""
    values = y.astype(np.float32)
    means = values.sum(axis=1).astype(np.float64) / y.shape[1]
    squares = np.einsum("ij,ij->i", values, values).astype(np.float64) / y.shape[1]
    return means, np.maximum(squares - means**2, 0)


def _sharpness(y: NDArray[np.int16]) -> float:
    if min(y.shape) < 3:
        return 0.0
    laplacian = y[:-2, 1:-1] + y[2:, 1:-1]
    laplacian += y[1:-1, :-2]
    laplacian += y[1:-1, 2:]
    laplacian -= y[1:-1, 1:-1] << 2
    return _moments(laplacian)[1]


def _colorfulness(rgb: NDArray[np.uint8]) -> float:
    wide = rgb.astype(np.int16)
    red, green, blue = wide[..., 0], wide[..., 1], wide[..., 2]
    red_green, red_green_variance = _moments(red - green)
    yellow_blue, yellow_blue_variance = _moments(red + green - 2 * blue)  # twice that of the paper
    spread = math.sqrt(red_green_variance + yellow_blue_variance / 4)
    return spread + 0.3 * math.hypot(red_green, yellow_blue / 2)


def _moments(values: NDArray[np.int16]) -> tuple[float, float]:
    """Mean and variance."""
    flat = values.astype(np.float32).ravel()
    mean = float(flat.sum()) / flat.size
    return mean, max(float(np.einsum("i,i->", flat, flat)) / flat.size - mean**2, 0.0)


def _snr(y: NDArray[np.int16], mean: float) -> float:
    if min(y.shape) < 3 or mean == 0:
        return 0.0
    # The 3x3 mask [1 -2 1; -2 4 -2; 1 -2 1] is the second difference along columns of that along rows.
    rows = y[:-2] + y[2:]
    rows -= y[1:-1] << 1
    mask = rows[:, :-2] + rows[:, 2:]
    mask -= rows[:, 1:-1] << 1
    noise = _NOISE_MASK_NORM * float(np.abs(mask).sum(dtype=np.int64)) / mask.size
    if noise == 0:
        return SNR_CEILING_DB
    return min(max(20 * math.log10(mean / noise), 0.0), SNR_CEILING_DB)
