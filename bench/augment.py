"""Batched views against torchvision's per-sample transforms: `python -m bench.augment`.

Both make the SimCLR view (crop, flip, colour jitter, greyscale, blur, normalise) of the same cached uint8 images, in
one process with two intra-op threads, in turn, several times; ratios are medians. torchvision runs the way training
libraries use it, one image after the other and then a stack, on PIL images and on tensors; the faster one counts. Its
time per image does not depend on how many there are, so it gets only some of the batch.
"""

import json
import math
import statistics
import time
from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import torch
from PIL import Image
from torch import Tensor
from torchvision.transforms import v2

from store.specs.transforms import ViewTransform
from worker.augment import BatchAugment
from worker.augment.batch import IMAGENET_MEAN, IMAGENET_STD
from worker.augment.blur import REFERENCE_SIZE

REPEATS = 5
THREADS = 2
PEER_IMAGES = 64
CASES = {"64_from_80": (80, 64, 256), "160_from_184": (184, 160, 64)}
VIEW = ViewTransform()


def photographs(batch: int, side: int) -> npt.NDArray[np.uint8]:
    """(B, side, side, 3) uint8 with soft shapes and fine grain, so that colours and blur have something to work on."""
    rng = np.random.default_rng(0)
    coarse = rng.integers(0, 256, (batch, 6, 6, 3), dtype=np.uint8)
    images = [np.asarray(Image.fromarray(c).resize((side, side), Image.Resampling.BICUBIC)) for c in coarse]
    grain = rng.normal(0, 12, (batch, side, side, 1))
    return (np.stack(images) + grain).clip(0, 255).astype(np.uint8)


def peer_transform(image_size: int) -> v2.Compose:
    """What VIEW says, in torchvision's words, from a uint8 image to a normalised tensor."""
    scale = image_size / REFERENCE_SIZE
    jitter = v2.ColorJitter(VIEW.brightness, VIEW.contrast, VIEW.saturation, VIEW.hue)
    sigma = (VIEW.blur_sigma_min * scale, VIEW.blur_sigma_max * scale)
    # Three standard deviations on either side, the smallest kernel that does what the sigma says.
    blur = v2.GaussianBlur(2 * math.ceil(3 * sigma[1]) + 1, sigma)
    return v2.Compose(
        [
            v2.RandomResizedCrop(
                image_size,
                scale=(VIEW.crop_scale_min, VIEW.crop_scale_max),
                ratio=(VIEW.crop_ratio_min, VIEW.crop_ratio_max),
                antialias=True,
            ),
            v2.RandomHorizontalFlip(VIEW.horizontal_flip),
            v2.RandomApply([jitter], VIEW.color_jitter),
            v2.RandomGrayscale(VIEW.grayscale),
            v2.RandomApply([blur], VIEW.gaussian_blur),
            v2.ToImage(),
            v2.ToDtype(torch.float32, scale=True),
            v2.Normalize(IMAGENET_MEAN, IMAGENET_STD),
        ]
    )


def contestants(source_side: int, image_size: int, batch: int) -> dict[str, Callable[[], Tensor]]:
    """Functions that make one view of each of their images, (n, 3, image_size, image_size) float32."""
    pixels = photographs(batch, source_side)
    stacked, aspect = torch.from_numpy(pixels), torch.ones(batch)
    pil = [Image.fromarray(image) for image in pixels[:PEER_IMAGES]]
    planar = list(stacked[:PEER_IMAGES].permute(0, 3, 1, 2).contiguous())
    augment, generator = BatchAugment(VIEW, image_size=image_size), torch.Generator().manual_seed(0)
    transform = peer_transform(image_size)
    return {
        "ours": lambda: augment(stacked, aspect, generator),
        "torchvision_pil": lambda: torch.stack([transform(image) for image in pil]),
        "torchvision_tensor": lambda: torch.stack([transform(image) for image in planar]),
    }


def measure(views: dict[str, Callable[[], Tensor]]) -> dict[str, list[float]]:
    """Seconds per image in every repeat, all contestants in turn, after one run of each to warm up."""
    seconds: dict[str, list[float]] = {name: [] for name in views}
    for repeat in range(REPEATS + 1):
        for name, make in views.items():
            start = time.perf_counter()
            images = len(make())
            if repeat:
                seconds[name].append((time.perf_counter() - start) / images)
    return seconds


def same_statistics(views: dict[str, Callable[[], Tensor]]) -> bool:
    """Whether the views are equally bright, varied and smooth: a faster pipeline that does less is no win."""

    def averages(name: str) -> Tensor:
        view = torch.cat([views[name]()[:PEER_IMAGES] for _ in range(3)])
        grain = (view[..., 1:] - view[..., :-1]).abs().mean()
        return torch.stack([view.mean(), view.std(), view.mean((2, 3)).std(), grain])

    return bool(torch.allclose(averages("ours"), averages("torchvision_tensor"), rtol=0.1, atol=0.05))


def main() -> None:
    torch.set_num_threads(THREADS)
    torch.manual_seed(0)
    ratios, checks, figures = {}, {}, {}
    for case, (source_side, image_size, batch) in CASES.items():
        views = contestants(source_side, image_size, batch)
        checks[f"{case}_same_statistics"] = same_statistics(views)
        seconds = measure(views)
        medians = {name: statistics.median(times) for name, times in seconds.items()}
        peer = min((name for name in medians if name != "ours"), key=medians.__getitem__)
        paired = zip(seconds[peer], seconds["ours"], strict=True)
        ratios[case] = round(statistics.median(theirs / ours for theirs, ours in paired), 2)
        for name, median in medians.items():
            figures[f"{case}_{name}"] = round(1 / median, 1)
            print(f"{case:14} {name:20} {1 / median:10.0f} images/s")
    print(json.dumps({"bench": "augment", "ratios": ratios, "checks": checks, "figures": figures}))


if __name__ == "__main__":
    main()
