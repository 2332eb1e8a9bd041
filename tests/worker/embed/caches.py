"""Pixel caches for tests, out of arrays."""

import io
from collections.abc import Callable, Collection
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image

from worker.images.cache import PixelCache
from worker.reporting import Silent

Pixels = npt.NDArray[np.uint8]


def build_cache(directory: Path, images: Pixels, *, broken: Collection[int] = ()) -> PixelCache:
    """A cache of (N, S, S, 3) uint8 `images`, of side S; the rows in `broken` cannot be decoded."""
    sources = [_source(b"no image" if row in broken else _png(image)) for row, image in enumerate(images)]
    return PixelCache.build(directory, sources, side=images.shape[1], key="test", reporter=Silent(), threads=1)


def noise(n: int, side: int, seed: int = 0) -> Pixels:
    """(n, side, side, 3) uint8 of random pixels."""
    return np.random.default_rng(seed).integers(0, 256, (n, side, side, 3), dtype=np.uint8)


def _png(image: Pixels) -> bytes:
    file = io.BytesIO()
    Image.fromarray(image).save(file, "PNG")
    return file.getvalue()


def _source(content: bytes) -> Callable[[], bytes]:
    return lambda: content
