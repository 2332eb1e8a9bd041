"""Training without a pixel cache: slower, and otherwise the same."""

from functools import partial
from pathlib import Path

import pytest

from tests.pictures import picture
from tests.worker.images.test_cache import build
from tests.worker.pretrain.runs import Folder, assert_same, train, train_spec
from worker.images.streaming import StreamedPixels
from worker.reporting import UserError

SOURCES = [partial(picture, index) for index in range(20)]


def test_a_run_on_streamed_pixels_has_the_bits_of_one_on_the_cache(tmp_path: Path) -> None:
    spec = train_spec(epochs=1, batch_size=8, transform={"query": {"ops": [{"op": "rotation"}, {"op": "cutout"}]}})
    cached = train(build(tmp_path / "cache", SOURCES, side=24), spec, Folder(tmp_path / "cached"))
    streamed = train(StreamedPixels(SOURCES, side=24, threads=2), spec, Folder(tmp_path / "streamed"))
    assert_same(streamed.backbone, cached.backbone)


def test_several_devices_need_the_cache(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="WINNOW_CACHE_BYTES"):
        train(StreamedPixels(SOURCES, side=24), train_spec(batch_size=8, devices=2), Folder(tmp_path / "states"))
