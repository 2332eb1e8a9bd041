"""Augmentations: how the views of an image are drawn. Every sample of a batch draws its own parameters."""

from typing import Annotated, Any, Self

from pydantic import Discriminator, Field, Tag, model_validator

from store.specs.base import ImageSize, Probability, Spec
from store.specs.view_ops import ViewPipeline

Strength = Annotated[float, Field(ge=0, le=2)]
Sigma = Annotated[float, Field(gt=0, le=10)]
Area = Annotated[float, Field(gt=0, le=1)]


class ViewTransform(Spec):
    """Crop, flips, rotation, blur, colours, solarization, noise, cutout and jigsaw, each with its own probability.

    This order is fixed, which makes it the fast way: what has the probability 0 costs nothing. `{"ops": [...]}` in its
    place lets you choose the order. The defaults are the SimCLR recipe at colour strength 0.5. For digits, text or
    anything that has a handedness set `horizontal_flip` to 0; for greyscale images set `hue`, `saturation` and
    `grayscale` to 0.
    """

    crop_scale_min: Area = Field(default=0.2, description="smallest cropped share of the area")
    crop_scale_max: Area = 1.0
    crop_ratio_min: float = Field(default=0.75, gt=0, le=1, description="smallest width / height of a crop")
    crop_ratio_max: float = Field(default=4 / 3, ge=1, le=10)
    horizontal_flip: Probability = 0.5
    vertical_flip: Probability = 0.0
    rotate_90: Probability = Field(default=0.0, description="probability of a turn by 90, 180 or 270 degrees")
    rotation: Probability = Field(default=0.0, description="probability of a turn by any angle; corners are mirrored")
    rotation_degrees: float = Field(default=15.0, gt=0, le=180, description="largest turn to either side")
    color_jitter: Probability = 0.8
    brightness: Strength = 0.4
    contrast: Strength = 0.4
    saturation: Strength = 0.2
    hue: float = Field(default=0.1, ge=0, le=0.5, description="share of the colour circle")
    grayscale: Probability = 0.2
    gaussian_blur: Probability = Field(default=0.5, description="skipped on inputs of 40 px and less")
    blur_sigma_min: Sigma = Field(default=0.1, description="pixels at a 224 px crop, scaled with it")
    blur_sigma_max: Sigma = 2.0
    solarize: Probability = 0.0
    gaussian_noise: Probability = 0.0
    noise_sigma_min: float = Field(default=0.01, gt=0, le=1, description="share of the range from black to white")
    noise_sigma_max: float = Field(default=0.05, gt=0, le=1)
    cutout: Probability = Field(default=0.0, description="probability of a rectangle of mean colour")
    cutout_scale_min: Area = Field(default=0.02, description="smallest hidden share of the view")
    cutout_scale_max: Area = 0.33
    jigsaw: Probability = Field(default=0.0, description="probability of shuffled tiles")
    jigsaw_grid: int = Field(default=3, ge=2, le=16, description="tiles along each side")

    @model_validator(mode="after")
    def _ranges_are_ordered(self) -> Self:
        for name in ("crop_scale", "blur_sigma", "noise_sigma", "cutout_scale"):
            if getattr(self, f"{name}_min") > getattr(self, f"{name}_max"):
                raise ValueError(f"{name}_min must not exceed {name}_max")
        return self


def _kind_of_view(view: Any) -> str:
    listed = "ops" in view if isinstance(view, dict) else isinstance(view, ViewPipeline)
    return "pipeline" if listed else "fixed"


View = Annotated[
    Annotated[ViewTransform, Tag("fixed")] | Annotated[ViewPipeline, Tag("pipeline")],
    Discriminator(_kind_of_view),
]


class LocalCrops(Spec):
    """Small parts of every image beside its full views: the multi-crop of SwAV (Caron et al. 2020).

    They cost little, because the network sees them at a lower resolution, and tie parts of an image to the whole.
    """

    count: int = Field(default=6, ge=1, le=32, description="per image and step")
    image_size: ImageSize | None = Field(
        default=None, description="null takes three sevenths of the full views, the 96 of 224, in steps of 16"
    )
    view: View = ViewTransform(crop_scale_min=0.05, crop_scale_max=0.14)

    def side(self, image_size: int) -> int:
        """Side of these crops in pixels beside full views of `image_size`."""
        return self.image_size or max(16, round(image_size * 3 / 7 / 16) * 16)


class Transform(Spec):
    """The views that a method compares: how many of full size says the method.

    The first is drawn as `query` says, all others as `key` says; leave `key` out to draw all the same way. `local`
    adds small crops, for methods that take any number of views.
    """

    query: View = ViewTransform()
    key: View | None = None
    local: LocalCrops | None = None
