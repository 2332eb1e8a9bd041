"""Tiles: a grid of equal boxes that covers an image."""

import math
from collections.abc import Iterator

from worker.crops.boxes import Box


def tile_boxes(width: int, height: int, *, rows: int, columns: int, overlap: float = 0.0) -> Iterator[Box]:
    """Yield rows x columns boxes of one size, row by row. Together they cover the image, and none reaches beyond it.

    Neighbours share the part `overlap`, 0 to below 1, of a tile, or more; rounding to pixels can take one pixel of it.
    An image with fewer pixels than tiles on a side has tiles of one pixel there, each once.
    """
    tile_width, lefts = _spans(width, columns, overlap)
    tile_height, tops = _spans(height, rows, overlap)
    for top in tops:
        for left in lefts:
            yield Box(left, top, tile_width, tile_height)


def _spans(length: int, count: int, overlap: float) -> tuple[int, list[int]]:
    """The length of a tile and where each begins, on a side of `length` pixels."""
    # count tiles of length t, each but the first beginning (1 - overlap) t after the one before, end at `length`.
    tile = min(length, math.ceil(length / (count - overlap * (count - 1))))
    steps = max(1, count - 1)
    starts = [(length - tile) * index // steps for index in range(count)]
    return tile, list(dict.fromkeys(starts))
