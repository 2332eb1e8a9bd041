"""Two SimCLR views of every image against lightly: `python -m bench.augment [--cifar ZIP] [--photographs ZIP]`.

The archives hold image files in folders; without them files are made up. Both sides read the same files and make the
same views (crop, flip, colour jitter, greyscale, blur, normalise), in turn, several times. lightly does it its own way:
LightlyDataset with SimCLRTransform in a DataLoader with 2 workers, which live through all epochs. Ours does it as
training does: the pixel cache, read ahead by a thread, and MultiView on whole batches with 2 threads. Building the
cache is measured apart, and a tenth of it is added to every epoch for the ratio: 10 epochs are a short training. The
ratios are of wall time; on a machine with other work to do, `cpu_ratio`, of computing time, is the one to believe.
"""

import argparse
import io
import json
import os
import statistics
import tempfile
import time
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import psutil
import torch
from PIL import Image
from torch import Tensor

from bench.peers.lightly_views import LightlyViews
from store.specs import presets
from store.specs.transforms import Transform, ViewTransform
from worker.augment import MultiView
from worker.augment.blur import REFERENCE_SIZE
from worker.device import Device
from worker.embed.prefetch import prefetch
from worker.images.cache import PixelCache, cache_side
from worker.reporting import Silent

THREADS = 2
EPOCHS = 10
REPEATS = 5
BATCH = 256


class Case(NamedTuple):
    """What is measured: the size of the views, how many images, and the size of those that are made up."""

    image_size: int
    images: int
    side: tuple[int, int]
    color_strength: float
    blur: float
    target: float


CASES = {
    "cifar_32px": Case(32, 4096, (32, 32), color_strength=0.5, blur=0.0, target=4),
    "photographs_96px": Case(96, 1024, (400, 533), color_strength=1.0, blur=0.5, target=8),
}


def main() -> None:
    """Print a table and, as the last line, JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cifar", type=Path, default=os.environ.get("WINNOW_BENCH_CIFAR"))
    parser.add_argument("--photographs", type=Path, default=os.environ.get("WINNOW_BENCH_PHOTOGRAPHS"))
    arguments = parser.parse_args()
    torch.set_num_threads(THREADS)
    torch.manual_seed(0)
    archives = dict(zip(CASES, (arguments.cifar, arguments.photographs), strict=True))
    ratios: dict[str, float] = {}
    checks: dict[str, bool] = {}
    figures: dict[str, float] = {}
    for name, case in CASES.items():
        with tempfile.TemporaryDirectory() as folder:
            files = unpack(archives[name], Path(folder) / "images", case)
            ratio, alike, found = measure(files, Path(folder), case)
        ratios[name] = ratio
        checks[f"{name}_same_statistics"] = alike
        checks[f"{name}_at_least_{case.target:g}x"] = ratio >= case.target
        figures |= {f"{name}_{key}": value for key, value in found.items()}
        figures[f"{name}_real_images"] = float(archives[name] is not None)
    for key, value in figures.items():
        print(f"{key:50} {value:10.1f}")
    print(json.dumps({"bench": "augment", "ratios": ratios, "checks": checks, "figures": figures}))


def measure(files: Sequence[Path], folder: Path, case: Case) -> tuple[float, bool, dict[str, float]]:
    """(ratio, whether both make the same kind of views, figures)."""
    built: list[float] = []
    for repeat in range(3):
        start = time.perf_counter()
        cache = PixelCache.build(
            folder / f"cache-{repeat}",
            [file.read_bytes for file in files],
            side=cache_side(case.image_size),
            key="bench",
            reporter=Silent(),
            threads=THREADS,
        )
        built.append(time.perf_counter() - start)
    build = statistics.median(built)
    peer = LightlyViews(
        folder / "images",
        image_size=case.image_size,
        color_strength=case.color_strength,
        blur=case.blur,
        batch_size=BATCH,
        workers=THREADS,
    )
    maker = MultiView(views_of(case), image_size=case.image_size)
    ours: list[float] = []
    theirs: list[float] = []
    work: list[tuple[float, float]] = []
    for repeat in range(REPEATS + 1):
        marks = [cpu_seconds()]
        seconds = []
        for batches in (our_views(cache, maker, seed=repeat), peer.epoch()):
            seconds.append(epoch(batches))
            marks.append(cpu_seconds())
        if repeat:  # the first one warms up
            ours.append(seconds[0])
            theirs.append(seconds[1])
            work.append((marks[1] - marks[0], marks[2] - marks[1]))
    alike = same_statistics(our_views(cache, maker, seed=99), peer.epoch())
    ratio = statistics.median(t / (o + build / EPOCHS) for o, t in zip(ours, theirs, strict=True))
    views = 2 * (len(files) // BATCH * BATCH)
    our_work, their_work = (statistics.median(side) for side in zip(*work, strict=True))
    return (
        round(ratio, 2),
        alike,
        {
            "views_per_second_ours": round(views / statistics.median(ours), 1),
            "views_per_second_lightly": round(views / statistics.median(theirs), 1),
            "cpu_microseconds_per_view_ours": round(1e6 * our_work / views, 1),
            "cpu_microseconds_per_view_lightly": round(1e6 * their_work / views, 1),
            "cpu_ratio": round(their_work / our_work, 2),
            "cache_build_seconds": round(build, 3),
            "cache_images_per_second": round(len(files) / build, 1),
            "ratio_without_the_build": round(statistics.median(t / o for o, t in zip(ours, theirs, strict=True)), 2),
        },
    )


def views_of(case: Case) -> Transform:
    """The preset, with the blur of lightly, which does not scale with the view."""
    query = presets.simclr(case.image_size).query
    assert isinstance(query, ViewTransform)
    scale = REFERENCE_SIZE / case.image_size
    sigmas = {"blur_sigma_min": 0.1 * scale, "blur_sigma_max": 2.0 * scale}
    return Transform(query=query.model_copy(update=sigmas))


def our_views(cache: PixelCache, maker: MultiView, *, seed: int) -> Iterator[Sequence[Tensor]]:
    """An epoch of batches of two views."""
    rows = np.random.default_rng(seed).permutation(len(cache))
    starts = range(0, len(rows) - BATCH + 1, BATCH)
    batches = [np.sort(rows[start : start + BATCH]) for start in starts]
    generator = torch.Generator().manual_seed(seed)
    for batch in prefetch(cache, batches, Device(torch.device("cpu"))):
        yield maker(batch.pixels, batch.aspect, generator).global_crops


def epoch(batches: Iterator[Sequence[Tensor]]) -> float:
    """Seconds that all batches take."""
    start = time.perf_counter()
    for views in batches:
        assert len(views) == 2
        assert len(views[0]) == BATCH
    return time.perf_counter() - start


def cpu_seconds() -> float:
    """What this process and its living children have computed so far: a figure that other load leaves alone."""
    found = [psutil.Process(), *psutil.Process().children(recursive=True)]
    return sum(times.user + times.system for times in (process.cpu_times() for process in found))


def same_statistics(ours: Iterator[Sequence[Tensor]], theirs: Iterator[Sequence[Tensor]]) -> bool:
    """Whether the views are equally bright, varied and smooth: a faster pipeline that does less is no win."""

    def averages(batches: Iterator[Sequence[Tensor]]) -> Tensor:
        view = torch.cat([view for views in batches for view in views])
        grain = (view[..., 1:] - view[..., :-1]).abs().mean()
        return torch.stack([view.mean(), view.std(), view.mean((2, 3)).std(), grain])

    left, right = averages(ours), averages(theirs)
    print("mean, std, std of means, grain: ours", left.tolist(), "lightly", right.tolist())
    return bool(torch.allclose(left, right, rtol=0.1, atol=0.05))


def unpack(archive: Path | None, folder: Path, case: Case) -> list[Path]:
    """As many image files as the case wants, spread over the archive, or made up without one."""
    (folder / "all").mkdir(parents=True)
    files = [folder / "all" / f"{index:06}.jpg" for index in range(case.images)]
    if archive is None:
        for index, file in enumerate(files):
            file.write_bytes(made_up(index, case.side))
        return files
    with zipfile.ZipFile(archive) as packed:
        names = sorted(name for name in packed.namelist() if name.lower().endswith((".jpg", ".jpeg", ".png")))
        chosen = [names[index * len(names) // case.images] for index in range(min(case.images, len(names)))]
        for name, file in zip(chosen, files, strict=False):
            file.write_bytes(packed.read(name))
    return files[: len(chosen)]


def made_up(index: int, side: tuple[int, int]) -> bytes:
    """A JPEG with soft shapes and fine grain, so that colours and blur have something to work on."""
    rng = np.random.default_rng(index)
    coarse = Image.fromarray(rng.integers(0, 256, (6, 6, 3), dtype=np.uint8)).resize(side, Image.Resampling.BICUBIC)
    grain = rng.normal(0, 12, (side[1], side[0], 1))
    buffer = io.BytesIO()
    Image.fromarray((np.asarray(coarse) + grain).clip(0, 255).astype(np.uint8)).save(buffer, "JPEG", quality=90)
    return buffer.getvalue()


if __name__ == "__main__":
    main()
