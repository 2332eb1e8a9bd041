"""Optimizer settings that recipes of several methods share."""

import math

from store.specs.backbones import Backbone
from store.specs.optimizers import LARS, SGD, AdamW, Optimizer
from store.specs.transforms import Transform

# Small pictures come in small sets that are trained in small batches, where LARS has nothing to adapt to.
_THUMBNAIL = 128
_TINY = 40
# Side of the smallest crops, pixels.
_SMALLEST = 16
_ADAMW = ("vit", "swin", "former", "convnext", "mixer", "beit", "deit")


def sgd(image_size: int, *, scale: float = 1.0) -> SGD:
    """The rate that the field trains ResNets with on CIFAR (0.12 per 256 images), half of it on larger images.

    scale: of a loss that is larger or smaller than a mean over the batch of one term per image.
    """
    return SGD(lr=(0.12 if image_size <= _TINY else 0.06) * scale)


def lars_when_large(backbone: Backbone, image_size: int, *, lars: LARS, sgd_scale: float = 1.0) -> Optimizer:
    """AdamW for transformers, SGD for convolutional networks on thumbnails, else `lars` as in the method's paper."""
    if is_transformer(backbone):
        return AdamW(lr=5e-4, weight_decay=0.1)
    return lars if image_size > _THUMBNAIL else sgd(image_size, scale=sgd_scale)


def sgd_or_adamw(backbone: Backbone, image_size: int, *, scale: float = 1.0) -> Optimizer:
    """AdamW for transformers, SGD for all else."""
    return AdamW(lr=5e-4, weight_decay=0.1) if is_transformer(backbone) else sgd(image_size, scale=scale)


def several_sizes(transform: Transform, backbone: Backbone, image_size: int) -> Transform:
    """`transform` with local crops of a size that `backbone` takes; without any if it takes one size only."""
    local, patch = transform.local, backbone.patch
    if local is None:
        return transform
    if not backbone.takes_several_sizes:
        return transform.model_copy(update={"local": None})
    side = local.side(image_size)
    if patch is not None and side % patch:
        patches = max(math.ceil(_SMALLEST / patch), round(side / patch))
        local = local.model_copy(update={"image_size": patches * patch})
    return transform.model_copy(update={"local": local})


def is_transformer(backbone: Backbone) -> bool:
    """Whether it is trained as vision transformers are, with AdamW; newer convolutional networks are among them."""
    return backbone.has_tokens or any(word in backbone.name for word in _ADAMW)
