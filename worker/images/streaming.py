"""Pixels that are decoded every time they are asked for: where the pixel cache would be too large."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import numpy.typing as npt

from worker.images.cache import PixelCache, squash
from worker.reporting import UserError


class StreamedPixels(PixelCache):
    """A PixelCache without files, read by `read` alone: every image is decoded again in every epoch.

    All images count as valid before anybody has decoded them; ingestion has. One that cannot be decoded after all
    raises UserError when it is read.
    """

    def __init__(self, sources: Sequence[Callable[[], bytes]], *, side: int, threads: int | None = None) -> None:
        self.side = side
        self.valid: npt.NDArray[np.bool_] = np.ones(len(sources), dtype=np.bool_)
        self._sources = sources
        self._pool = ThreadPoolExecutor(threads or os.cpu_count() or 1, "streamed-pixels")

    def __len__(self) -> int:
        return len(self._sources)

    def read(self, rows: npt.NDArray[np.int64]) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.float32]]:
        """Pixels (B, side, side, 3) uint8 and aspect ratios (B,) float32 of `rows`."""
        pixels = np.empty((len(rows), self.side, self.side, 3), dtype=np.uint8)
        aspect = np.empty(len(rows), dtype=np.float32)

        def work(place: int) -> None:
            row = int(rows[place])
            decoded = squash(self._sources[row](), self.side)
            if decoded is None:
                raise UserError(f"the image in row {row} cannot be decoded any more: check the object store")
            content, aspect[place] = decoded
            pixels[place] = np.frombuffer(content, np.uint8).reshape(pixels.shape[1:])

        list(self._pool.map(work, range(len(rows))))
        return pixels, aspect
