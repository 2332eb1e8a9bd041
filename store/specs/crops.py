"""Which parts of images become samples of their own, told apart by `type`."""

from collections import Counter
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from store.specs.annotations import TaskName
from store.specs.base import Probability, SampleId, Spec

MAX_CROPS_PER_SAMPLE = 1024

_Coordinate = Annotated[float, Field(ge=-1_000_000, le=1_000_000)]
_Length = Annotated[float, Field(gt=0, le=1_000_000)]


class GivenBox(Spec):
    """A box in one sample."""

    sample_id: SampleId
    box: tuple[_Coordinate, _Coordinate, _Length, _Length] = Field(
        description="x, y, width, height in pixels of the upright image"
    )


class GivenBoxes(Spec):
    """Boxes written into the request."""

    type: Literal["boxes"] = "boxes"
    boxes: list[GivenBox] = Field(min_length=1, max_length=100_000)

    @model_validator(mode="after")
    def _few_for_each(self) -> Self:
        (sample_id, most), *_ = Counter(given.sample_id for given in self.boxes).most_common(1)
        if most > MAX_CROPS_PER_SAMPLE:
            raise ValueError(f"{sample_id} has {most} boxes, more than {MAX_CROPS_PER_SAMPLE}")
        return self


class TaskBoxes(Spec):
    """The boxes of an annotation task; of one image at most the first 1024."""

    type: Literal["task"] = "task"
    task: TaskName = Field(description="of type object-detection, instance-segmentation or keypoint-detection")
    min_score: Probability = Field(default=0, description="leaves out boxes with a lower score")
    categories: list[int] | None = Field(
        default=None, min_length=1, max_length=1000, description="ids of the categories to take; null takes them all"
    )


class Tiles(Spec):
    """A grid over every image: tiles of equal size that cover it."""

    type: Literal["tiles"] = "tiles"
    rows: int = Field(ge=1, le=32)
    columns: int = Field(ge=1, le=32)
    overlap: float = Field(default=0, ge=0, le=0.9, description="of neighbours, as a share of the tile")


Regions = Annotated[GivenBoxes | TaskBoxes | Tiles, Field(discriminator="type")]
