"""Archives of class folders, for benchmarks: as files for a peer's loader, as a pixel cache for ours."""

import os
import zipfile
from pathlib import Path
from typing import NamedTuple

from worker.images.cache import PixelCache, cache_side
from worker.reporting import Silent

_SUFFIXES = {".jpg", ".jpeg", ".png"}


class Pictures(NamedTuple):
    """Images in class folders."""

    folder: Path
    files: list[Path]
    """In the order of the rows of every cache."""
    labels: list[str]


def unpack(archive: str | None, variable: str, directory: Path, *, limit: int | None = None) -> Pictures:
    """Unpack the zip `archive`, by default the one that the environment `variable` names, below `directory`.

    `limit` keeps that many images, evenly over the archive. SystemExit says how to name an archive.
    """
    archive = archive or os.environ.get(variable)
    if archive is None:
        raise SystemExit(f"name a zip archive of class folders: by argument, or in {variable}")
    with zipfile.ZipFile(archive) as content:
        names = sorted(name for name in content.namelist() if Path(name).suffix.lower() in _SUFFIXES)
        if limit is not None and len(names) > limit:
            names = [names[index * len(names) // limit] for index in range(limit)]
        for name in names:
            content.extract(name, directory)
    files = [directory / name for name in names]
    root = files[0].parent.parent
    return Pictures(root, files, [path.parent.name for path in files])


def cached(pictures: Pictures, directory: Path, *, image_size: int) -> PixelCache:
    """The pixel cache of `pictures` for networks of `image_size`."""
    sources = [path.read_bytes for path in pictures.files]
    return PixelCache.build(directory, sources, side=cache_side(image_size), key="bench", reporter=Silent())
