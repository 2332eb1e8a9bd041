"""Decoding JPEGs down to the size of the pixel cache: `python -m bench.decode [--photographs ZIP]`.

Every way ends with the same squashed square. Reduced decoding lets the DCT do a part of the reduction, at 1/2, 1/4 or
1/8 of the size. torchcodec takes part where it is installed. One thread each, in turn, several times.
"""

import argparse
import io
import json
import os
import statistics
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import simplejpeg
import torch
from PIL import Image

from bench.augment import made_up
from worker.images.cache import cache_side, squash

REPEATS = 5
IMAGES = 300
IMAGE_SIZES = (32, 96, 224)
PHOTOGRAPH = (400, 533)
# Of the mean absolute difference to a full decode, in grey levels of 255.
LARGEST_DIFFERENCE = 3.0

Decode = Callable[[bytes, int], npt.NDArray[np.uint8]]


def main() -> None:
    """Print a table and, as the last line, JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--photographs", type=Path, default=os.environ.get("WINNOW_BENCH_PHOTOGRAPHS"))
    files = photographs(parser.parse_args().photographs)
    torch.set_num_threads(1)
    ways = all_ways()
    ratios: dict[str, float] = {}
    checks: dict[str, bool] = {}
    figures: dict[str, float] = {}
    for image_size in IMAGE_SIZES:
        side = cache_side(image_size)
        seconds = measure(ways, files, side)
        for name, times in seconds.items():
            figures[f"{image_size}px_{name}_images_per_second"] = round(1 / statistics.median(times), 1)
            if name != "ours":
                paired = zip(times, seconds["ours"], strict=True)
                ratios[f"{image_size}px_over_{name}"] = round(statistics.median(a / b for a, b in paired), 2)
        difference = mean_difference(ways["ours"], ways["pillow_full"], files[:50], side)
        figures[f"{image_size}px_difference_to_full_decode"] = round(difference, 2)
        checks[f"{image_size}px_looks_alike"] = difference < LARGEST_DIFFERENCE
    for key, value in figures.items():
        print(f"{key:50} {value:10.2f}")
    print(json.dumps({"bench": "decode", "ratios": ratios, "checks": checks, "figures": figures}))


def all_ways() -> dict[str, Decode]:
    """What is compared, by name."""
    ways: dict[str, Decode] = {
        "ours": ours,
        "simplejpeg_full": simplejpeg_full,
        "pillow_draft": pillow_draft,
        "pillow_full": pillow_full,
    }
    try:
        from torchcodec.decoders import decode_image
    except (ImportError, RuntimeError, OSError) as reason:
        print("without torchcodec:", str(reason).partition("\n")[0])
        return ways

    def torchcodec_full(data: bytes, side: int) -> npt.NDArray[np.uint8]:
        decoded: Any = decode_image(torch.frombuffer(bytearray(data), dtype=torch.uint8))
        return squashed(Image.fromarray(decoded.permute(1, 2, 0).contiguous().numpy()), side)

    return {**ways, "torchcodec_full": torchcodec_full}


def ours(data: bytes, side: int) -> npt.NDArray[np.uint8]:
    """As the cache does it: the header read and checked by Pillow, a reduced decode by simplejpeg."""
    found = squash(data, side)
    assert found is not None
    return np.frombuffer(found[0], np.uint8).reshape(side, side, 3)


def simplejpeg_full(data: bytes, side: int) -> npt.NDArray[np.uint8]:
    return squashed(Image.fromarray(simplejpeg.decode_jpeg(data, "RGB")), side)


def pillow_draft(data: bytes, side: int) -> npt.NDArray[np.uint8]:
    with Image.open(io.BytesIO(data)) as image:
        image.draft("RGB", (side, side))
        return squashed(image.convert("RGB"), side)


def pillow_full(data: bytes, side: int) -> npt.NDArray[np.uint8]:
    with Image.open(io.BytesIO(data)) as image:
        return squashed(image.convert("RGB"), side)


def squashed(image: Image.Image, side: int) -> npt.NDArray[np.uint8]:
    return np.asarray(image.resize((side, side), Image.Resampling.BICUBIC))


def measure(ways: dict[str, Decode], files: list[bytes], side: int) -> dict[str, list[float]]:
    """Seconds per image in every repeat, all in turn, after one run of each to warm up."""
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    for repeat in range(REPEATS + 1):
        for name, decode in ways.items():
            start = time.perf_counter()
            for data in files:
                decode(data, side)
            if repeat:
                seconds[name].append((time.perf_counter() - start) / len(files))
    return seconds


def mean_difference(one: Decode, other: Decode, files: list[bytes], side: int) -> float:
    """Mean absolute difference of the pixels, in 0..255."""
    return float(np.mean([np.abs(one(f, side).astype(int) - other(f, side).astype(int)).mean() for f in files]))


def photographs(archive: Path | None) -> list[bytes]:
    """JPEGs out of an archive, or made up without one."""
    if archive is None:
        return [made_up(index, PHOTOGRAPH) for index in range(IMAGES)]
    with zipfile.ZipFile(archive) as packed:
        names = sorted(name for name in packed.namelist() if name.lower().endswith((".jpg", ".jpeg")))
        return [packed.read(names[index * len(names) // IMAGES]) for index in range(min(IMAGES, len(names)))]


if __name__ == "__main__":
    main()
