"""Augmentations one by one, for views that are drawn in an order of the caller's own."""

from typing import Annotated, Literal, Self

from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError

from store.specs.base import Probability, Spec

Strength = Annotated[float, Field(ge=0, le=2)]
Area = Annotated[float, Field(gt=0, le=1)]


class _Ranged(Spec):
    """Has pairs of fields `x_min` and `x_max`."""

    @model_validator(mode="after")
    def _ranges_are_ordered(self) -> Self:
        for low in (name for name in type(self).model_fields if name.endswith("_min")):
            high = f"{low.removesuffix('_min')}_max"
            if getattr(self, low) > getattr(self, high):
                raise ValueError(f"{low} must not exceed {high}")
        return self


class RandomResizedCrop(_Ranged):
    """Cut out a random box and resize it to the view. Only as the first op; a box for every sample."""

    op: Literal["random_resized_crop"] = "random_resized_crop"
    scale_min: Area = Field(default=0.2, description="smallest cropped share of the area")
    scale_max: Area = 1.0
    ratio_min: float = Field(default=0.75, gt=0, le=1, description="smallest width / height of a crop")
    ratio_max: float = Field(default=4 / 3, ge=1, le=10)


class CenterCrop(Spec):
    """Cut out the centred square, as embedding does. Only as the first op, and implied where no crop is given."""

    op: Literal["center_crop"] = "center_crop"
    resize_ratio: float = Field(
        default=1.0, ge=1, le=4, description='1.14 is "resize to 256, crop 224"; 1 keeps the short side'
    )


class HorizontalFlip(Spec):
    """Swap left and right. Not for text, digits or anything that has a handedness."""

    op: Literal["horizontal_flip"] = "horizontal_flip"
    probability: Probability = 0.5


class VerticalFlip(Spec):
    """Swap top and bottom: for images from above or through a microscope."""

    op: Literal["vertical_flip"] = "vertical_flip"
    probability: Probability = 0.5


class QuarterTurn(Spec):
    """A turn by 90, 180 or 270 degrees. With a flip and the probability 0.75 every pose is equally likely."""

    op: Literal["rotate_90"] = "rotate_90"
    probability: Probability = 0.75


class Rotation(Spec):
    """A turn by any angle up to `degrees` to either side. What comes in at the corners is the view's mirror image."""

    op: Literal["rotation"] = "rotation"
    probability: Probability = 0.5
    degrees: float = Field(default=15.0, gt=0, le=180)


class ColorJitter(Spec):
    """Change brightness, contrast, saturation and hue, in this order."""

    op: Literal["color_jitter"] = "color_jitter"
    probability: Probability = 0.8
    brightness: Strength = 0.4
    contrast: Strength = 0.4
    saturation: Strength = 0.2
    hue: float = Field(default=0.1, ge=0, le=0.5, description="share of the colour circle")


class Grayscale(Spec):
    """Take the colour away."""

    op: Literal["grayscale"] = "grayscale"
    probability: Probability = 0.2


class GaussianBlur(_Ranged):
    """Blur, so that fine texture alone does not tell images apart."""

    op: Literal["gaussian_blur"] = "gaussian_blur"
    probability: Probability = 0.5
    sigma_min: float = Field(default=0.1, gt=0, le=10, description="pixels at a 224 px view, scaled with it")
    sigma_max: float = Field(default=2.0, gt=0, le=10)


class Solarize(Spec):
    """Invert everything brighter than the threshold."""

    op: Literal["solarize"] = "solarize"
    probability: Probability = 0.2
    threshold: float = Field(default=0.5, ge=0, le=1, description="0 is black and 1 is white")


class GaussianNoise(_Ranged):
    """Add noise to every channel of every pixel, as a sensor in the dark does."""

    op: Literal["gaussian_noise"] = "gaussian_noise"
    probability: Probability = 0.5
    sigma_min: float = Field(default=0.01, gt=0, le=1, description="share of the range from black to white")
    sigma_max: float = Field(default=0.05, gt=0, le=1)


class Cutout(_Ranged):
    """Hide a rectangle behind the mean colour (random erasing, Zhong et al. 2020)."""

    op: Literal["cutout"] = "cutout"
    probability: Probability = 0.5
    scale_min: Area = Field(default=0.02, description="smallest hidden share of the view")
    scale_max: Area = 0.33


class Jigsaw(Spec):
    """Cut the view into tiles and shuffle them: what is left to recognise are parts."""

    op: Literal["jigsaw"] = "jigsaw"
    probability: Probability = 0.5
    grid: int = Field(default=3, ge=2, le=16, description="tiles along each side; a rest at the border stays")


Crop = RandomResizedCrop | CenterCrop
ViewOp = Annotated[
    RandomResizedCrop
    | CenterCrop
    | HorizontalFlip
    | VerticalFlip
    | QuarterTurn
    | Rotation
    | ColorJitter
    | Grayscale
    | GaussianBlur
    | Solarize
    | GaussianNoise
    | Cutout
    | Jigsaw,
    Field(discriminator="op"),
]


class ViewPipeline(Spec):
    """A view as a list of ops, done in the order given, each on the samples that its probability picks.

    The images arrive whole; a crop can only come first, and without one the view is the centred square.
    """

    ops: list[ViewOp] = Field(min_length=1, max_length=32)

    @field_validator("ops")
    @classmethod
    def _crops_come_first(cls, ops: list[ViewOp]) -> list[ViewOp]:
        # An error of its own for every misplaced op: a ValueError could only point at the list.
        late = [index for index, op in enumerate(ops) if index and isinstance(op, Crop)]
        message = "A crop can only be the first op: it reads the whole image."
        errors = [
            InitErrorDetails(
                type=PydanticCustomError("late_crop", message), loc=(index, ops[index].op, "op"), input=ops[index].op
            )
            for index in late
        ]
        if errors:
            raise ValidationError.from_exception_data("ViewPipeline", errors)
        return ops
