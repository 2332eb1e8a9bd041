"""A picture of what augmentation makes of one image: the image as it is, then rows of its views."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from store.specs.transforms import Transform
from worker.augment.batch import IMAGENET_MEAN, IMAGENET_STD
from worker.augment.center import center_crop
from worker.augment.views import view_maker

# Tiles in a row, and pixels between tiles.
COLUMNS = 8
GAP = 4
BACKGROUND = 255


class Section(NamedTuple):
    """The rows of the picture that show one kind of view, counted from 0."""

    view: str
    first_row: int
    rows: int


class ContactSheet(NamedTuple):
    """A picture (H, W, 3) uint8 and what its rows show."""

    picture: npt.NDArray[np.uint8]
    sections: list[Section]


def contact_sheet(
    pixels: Tensor, aspect: Tensor, transform: Transform, *, image_size: int, n: int, generator: torch.Generator
) -> ContactSheet:
    """Draw `n` views of each kind that `transform` has: query, key and local, below the image's centred square.

    pixels: (1, S, S, 3) uint8, squashed to a square. aspect: (1,) float32, width / height of the original.
    """
    many, aspects = pixels.expand(n, -1, -1, -1), aspect.expand(n)
    whole = center_crop(pixels, aspect, image_size=image_size, mean=IMAGENET_MEAN, std=IMAGENET_STD)
    shown = [("original", whole)]
    for name, view in (("query", transform.query), ("key", transform.key)):
        if view is not None:
            shown.append((name, view_maker(view, image_size=image_size)(many, aspects, generator)))
    if transform.local is not None:
        side = transform.local.side(image_size)
        shown.append(("local", view_maker(transform.local.view, image_size=side)(many, aspects, generator)))
    tile = max(views.shape[-1] for _, views in shown)
    columns = min(COLUMNS, n)
    blocks, sections, row = [], [], 0
    for name, views in shown:
        block = _rows(_pixels(views), columns=columns, tile=tile)
        rows = -(-len(views) // columns)
        sections.append(Section(name, row, rows))
        blocks.append(block)
        row += rows
    return ContactSheet(np.concatenate(blocks), sections)


def _pixels(views: Tensor) -> npt.NDArray[np.uint8]:
    """Normalised views (n, 3, s, s) as pixels (n, s, s, 3) uint8."""
    mean, std = torch.tensor(IMAGENET_MEAN), torch.tensor(IMAGENET_STD)
    shown = (views.permute(0, 2, 3, 1).cpu() * std + mean).mul(255).round().clamp(0, 255)
    found: npt.NDArray[np.uint8] = shown.to(torch.uint8).numpy()
    return found


def _rows(tiles: npt.NDArray[np.uint8], *, columns: int, tile: int) -> npt.NDArray[np.uint8]:
    """Tiles (n, s, s, 3) in rows, each in the middle of a cell of `tile` + GAP pixels."""
    cell, side = tile + GAP, tiles.shape[1]
    offset = (cell - side) // 2
    rows = -(-len(tiles) // columns)
    sheet = np.full((rows * cell, columns * cell, 3), BACKGROUND, dtype=np.uint8)
    for index, picture in enumerate(tiles):
        top, left = (index // columns) * cell + offset, (index % columns) * cell + offset
        sheet[top : top + side, left : left + side] = picture
    return sheet
