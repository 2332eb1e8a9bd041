"""The pixel cache of a dataset version: built once on each machine, read by training and embedding."""

import os
import shutil
from collections.abc import Callable, Sequence
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
from worker.jobs.originals import Originals
from worker.reporting import Reporter

VersionedSpec = TrainSpec | EmbedSpec | CropSpec | DeduplicateSpec | SelectSpec | ScoreSpec | ImportEmbeddingSpec


def ok_rows(database: Database, dataset_id: str, version: int) -> list[Row]:
    """The usable samples of a dataset version in order of position: the rows of its pixel cache."""
    with database.read() as session:
        return [row for row in samples.rows(session, dataset_id, version) if row.ok]


def open_or_build(
    settings: Settings, originals: Originals, rows: Sequence[Row], reporter: Reporter, *, name: str, image_size: int
) -> PixelCache:
    """The cache of `rows` for networks with inputs of `image_size` pixels. `name` says which rows they are."""
    existing = open_existing(settings, name=name, image_size=image_size)
    if existing is not None:
        return existing
    side = cache_side(image_size)
    make_room(settings.cache_dir, settings.cache_bytes - len(rows) * side * side * 3)
    return build(settings.cache_dir / f"{name}-{side}", originals, rows, reporter, name=name, side=side)


def open_existing(settings: Settings, *, name: str, image_size: int) -> PixelCache | None:
    """The cache if it is there already."""
    directory = settings.cache_dir / f"{name}-{cache_side(image_size)}"
    cache = PixelCache.open(directory, key=name)
    if cache is not None:
        os.utime(directory)  # make_room removes what was not used for the longest time
    return cache


def make_room(folder: Path, budget: int) -> None:
    """Remove the caches that were used least lately until the others fit into `budget` bytes.

    A job that still reads one keeps its pages: the kernel frees a mapped file when its last reader is gone.
    """
    by_age = sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime) if folder.exists() else []
    sizes = {path: sum(file.stat().st_size for file in path.rglob("*") if file.is_file()) for path in by_age}
    total = sum(sizes.values())
    for path in by_age:
        if total <= budget:
            return
        total -= sizes[path]
        shutil.rmtree(path, ignore_errors=True)


def build(
    directory: Path, originals: Originals, rows: Sequence[Row], reporter: Reporter, *, name: str, side: int
) -> PixelCache:
    sources: list[Callable[[], bytes]] = [partial(originals.read, row.sha256, row.source_uri) for row in rows]
    directory.parent.mkdir(parents=True, exist_ok=True)
    return PixelCache.build(directory, sources, side=side, key=name, reporter=reporter)


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
