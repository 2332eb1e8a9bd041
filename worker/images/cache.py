"""The pixel cache: every image of a dataset version decoded once, at the size that training and embedding need.

Images are squashed to squares, so that one array holds them all and nothing of them is cut away. Their aspect ratios
lie beside them, and crops are drawn in the geometry of the originals: the network sees undistorted content.
"""

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt
from PIL import Image

from worker.images.decode import ImageRefused, decode_rgb, image_size
from worker.reporting import Reporter, UserError

FORMAT_VERSION = 1
# Images that one thread handles between two reports; also how long a cancellation may wait.
IMAGES_PER_REPORT = 16


def cache_side(image_size: int) -> int:
    """The side S of cached images for crops of `image_size` pixels: 1.15 times as long, up to the next multiple of 8.

    The usual ratio of resizing to cropping: a crop of three quarters of the area is then cut at its own resolution.
    64 gives 80, 160 gives 184, 224 gives 264; rounding makes small ones relatively larger, 32 gives 40.
    """
    return -(-image_size * 115 // 800) * 8


class PixelCache:
    """A directory of N images: `pixels.npy`, `aspect.npy`, `valid.npy` and `manifest.json`.

    pixels: (N, S, S, 3) uint8, memory-mapped, read-only. aspect: (N,) float32, width / height of the originals.
    valid: (N,) bool, False for images that could not be decoded; their pixels are 0 and their aspect is 1.
    """

    def __init__(self, directory: Path, *, side: int, key: str) -> None:
        """Use `build` or `open`."""
        self.directory, self.side, self.key = directory, side, key
        self.pixels: npt.NDArray[np.uint8] = np.load(directory / "pixels.npy", mmap_mode="r")
        self.aspect: npt.NDArray[np.float32] = np.load(directory / "aspect.npy")
        self.valid: npt.NDArray[np.bool_] = np.load(directory / "valid.npy")

    def __len__(self) -> int:
        return len(self.valid)

    def read(self, rows: npt.NDArray[np.int64]) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.float32]]:
        """Pixels (B, S, S, 3) uint8 and aspect ratios (B,) float32 of `rows`, copied."""
        return np.asarray(np.take(self.pixels, rows, axis=0)), np.take(self.aspect, rows)

    @classmethod
    def open(cls, directory: Path, *, key: str) -> Self | None:
        """The cache in `directory`, or None when there is none or it was made for another `key`."""
        # A file that a power failure cut short raises one of these too.
        with suppress(OSError, EOFError, ValueError, KeyError, TypeError):
            manifest = json.loads((directory / "manifest.json").read_text())
            if manifest["version"] == FORMAT_VERSION and manifest["key"] == key:
                return cls(directory, side=manifest["side"], key=key)
        return None

    @classmethod
    def build(
        cls,
        directory: Path,
        sources: Sequence[Callable[[], bytes]],
        *,
        side: int,
        key: str,
        reporter: Reporter,
        threads: int | None = None,
    ) -> Self:
        """Decode every source to `side` x `side` pixels and replace what is in `directory`.

        The directory appears at the end, whole; an error, a cancellation or a crash leaves the old one. Each thread
        holds one image at a time. key: whatever must not change for the cache to be valid, checked by `open`.

        Images that cannot be decoded become invalid entries. Errors of a source itself, like a missing file, are
        raised, Cancelled by the reporter too; UserError when the disk is too small.
        """
        directory.parent.mkdir(parents=True, exist_ok=True)
        _check_disk(directory.parent, len(sources) * side * side * 3)
        scratch = Path(tempfile.mkdtemp(prefix=f".{directory.name}-", dir=directory.parent))
        try:
            _write(scratch / "content", sources, side=side, key=key, reporter=reporter, threads=threads)
            # The old one first has to go: a directory only replaces an empty one.
            with suppress(FileNotFoundError):
                directory.rename(scratch / "replaced")
            (scratch / "content").rename(directory)
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
        return cls(directory, side=side, key=key)


def _write(
    directory: Path,
    sources: Sequence[Callable[[], bytes]],
    *,
    side: int,
    key: str,
    reporter: Reporter,
    threads: int | None,
) -> None:
    """Write the files of a cache into the new `directory`."""
    directory.mkdir()
    total = len(sources)
    aspect, valid = np.ones(total, dtype=np.float32), np.zeros(total, dtype=np.bool_)
    threads = threads or os.cpu_count() or 1
    with (directory / "pixels.npy").open("wb") as file, ThreadPoolExecutor(threads, "pixel-cache") as pool:
        header = {"descr": "|u1", "fortran_order": False, "shape": (total, side, side, 3)}
        np.lib.format.write_array_header_2_0(file, header)
        file.flush()
        first = file.tell()
        image_bytes = side * side * 3
        # Entries that are never written read as zeros.
        file.truncate(first + total * image_bytes)

        def work(index: int) -> None:
            decoded = squash(sources[index](), side)
            if decoded is not None:
                pixels, aspect[index] = decoded
                # Written by position instead of through a mapping: a full disk is then an error and not a signal,
                # and the pages do not count as memory of this process.
                os.pwrite(file.fileno(), pixels, first + index * image_bytes)
                valid[index] = True

        step = threads * IMAGES_PER_REPORT
        for start in range(0, total, step):
            reporter.progress("cache", start, total, "images")
            list(pool.map(work, range(start, min(start + step, total))))
        reporter.progress("cache", total, total, "images")
        os.fsync(file.fileno())
    np.save(directory / "aspect.npy", aspect)
    np.save(directory / "valid.npy", valid)
    manifest = {"version": FORMAT_VERSION, "key": key, "side": side, "count": total}
    (directory / "manifest.json").write_text(json.dumps(manifest))


def squash(data: bytes, side: int) -> tuple[bytes, float] | None:
    """The pixels and the aspect ratio of one image, None when it cannot be decoded."""
    try:
        # The size of the original: a reduced decode rounds it.
        _, width, height = image_size(data)
        pixels = decode_rgb(data, min_side=side)
    except ImageRefused:
        return None
    # Bicubic with a widening support: antialiased, and sharper than a triangle, which the crop applies once more.
    squashed = Image.fromarray(pixels).resize((side, side), Image.Resampling.BICUBIC)
    return squashed.tobytes(), width / height


def _check_disk(directory: Path, needed: int) -> None:
    free = shutil.disk_usage(directory).free
    if needed > free:
        raise UserError(
            f"the pixel cache needs {needed / 2**30:.1f} GiB of disk and {free / 2**30:.1f} GiB are free: "
            "free some space or lower image_size"
        )
