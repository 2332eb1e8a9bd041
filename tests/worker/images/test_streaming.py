"""Reading without a cache gives what a cache would."""

from pathlib import Path

import numpy as np
import pytest

from tests.pictures import picture
from tests.worker.images.test_cache import build
from worker.device import select_device
from worker.embed.prefetch import prefetch
from worker.images.streaming import StreamedPixels
from worker.reporting import UserError


def test_rows_are_those_of_the_cache(tmp_path: Path) -> None:
    data = [picture(index) for index in range(9)]
    sources = [lambda content=content: content for content in data]
    cache = build(tmp_path / "cache", sources, side=24)
    streamed = StreamedPixels(sources, side=24, threads=2)
    assert len(streamed) == 9
    assert streamed.valid.all()
    rows = np.array([7, 0, 3, 3])
    (pixels, aspect), (same_pixels, same_aspect) = streamed.read(rows), cache.read(rows)
    assert (pixels.dtype, aspect.dtype) == (same_pixels.dtype, same_aspect.dtype)
    assert np.array_equal(pixels, same_pixels)
    assert np.array_equal(aspect, same_aspect)
    batches = [np.array([0, 1]), np.array([5, 8])]
    device = select_device()
    for one, other in zip(prefetch(streamed, batches, device), prefetch(cache, batches, device), strict=True):
        assert np.array_equal(one.pixels.cpu(), other.pixels.cpu())
        assert np.array_equal(one.aspect, other.aspect)


def test_an_image_that_broke_is_named() -> None:
    with pytest.raises(UserError, match="row 1"):
        StreamedPixels([lambda: picture(0), lambda: b"no image"], side=24).read(np.array([0, 1]))
