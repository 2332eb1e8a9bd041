"""Backbones: the networks that are kept after training."""

from enum import StrEnum
from typing import Literal

from pydantic import Field

from store.specs.base import Seed, Spec


class Stem(StrEnum):
    """How the first layers treat the image."""

    AUTO = "auto"
    """`small` up to 40 px, `imagenet` above."""
    IMAGENET = "imagenet"
    """7x7 convolution of stride 2, then max-pooling: the stem of the ResNet paper."""
    SMALL = "small"
    """3x3 convolution of stride 1, no pooling: keeps the resolution of thumbnails (as in the SimCLR paper, B.9)."""


class BackboneWeights(StrEnum):
    """What a backbone starts from."""

    NONE = "none"
    """Random initialisation from the seed."""
    IMAGENET = "imagenet"
    """torchvision's ImageNet weights; the worker must have them in its cache or be able to download them."""


class Backbone(Spec):
    """A torchvision ResNet, optionally narrower than the original.

    Use resnet18 unless you have a GPU and more than about 50 000 images. `width` is the number of channels of the
    first stage: 64 is the original, 16 trains about ten times faster on a CPU and suits tiny images.
    """

    name: Literal["resnet18", "resnet34", "resnet50"] = "resnet18"
    width: int = Field(default=64, ge=8, le=256, multiple_of=8, description="channels of the first stage")
    stem: Stem = Stem.AUTO
    weights: BackboneWeights = BackboneWeights.NONE
    seed: Seed = Field(default=0, description="seed of the random initialisation")

    @property
    def feature_dim(self) -> int:
        """D of the (N, D) matrix that the backbone makes after global average pooling."""
        return self.width * 8 * (4 if self.name == "resnet50" else 1)

    def resolve_stem(self, image_size: int) -> Stem:
        """The stem to build for square inputs of `image_size` pixels."""
        if self.stem is not Stem.AUTO:
            return self.stem
        return Stem.SMALL if image_size <= 40 else Stem.IMAGENET
