"""Augmentations: how the two views of an image are drawn. Every sample of a batch draws its own parameters."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from store.specs.base import Probability, Spec

Strength = Annotated[float, Field(ge=0, le=2)]


class ViewTransform(Spec):
    """Crop, flip, colour, blur and solarize, in this order, each with its own probability.

    The defaults are the SimCLR recipe at colour strength 0.5. For digits, text or anything that has a handedness set
    `horizontal_flip` to 0; for greyscale images set `hue`, `saturation` and `grayscale` to 0.
    """

    crop_scale_min: float = Field(default=0.2, gt=0, le=1, description="smallest cropped share of the area")
    crop_scale_max: float = Field(default=1.0, gt=0, le=1)
    crop_ratio_min: float = Field(default=0.75, gt=0, le=1, description="smallest width / height of a crop")
    crop_ratio_max: float = Field(default=4 / 3, ge=1, le=10)
    horizontal_flip: Probability = 0.5
    vertical_flip: Probability = 0.0
    rotate_90: Probability = Field(default=0.0, description="probability of a turn by 90, 180 or 270 degrees")
    color_jitter: Probability = 0.8
    brightness: Strength = 0.4
    contrast: Strength = 0.4
    saturation: Strength = 0.2
    hue: float = Field(default=0.1, ge=0, le=0.5, description="share of the colour circle")
    grayscale: Probability = 0.2
    gaussian_blur: Probability = Field(default=0.5, description="skipped on inputs of 40 px and less")
    blur_sigma_min: float = Field(default=0.1, gt=0, le=10, description="pixels at a 224 px crop, scaled with it")
    blur_sigma_max: float = Field(default=2.0, gt=0, le=10)
    solarize: Probability = 0.0

    @model_validator(mode="after")
    def _ranges_are_ordered(self) -> Self:
        for low, high in (("crop_scale_min", "crop_scale_max"), ("blur_sigma_min", "blur_sigma_max")):
            if getattr(self, low) > getattr(self, high):
                raise ValueError(f"{low} must not exceed {high}")
        return self


class Transform(Spec):
    """The two views that a contrastive method compares. Leave `key` out to draw both the same way."""

    query: ViewTransform = ViewTransform()
    key: ViewTransform | None = None
