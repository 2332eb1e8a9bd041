"""Built whole or not at all, read back as built."""

import io
import json
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from worker.augment import center_crop
from worker.images.cache import PixelCache, cache_side
from worker.reporting import Cancelled, Silent, UserError

Source = Callable[[], bytes]


def flat(color: tuple[int, int, int], size: tuple[int, int] = (30, 20), image_format: str = "PNG") -> Source:
    """A source of an image of one colour."""
    buffer = io.BytesIO()
    Image.new("RGB", size, color).save(buffer, image_format)
    return buffer.getvalue


def build(directory: Path, sources: Sequence[Source], *, key: str = "k", side: int = 16) -> PixelCache:
    return PixelCache.build(directory, sources, side=side, key=key, reporter=Silent(), threads=2)


class Recorder(Silent):
    """Keeps the reports, and cancels from the given number of finished images on."""

    def __init__(self, cancel_at: int | None = None) -> None:
        self.reports: list[tuple[str, int, int, str]] = []
        self._cancel_at = cancel_at

    def progress(self, stage: str, done: int, total: int, unit: str) -> None:
        self.reports.append((stage, done, total, unit))
        if self._cancel_at is not None and done >= self._cancel_at:
            raise Cancelled


def test_images_are_found_again_at_their_position_with_their_aspect(tmp_path: Path) -> None:
    sources = [flat((i, 255 - i, 7), (10 + i, 20)) for i in range(100)]
    build(tmp_path / "cache", sources)
    cache = PixelCache.open(tmp_path / "cache", key="k")
    assert cache is not None
    assert len(cache) == 100
    assert cache.side == 16
    assert cache.pixels.shape == (100, 16, 16, 3)
    assert cache.pixels.dtype == np.uint8
    assert cache.aspect.dtype == np.float32
    assert cache.valid.all()
    for i in range(100):
        assert (cache.pixels[i] == (i, 255 - i, 7)).all()
    assert np.allclose(cache.aspect, (10 + np.arange(100)) / 20)


def test_an_image_that_cannot_be_decoded_is_invalid_and_black(tmp_path: Path) -> None:
    good = flat((9, 9, 9))
    cache = build(tmp_path / "cache", [good, lambda: b"no image", lambda: good()[:40], good])
    assert cache.valid.tolist() == [True, False, False, True]
    assert not cache.pixels[1:3].any()
    assert cache.aspect[1] == 1


def test_large_jpegs_are_decoded_whole_and_keep_their_aspect(tmp_path: Path) -> None:
    image = Image.new("RGB", (803, 401), (200, 30, 30))
    image.paste((30, 30, 200), (402, 0, 803, 401))
    buffer = io.BytesIO()
    image.save(buffer, "JPEG")
    cache = build(tmp_path / "cache", [buffer.getvalue])
    assert cache.aspect[0] == pytest.approx(803 / 401)
    left, right = cache.pixels[0, :, :7].astype(int), cache.pixels[0, :, 9:].astype(int)
    assert np.abs(left - (200, 30, 30)).max() <= 16
    assert np.abs(right - (30, 30, 200)).max() <= 16


def test_shrinking_into_the_cache_is_antialiased(tmp_path: Path) -> None:
    stripes = np.zeros((64, 256, 3), dtype=np.uint8)
    stripes[:, ::2] = 255
    buffer = io.BytesIO()
    Image.fromarray(stripes).save(buffer, "PNG")
    cache = build(tmp_path / "cache", [buffer.getvalue])
    assert np.abs(cache.pixels[0, :, 1:-1].astype(int) - 127).max() <= 3


def test_a_cached_wide_image_shows_its_circle_undistorted(tmp_path: Path) -> None:
    y, x = np.mgrid[0:200, 0:400]
    disc = (((x - 199.5) ** 2 + (y - 99.5) ** 2) < 60**2).astype(np.uint8) * 255
    buffer = io.BytesIO()
    Image.fromarray(disc).save(buffer, "PNG")
    cache = build(tmp_path / "cache", [buffer.getvalue], side=80)
    view = center_crop(
        torch.from_numpy(np.array(cache.pixels)),
        torch.from_numpy(cache.aspect),
        image_size=64,
        mean=(0,) * 3,
        std=(1,) * 3,
    )
    wide, tall = view[0, 0, 32].sum().item(), view[0, 0, :, 32].sum().item()
    assert wide == pytest.approx(0.6 * 64, rel=0.03)
    assert tall == pytest.approx(wide, rel=0.03)


def test_another_key_an_absent_and_a_damaged_cache_are_none(tmp_path: Path) -> None:
    directory = tmp_path / "cache"
    assert PixelCache.open(directory, key="k") is None
    build(directory, [flat((1, 2, 3))])
    assert PixelCache.open(directory, key="other") is None
    (directory / "aspect.npy").write_bytes(b"")
    assert PixelCache.open(directory, key="k") is None
    build(directory, [flat((1, 2, 3))])
    manifest = json.loads((directory / "manifest.json").read_text())
    (directory / "manifest.json").write_text(json.dumps(manifest | {"version": 0}))
    assert PixelCache.open(directory, key="k") is None
    (directory / "manifest.json").write_text("{")
    assert PixelCache.open(directory, key="k") is None


def test_building_again_replaces_the_old_one_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    directory = tmp_path / "deep" / "cache"
    old = build(directory, [flat((1, 1, 1))])
    new = build(directory, [flat((2, 2, 2))] * 3, key="new")
    assert len(new) == 3
    assert (old.pixels[0] == 1).all(), "a reader of the old cache keeps its files"
    assert PixelCache.open(directory, key="k") is None
    assert [path.name for path in directory.parent.iterdir()] == ["cache"]


def test_an_empty_dataset_has_an_empty_cache(tmp_path: Path) -> None:
    build(tmp_path / "cache", [])
    cache = PixelCache.open(tmp_path / "cache", key="k")
    assert cache is not None
    assert len(cache) == 0
    assert cache.pixels.shape == (0, 16, 16, 3)


@pytest.mark.parametrize("existing", [False, True])
def test_cancelling_leaves_what_was_there(tmp_path: Path, existing: bool) -> None:
    directory = tmp_path / "cache"
    if existing:
        build(directory, [flat((5, 5, 5))])
    reporter = Recorder(cancel_at=1)
    with pytest.raises(Cancelled):
        PixelCache.build(directory, [flat((1, 2, 3))] * 200, side=16, key="k", reporter=reporter, threads=2)
    assert reporter.reports[-1][1] < 200
    assert len(list(tmp_path.iterdir())) == int(existing)
    cache = PixelCache.open(directory, key="k")
    assert (cache is not None and len(cache) == 1) == existing


def test_a_source_that_fails_fails_the_build_and_leaves_nothing(tmp_path: Path) -> None:
    def missing() -> bytes:
        raise FileNotFoundError("blob")

    with pytest.raises(FileNotFoundError, match="blob"):
        build(tmp_path / "cache", [flat((1, 2, 3)), missing])
    assert list(tmp_path.iterdir()) == []


def test_progress_counts_up_to_the_total(tmp_path: Path) -> None:
    reporter = Recorder()
    PixelCache.build(tmp_path / "cache", [flat((1, 2, 3))] * 70, side=16, key="k", reporter=reporter, threads=1)
    done = [report[1] for report in reporter.reports]
    assert done == sorted(done)
    assert done[0] == 0
    assert done[-1] == 70
    assert len(done) > 3
    assert {(stage, total, unit) for stage, _, total, unit in reporter.reports} == {("cache", 70, "images")}


def test_images_are_read_by_several_threads(tmp_path: Path) -> None:
    meeting = threading.Barrier(3, timeout=20)
    data = flat((1, 2, 3))()

    def source() -> bytes:
        meeting.wait()
        return data

    cache = PixelCache.build(tmp_path / "cache", [source] * 3, side=8, key="k", reporter=Silent(), threads=3)
    assert cache.valid.all()


class Endless(Sequence[Source]):
    """More images than any disk holds."""

    def __len__(self) -> int:
        return 10**14

    def __getitem__(self, index: object) -> Source:  # type: ignore[override]
        raise AssertionError("nothing should be read")


def test_a_disk_that_is_too_small_is_reported_before_any_work(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="GiB of disk"):
        build(tmp_path / "cache", Endless())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("image_size", "side"), [(32, 40), (64, 80), (96, 112), (160, 184), (224, 264)])
def test_cache_side(image_size: int, side: int) -> None:
    assert cache_side(image_size) == side


def test_cache_side_is_the_next_multiple_of_eight() -> None:
    for image_size in range(16, 1025):
        side = cache_side(image_size)
        assert side % 8 == 0
        assert 1.15 * image_size <= side + 1e-9 < 1.15 * image_size + 8
