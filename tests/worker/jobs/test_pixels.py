"""The caches of a machine: built once, shared, bounded, and never in the way of another process."""

import multiprocessing
import os
import time
from collections.abc import Sequence
from multiprocessing.synchronize import Event
from pathlib import Path

import numpy as np
import pytest

from store.blobs import Blobs, image_key
from store.samples import Row
from store.settings import Settings
from tests.pictures import picture
from worker.images.cache import PixelCache, cache_side
from worker.images.locks import held, held_if_free
from worker.images.streaming import StreamedPixels
from worker.jobs import pixels
from worker.jobs.originals import Originals
from worker.jobs.pixels import make_room, open_or_build
from worker.reporting import Cancelled, Silent

SPAWN = multiprocessing.get_context("spawn")


class Notes(Silent):
    """Keeps what was logged, and the stages."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.stages: set[str] = set()

    def log(self, message: str) -> None:
        self.lines.append(message)

    def progress(self, stage: str, done: int, total: int, unit: str) -> None:
        del done, total, unit
        self.stages.add(stage)


def old(path: Path, age: int, size: int = 1000) -> None:
    path.mkdir(parents=True)
    (path / "pixels.npy").write_bytes(bytes(size))
    os.utime(path, (1_000_000 - age, 1_000_000 - age))


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name != ".locks")


def test_the_caches_used_least_lately_make_room(tmp_path: Path) -> None:
    for age, name in enumerate(["newest", "middle", "oldest"]):
        old(tmp_path / name, age)
    make_room(tmp_path, 3000)
    assert len(names(tmp_path)) == 3
    make_room(tmp_path, 1500)
    assert names(tmp_path) == ["newest"]
    make_room(tmp_path, 0)
    assert names(tmp_path) == []
    make_room(tmp_path / "absent", 0)


def test_what_is_just_built_counts_and_stays_and_what_a_crash_left_goes(tmp_path: Path) -> None:
    old(tmp_path / ".ds-v1-40-abc_d12e", 9)
    old(tmp_path / ".ds-v2-40-xyz_x12x", 8)
    old(tmp_path / "ds-v3-40", 1)
    with held(tmp_path / ".locks" / "ds-v1-40", waiting=lambda: None):
        make_room(tmp_path, 2000)
        assert names(tmp_path) == [".ds-v1-40-abc_d12e", "ds-v3-40"]
        make_room(tmp_path, 1500)
        assert names(tmp_path) == [".ds-v1-40-abc_d12e"]
    make_room(tmp_path, 2000)
    assert names(tmp_path) == []


def stored(settings: Settings, count: int) -> tuple[Blobs, list[Row]]:
    blobs = Blobs(settings.blobs)
    rows = []
    for index in range(count):
        digest = f"{index:064x}"
        blobs.put(image_key(digest), picture(index))
        rows.append(Row(index, f"smp_{index}", digest, None, ok=True))
    return blobs, rows


def opened(settings: Settings, blobs: Blobs, rows: Sequence[Row], notes: Notes, name: str = "ds-v1") -> PixelCache:
    with Originals(settings, blobs) as originals:
        return open_or_build(settings, originals, rows, notes, name=name, image_size=16)


def test_a_cache_is_built_once_and_kept_for_the_next_job(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    blobs, rows = stored(settings, 5)
    notes = Notes()
    first = opened(settings, blobs, rows, notes)
    assert notes.stages == {"cache"}
    again = Notes()
    second = opened(settings, blobs, rows, again)
    assert again.stages == set()
    assert np.array_equal(first.pixels, second.pixels)
    assert names(settings.cache_dir) == ["ds-v1-24"]


def test_the_limit_holds_over_many_caches(tmp_path: Path) -> None:
    one = 5 * cache_side(16) ** 2 * 3
    settings = Settings(data_dir=tmp_path, cache_bytes=int(2.5 * one))
    blobs, rows = stored(settings, 5)
    for version in range(4):
        opened(settings, blobs, rows, Notes(), f"ds-v{version}")
        time.sleep(0.01)
    assert names(settings.cache_dir) == ["ds-v2-24", "ds-v3-24"]


def test_a_cache_over_the_limit_is_decoded_on_the_way_instead(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    blobs, rows = stored(settings, 5)
    whole = opened(settings, blobs, rows, Notes())
    small = Settings(data_dir=tmp_path / "other", cache_bytes=1000)
    notes = Notes()
    streamed = opened(small, blobs, rows, notes)
    assert isinstance(streamed, StreamedPixels)
    assert "WINNOW_CACHE_BYTES" in notes.lines[0]
    wanted = np.array([4, 0])
    (pixels_read, aspect), (expected, expected_aspect) = streamed.read(wanted), whole.read(wanted)
    assert np.array_equal(pixels_read, expected)
    assert np.array_equal(aspect, expected_aspect)
    assert not small.cache_dir.exists() or names(small.cache_dir) == []


def hold(lock: Path, holding: Event, release: Event) -> None:
    with held(lock, waiting=lambda: None):
        holding.set()
        release.wait(60)


def test_a_second_process_waits_for_the_first_and_can_be_cancelled(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    blobs, rows = stored(settings, 3)
    lock = settings.cache_dir / ".locks" / "ds-v1-24"
    holding, release = SPAWN.Event(), SPAWN.Event()
    other = SPAWN.Process(target=hold, args=(lock, holding, release))
    other.start()
    assert holding.wait(60)

    class Impatient(Notes):
        def progress(self, stage: str, done: int, total: int, unit: str) -> None:
            if stage.startswith("wait"):
                raise Cancelled

    with held_if_free(lock) as free:
        assert not free
    with pytest.raises(Cancelled):
        opened(settings, blobs, rows, Impatient())

    class Releasing(Notes):
        def progress(self, stage: str, done: int, total: int, unit: str) -> None:
            super().progress(stage, done, total, unit)
            release.set()

    notes = Releasing()
    assert len(opened(settings, blobs, rows, notes)) == 3
    assert notes.stages == {"wait for the pixel cache", "cache"}
    other.join(60)


def test_the_lock_of_a_killed_process_is_free(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    holding, release = SPAWN.Event(), SPAWN.Event()
    other = SPAWN.Process(target=hold, args=(lock, holding, release))
    other.start()
    assert holding.wait(60)
    other.kill()
    other.join(60)
    with held_if_free(lock) as free:
        assert free


def build_in_a_process(folder: Path, count: int, done: Event) -> None:
    settings = Settings(data_dir=folder)
    _, rows = stored(settings, count)
    opened(settings, Blobs(settings.blobs), rows, Notes())
    done.set()


def test_two_processes_that_want_the_same_cache_both_get_it(tmp_path: Path) -> None:
    events = [SPAWN.Event(), SPAWN.Event()]
    processes = [SPAWN.Process(target=build_in_a_process, args=(tmp_path, 40, event)) for event in events]
    for process in processes:
        process.start()
    for process, event in zip(processes, events, strict=True):
        process.join(120)
        assert event.is_set()
    settings = Settings(data_dir=tmp_path)
    assert names(settings.cache_dir) == ["ds-v1-24"]
    assert pixels.open_existing(settings, name="ds-v1", image_size=16) is not None
