"""Embedding photographs against the plain loop of lightly's documentation: `python -m bench.embed --photographs ZIP`.

Both go from files to one matrix with torchvision's ResNet-18, two threads, in turn. Ours decodes into the pixel cache
first, which is counted (`from_files`); a second embedding of the same dataset finds it (`from_cache`).
"""

import argparse
import json
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import torch

from bench.peers import lightly_simclr
from bench.pictures import Pictures, cached, unpack
from store.specs.backbones import Backbone
from worker.device import Device
from worker.embed import embed
from worker.images.cache import PixelCache
from worker.pretrain.backbones import build_backbone
from worker.reporting import Silent

THREADS, REPEATS, BATCH = 2, 3, 64
SIZES = {96: 1024, 224: 256}
"""Images for each input size."""
CPU = Device(torch.device("cpu"))


def measure(pictures: Pictures, folder: Path, image_size: int) -> dict[str, list[float]]:
    """Seconds of every repeat, by contestant, after one run of each to warm up."""
    backbone = build_backbone(Backbone(), image_size)
    peer_backbone = build_backbone(Backbone(), image_size)

    standing = cached(pictures, folder / "standing", image_size=image_size)

    def run(cache: PixelCache) -> None:
        embed(backbone, cache, image_size=image_size, batch_size=BATCH, device=CPU, reporter=Silent())

    turns: dict[str, Callable[[], object]] = {
        "from_files": lambda: run(cached(pictures, folder / "new", image_size=image_size)),
        "from_cache": lambda: run(standing),
        "lightly": lambda: lightly_simclr.embed(
            peer_backbone, pictures.folder, image_size=image_size, batch_size=BATCH
        ),
    }
    seconds: dict[str, list[float]] = {name: [] for name in turns}
    for repeat in range(REPEATS + 1):
        for name, turn in turns.items():
            started = time.perf_counter()
            turn()
            if repeat:
                seconds[name].append(time.perf_counter() - started)
    return seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--photographs", help="zip of photographs in class folders; else WINNOW_BENCH_PHOTOGRAPHS")
    arguments = parser.parse_args()
    torch.set_num_threads(THREADS)
    ratios, figures = {}, {}
    for image_size, count in SIZES.items():
        with tempfile.TemporaryDirectory(prefix="winnow-bench-") as folder:
            pictures = unpack(arguments.photographs, "WINNOW_BENCH_PHOTOGRAPHS", Path(folder) / "files", limit=count)
            seconds = measure(pictures, Path(folder) / "cache", image_size)
        for name, times in seconds.items():
            rate = len(pictures.files) / statistics.median(times)
            figures[f"{image_size}px_{name}_images_per_second"] = round(rate, 1)
            print(f"{image_size} px  {name:12} {rate:8.1f} images/s", flush=True)
            if name != "lightly":
                paired = zip(seconds["lightly"], times, strict=True)
                ratios[f"{image_size}px_{name}"] = round(statistics.median(peer / own for peer, own in paired), 2)
    print(json.dumps({"bench": "embed", "ratios": ratios, "checks": {}, "figures": figures}))


if __name__ == "__main__":
    main()
