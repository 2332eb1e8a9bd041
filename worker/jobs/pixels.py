"""The pixel cache of a dataset version: built once on each machine, read by training and embedding."""

import os
import shutil
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

from store import datasets, samples
from store.db import Database
from store.samples import Row
from store.settings import Settings
from store.specs.curation import ImportEmbeddingSpec, ScoreSpec
from store.specs.jobs import CropSpec, DeduplicateSpec, EmbedSpec, SelectSpec, TrainSpec
from worker.engine.context import JobContext
from worker.images.cache import PixelCache, cache_side
from worker.images.locks import held, held_if_free
from worker.images.streaming import StreamedPixels
from worker.jobs.originals import Originals
from worker.reporting import Reporter

_LOCKS = ".locks"

VersionedSpec = TrainSpec | EmbedSpec | CropSpec | DeduplicateSpec | SelectSpec | ScoreSpec | ImportEmbeddingSpec


def ok_rows(database: Database, dataset_id: str, version: int) -> list[Row]:
    """The usable samples of a dataset version in order of position: the rows of its pixel cache."""
    with database.read() as session:
        return [row for row in samples.rows(session, dataset_id, version) if row.ok]


def open_or_build(
    settings: Settings, originals: Originals, rows: Sequence[Row], reporter: Reporter, *, name: str, image_size: int
) -> PixelCache:
    """The cache of `rows` for networks with inputs of `image_size` pixels. `name` says which rows they are.

    Of several processes that want the same one, the first builds it and the others wait for it. A cache that is larger
    than WINNOW_CACHE_BYTES or the disk is none: its images are decoded whenever they are read.
    """
    side = cache_side(image_size)
    directory = settings.cache_dir / f"{name}-{side}"

    def waiting() -> None:
        reporter.progress("wait for the pixel cache", 0, len(rows), "images")

    with held(_lock(directory), waiting=waiting):
        existing = open_existing(settings, name=name, image_size=image_size)
        if existing is not None:
            return existing
        needed = len(rows) * side * side * 3
        room = settings.cache_bytes
        if needed <= room:
            make_room(settings.cache_dir, settings.cache_bytes - needed)
            room = shutil.disk_usage(settings.cache_dir).free
        if needed > room:
            reporter.log(
                f"The pixel cache would need {needed / 2**30:.1f} GiB and {room / 2**30:.1f} GiB are free for it: "
                "images are decoded in every epoch, which takes longer. Raise WINNOW_CACHE_BYTES, free some disk "
                "or lower image_size."
            )
            return StreamedPixels(_sources(originals.lasting(), rows), side=side)
        return build(directory, originals, rows, reporter, name=name, side=side)


def open_existing(settings: Settings, *, name: str, image_size: int) -> PixelCache | None:
    """The cache if it is there already."""
    directory = settings.cache_dir / f"{name}-{cache_side(image_size)}"
    cache = PixelCache.open(directory, key=name)
    if cache is not None:
        # make_room removes what was not used for the longest time, maybe at this moment: what is open stays readable.
        with suppress(FileNotFoundError):
            os.utime(directory)
    return cache


def make_room(folder: Path, budget: int) -> None:
    """Remove the caches that were used least lately until the others fit into `budget` bytes.

    What a process is just building counts and stays; what a process that died left half-built goes first. A job that
    still reads a removed cache keeps its pages: the kernel frees a mapped file when its last reader is gone.
    """
    folder.mkdir(parents=True, exist_ok=True)
    found = [path for path in folder.iterdir() if path.name != _LOCKS]
    for path in found:
        if path.name.startswith("."):
            _remove_unless_held(path)
    sizes = {path: _size(path) for path in found}
    total = sum(sizes.values())
    for path in sorted(found, key=_last_use):
        if total <= budget:
            return
        if _remove_unless_held(path):
            total -= sizes[path]


def _remove_unless_held(path: Path) -> bool:
    # A build happens in `.NAME-RANDOM` beside the NAME that it will get.
    directory = path.with_name(path.name[1:].rpartition("-")[0]) if path.name.startswith(".") else path
    with held_if_free(_lock(directory)) as ours:
        if ours:
            shutil.rmtree(path, ignore_errors=True)
    return ours


def _lock(directory: Path) -> Path:
    return directory.parent / _LOCKS / directory.name


def _size(path: Path) -> int:
    total = 0
    for file in path.rglob("*"):
        with suppress(FileNotFoundError):
            total += file.stat().st_size
    return total


def _last_use(path: Path) -> float:
    with suppress(FileNotFoundError):
        return path.stat().st_mtime
    return 0.0


def build(
    directory: Path, originals: Originals, rows: Sequence[Row], reporter: Reporter, *, name: str, side: int
) -> PixelCache:
    directory.parent.mkdir(parents=True, exist_ok=True)
    return PixelCache.build(directory, _sources(originals, rows), side=side, key=name, reporter=reporter)


def _sources(originals: Originals, rows: Sequence[Row]) -> list[Callable[[], bytes]]:
    return [partial(originals.read, row.sha256, row.source_uri) for row in rows]


def pinned_version(context: JobContext, spec: VersionedSpec) -> int:
    """The dataset version to work on. One that was queued before its samples were there is pinned when it starts."""
    if spec.dataset_version is not None:
        return spec.dataset_version
    with context.write() as (session, row):
        version = datasets.get(session, spec.dataset_id).version
        row.spec = {**row.spec, "dataset_version": version}
    return version


def cache_name(dataset_id: str, version: int) -> str:
    """Samples never change once they are in a version, so the version names the pixels."""
    return f"{dataset_id}-v{version}"
