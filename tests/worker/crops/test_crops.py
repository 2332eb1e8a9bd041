"""Boxes, tiles and what is cut out of images."""

import io
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ExifTags, Image

from worker.crops import Box, crop_name, cut, encode, pixel_box, tile_boxes
from worker.crops.contents import CropEntry, Crops, Region, Whole
from worker.images.decode import decode_rgb
from worker.ingest.outcomes import Refusal

SIDES = st.integers(1, 400)
COUNTS = st.integers(1, 12)


@given(width=SIDES, height=SIDES, rows=COUNTS, columns=COUNTS, overlap=st.floats(0, 0.9))
def test_tiles_are_equal_cover_the_image_and_overlap(
    width: int, height: int, rows: int, columns: int, overlap: float
) -> None:
    boxes = list(tile_boxes(width, height, rows=rows, columns=columns, overlap=overlap))
    assert len({(box.width, box.height) for box in boxes}) == 1
    assert len(set(boxes)) == len(boxes)
    covered = np.zeros((height, width), dtype=np.bool_)
    for box in boxes:
        assert 0 <= box.x <= width - box.width
        assert 0 <= box.y <= height - box.height
        covered[box.y : box.y + box.height, box.x : box.x + box.width] = True
    assert covered.all()
    lefts = sorted({box.x for box in boxes})
    for left, right in pairwise(lefts):
        # Starts are rounded down to pixels, which can take away one of what is shared.
        assert left + boxes[0].width - right >= overlap * boxes[0].width - 1


@given(width=st.integers(50, 400), rows=COUNTS, columns=COUNTS)
def test_there_are_as_many_tiles_as_asked_for(width: int, rows: int, columns: int) -> None:
    boxes = list(tile_boxes(width, 60, rows=rows, columns=columns))
    assert len(boxes) == rows * columns
    assert boxes[0].width - width / columns < 1


@given(
    box=st.tuples(*[st.floats(-300, 300)] * 2, *[st.floats(0.1, 300)] * 2),
    width=SIDES,
    height=SIDES,
    padding=st.floats(0, 2),
)
def test_a_box_keeps_what_it_touches_of_the_image(
    box: tuple[float, float, float, float], width: int, height: int, padding: float
) -> None:
    found = pixel_box(box, width, height, padding=padding)
    x, y, w, h = box
    left, right = x - padding * w, x + w + padding * w
    top, bottom = y - padding * h, y + h + padding * h
    touches = right > 0 and bottom > 0 and left < width and top < height
    assert (found is not None) == touches
    if found is not None:
        assert found.x == max(0, int(np.floor(left)))
        assert found.x + found.width == min(width, int(np.ceil(right)))
        assert found.y == max(0, int(np.floor(top)))
        assert found.y + found.height == min(height, int(np.ceil(bottom)))


def test_crops_of_an_image_with_an_orientation_are_cut_from_the_upright_one() -> None:
    """Stored lying with a red end on the left; shown (orientation 6) standing with the red end on top."""
    pixels = np.zeros((20, 40, 3), np.uint8)
    pixels[:, :10] = (255, 0, 0)
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "PNG", exif=exif)
    whole = Whole(7 * 1024, "smp_1", "lying.png", buffer.getvalue, lambda w, h: [Region(Box(0, 0, w, 10), "red")])
    done: list[int] = []
    crops = Crops([whole], image_format="png", min_side=4, cut_out=done.append)
    ((entry, data),) = crops.read(0, 1)
    assert isinstance(entry, CropEntry)
    assert (entry.index, entry.name, entry.parent_id, entry.label) == (7168, "lying.png#0,0,20,10", "smp_1", "red")
    assert isinstance(data, bytes)
    np.testing.assert_array_equal(decode_rgb(data), np.full((10, 20, 3), (255, 0, 0), np.uint8))
    assert done == [1]


def test_boxes_that_cannot_be_cut_cost_only_themselves() -> None:
    image = encode(np.zeros((30, 30, 3), np.uint8), "png")
    regions = [Region(None, None), Region(Box(0, 0, 3, 30), None), Region(Box(5, 5, 10, 10), None)]
    good = Whole(0, "smp_1", "a.png", lambda: image, lambda w, h: regions)
    broken = Whole(1024, "smp_2", "b.png", lambda: image[:50], lambda w, h: regions)
    long = Whole(2048, "smp_3", "n" * 1020, lambda: image, lambda w, h: regions[2:])
    found = list(Crops([good, broken, long], image_format="jpeg", min_side=8, cut_out=lambda done: None).read(0, 3))
    assert [entry.index for entry, _ in found] == [0, 1, 2, 1024, 2048]
    reasons = [content.reason if isinstance(content, Refusal) else None for _, content in found]
    assert reasons[2] is None
    for reason, words in zip(reasons[:2] + reasons[3:], ["outside", "3 x 30", "truncated", "too long"], strict=True):
        assert reason is not None
        assert words in reason


@pytest.mark.parametrize("image_format", ["jpeg", "png"])
def test_the_same_crop_gives_the_same_bytes(image_format: str) -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (40, 50, 3), np.uint8)
    box = Box(3, 4, 20, 10)
    first = encode(cut(pixels, box), "jpeg" if image_format == "jpeg" else "png")
    assert first == encode(cut(pixels.copy(), box), "jpeg" if image_format == "jpeg" else "png")
    assert decode_rgb(first).shape == (10, 20, 3)
    assert crop_name("a/b.jpg", box) == "a/b.jpg#3,4,20,10"
