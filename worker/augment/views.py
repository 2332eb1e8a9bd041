"""All views of a batch that one training step needs: full ones, each drawn its own way, and small local crops."""

from collections.abc import Sequence
from typing import NamedTuple

import torch
from torch import Tensor

from store.specs.transforms import Transform, View, ViewTransform
from worker.augment.batch import IMAGENET_MEAN, IMAGENET_STD, BatchAugment
from worker.augment.pipeline import PipelineAugment

ViewMaker = BatchAugment | PipelineAugment


class MultiViewBatch(NamedTuple):
    """Random views of the same B images, all in the same order, normalised, float32, channels_last."""

    global_crops: tuple[Tensor, ...]
    """Each (B, 3, image_size, image_size): the query view first, then the key views."""
    local_crops: tuple[Tensor, ...]
    """Each (B, 3, l, l) with l the side of the local crops."""


class MultiView:
    """Draws the views that `transform` describes: `global_views` full ones, then the local crops, in this order.

    As in BatchAugment, all random numbers come from the caller's generator, and the pixels say where the work is done.
    """

    def __init__(
        self,
        transform: Transform,
        *,
        image_size: int,
        global_views: int = 2,
        mean: Sequence[float] = IMAGENET_MEAN,
        std: Sequence[float] = IMAGENET_STD,
    ) -> None:
        query = view_maker(transform.query, image_size=image_size, mean=mean, std=std)
        key = query
        if transform.key is not None:
            key = view_maker(transform.key, image_size=image_size, mean=mean, std=std)
        self._global = [query, *[key] * (global_views - 1)]
        self._local: list[ViewMaker] = []
        if transform.local is not None:
            side = transform.local.side(image_size)
            crop = view_maker(transform.local.view, image_size=side, mean=mean, std=std)
            self._local = [crop] * transform.local.count

    def __call__(self, pixels: Tensor, aspect: Tensor, generator: torch.Generator) -> MultiViewBatch:
        """Make all views of every image.

        pixels: (B, S, S, 3) uint8, images squashed to squares. aspect: (B,) float32, width / height of the originals.
        """
        global_crops = tuple(augment(pixels, aspect, generator) for augment in self._global)
        local_crops = tuple(augment(pixels, aspect, generator) for augment in self._local)
        return MultiViewBatch(global_crops, local_crops)


def view_maker(
    view: View, *, image_size: int, mean: Sequence[float] = IMAGENET_MEAN, std: Sequence[float] = IMAGENET_STD
) -> ViewMaker:
    """What draws `view`: called with pixels, aspect and a generator it makes one view of each image."""
    if isinstance(view, ViewTransform):
        return BatchAugment(view, image_size=image_size, mean=mean, std=std)
    return PipelineAugment(view, image_size=image_size, mean=mean, std=std)
