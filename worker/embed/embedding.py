"""Embedding: the evaluation view of every image through a frozen backbone."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import torch
import torch.nn.functional as F
from torch import nn

from worker.augment import center_crop
from worker.augment.batch import IMAGENET_MEAN, IMAGENET_STD
from worker.device import Device, Precision
from worker.embed.prefetch import prefetch
from worker.images.cache import PixelCache
from worker.reporting import Reporter

Rows = range | npt.NDArray[np.int64]


class Embedded(NamedTuple):
    """Embeddings of some rows of a pixel cache, in the order of those rows."""

    features: npt.NDArray[np.float32]
    """(N, D) float32; zeros where not `valid`: a similarity with them is 0, never NaN."""
    valid: npt.NDArray[np.bool_]
    """(N,) False where the image could not be decoded."""


def embed(
    backbone: nn.Module,
    cache: PixelCache,
    *,
    image_size: int,
    batch_size: int,
    device: Device,
    reporter: Reporter,
    rows: Rows | None = None,
    mean: Sequence[float] = IMAGENET_MEAN,
    std: Sequence[float] = IMAGENET_STD,
    precision: Precision = "float32",
    normalise: bool = True,
    stage: str = "embed",
) -> Embedded:
    """Embed `rows` (default: all) of `cache` with `backbone`, a module that maps (B, 3, s, s) to (B, D).

    The backbone is moved to the device and run in evaluation mode on the centre crop of side `image_size`
    pixels; its mode is restored afterwards. The result does not depend on `batch_size` beyond float rounding,
    because no layer mixes images. Shards are bit-identical to one call when each starts at a multiple of
    `batch_size` (every batch then holds the same rows, undecodable ones included, so that batch shapes agree
    too). Rows have unit length unless `normalise` is False. Raises Cancelled from the reporter.
    """
    wanted = np.arange(len(cache)) if rows is None else np.asarray(rows, dtype=np.int64)
    batches = [wanted[start : start + batch_size] for start in range(0, len(wanted), batch_size)]
    was_training = backbone.training
    device.place(backbone).eval()
    blocks: list[npt.NDArray[np.float32]] = []
    done = 0
    try:
        with torch.inference_mode():
            for batch in prefetch(cache, batches, device):
                view = center_crop(batch.pixels, batch.aspect, image_size=image_size, mean=mean, std=std)
                with device.autocast(precision):
                    features = backbone(view)
                wide = features.float()
                blocks.append((F.normalize(wide, dim=1) if normalise else wide).cpu().numpy())
                done += len(blocks[-1])
                reporter.progress(stage, done, len(wanted), "images")
    finally:
        backbone.train(was_training)
    valid = np.asarray(cache.valid[wanted], dtype=np.bool_)
    features = np.concatenate(blocks) if blocks else np.zeros((0, _feature_dim(backbone)), dtype=np.float32)
    features[~valid] = 0
    return Embedded(features, valid)


def _feature_dim(backbone: nn.Module) -> int:
    dim = getattr(backbone, "feature_dim", 0)
    return int(dim) if isinstance(dim, int) else 0
