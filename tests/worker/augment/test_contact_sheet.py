"""The picture of a preview shows what training would see, and says where."""

import numpy as np
import torch

from store.specs.transforms import LocalCrops, Transform
from tests.worker.augment.test_batch import UNIT, noise, only, seeded
from worker.augment import BatchAugment, center_crop
from worker.augment.contact_sheet import COLUMNS, GAP, Section, contact_sheet


def test_the_rows_are_the_original_and_the_views_of_each_kind() -> None:
    pixels, aspect = noise(1, 40), torch.tensor([1.5])
    local = LocalCrops(count=2, image_size=16, view=only(horizontal_flip=1))
    transform = Transform(query=only(), key=only(horizontal_flip=0.5), local=local)
    sheet = contact_sheet(pixels, aspect, transform, image_size=32, n=11, generator=seeded(3))
    assert sheet.sections == [
        Section("original", 0, 1),
        Section("query", 1, 2),
        Section("key", 3, 2),
        Section("local", 5, 2),
    ]
    cell = 32 + GAP
    assert sheet.picture.shape == (7 * cell, COLUMNS * cell, 3)
    assert sheet.picture.dtype == np.uint8

    def tile(row: int, column: int, side: int = 32) -> torch.Tensor:
        top, left = row * cell + (cell - side) // 2, column * cell + (cell - side) // 2
        return torch.from_numpy(sheet.picture[top : top + side, left : left + side]).float()

    whole = 255 * center_crop(pixels, aspect, image_size=32, **UNIT)[0].permute(1, 2, 0)
    for row, column in ((0, 0), (1, 0), (2, 2)):
        assert (tile(row, column) - whole).abs().max() <= 1
    assert (tile(2, 3) == 255).all()
    keys = [tile(3, column) for column in range(8)]
    assert {bool((key - whole).abs().max() <= 1) for key in keys} == {True, False}
    small = 255 * BatchAugment(only(horizontal_flip=1), image_size=16, **UNIT)(pixels, aspect, seeded())
    assert (tile(5, 0, 16) - small[0].permute(1, 2, 0)).abs().max() <= 1


def test_every_view_is_drawn_anew_from_the_generator() -> None:
    pixels, aspect = noise(1, 40), torch.ones(1)
    first, again, other = (
        contact_sheet(pixels, aspect, Transform(), image_size=32, n=4, generator=seeded(seed)).picture
        for seed in (1, 1, 2)
    )
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)
    assert first.shape == (2 * 36, 4 * 36, 3)
    tiles = [first[36 + 2 : 36 + 34, 2 + 36 * i : 34 + 36 * i].astype(int) for i in range(4)]
    assert all(np.abs(a - b).mean() > 3 for i, a in enumerate(tiles) for b in tiles[:i])
