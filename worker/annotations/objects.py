"""The objects of annotation tasks: their form for each type of task, and their check against the task's categories."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated, Any, Self

from pydantic import Field, StrictInt, TypeAdapter, ValidationError, field_validator, model_validator

from store.specs.annotations import AnnotationRole, Category, TaskType
from store.specs.base import Probability, Spec
from worker.annotations import rle
from worker.annotations.records import MAX_OBJECTS, Invalid, Size

_MAX_MASK_PIXELS = 2**31
# Models write float16 and rounded probabilities.
_SUM_TOLERANCE = 0.02

Coordinate = Annotated[float, Field(ge=-1e6, le=1e6)]
Extent = Annotated[float, Field(gt=0, le=1e6)]
Box = tuple[Coordinate, Coordinate, Extent, Extent]
Polygon = Annotated[list[Coordinate], Field(min_length=6, max_length=200_000)]


class _Object(Spec):
    category_id: StrictInt
    score: Probability | None = None
    probabilities: list[Probability] | None = None


class Classified(_Object):
    """One category of the whole image; with probabilities the most probable one may be left out."""

    category_id: StrictInt | None = None  # type: ignore[assignment]

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.category_id is None and self.probabilities is None:
            raise ValueError("give category_id, probabilities or both")
        return self


class Detected(_Object):
    """A box."""

    bbox: Box


class Rle(Spec):
    """A mask in COCO's encoding: runs down the columns, as a list or compressed."""

    size: tuple[Annotated[int, Field(ge=1)], Annotated[int, Field(ge=1)]] = Field(description="height, width")
    counts: list[Annotated[int, Field(ge=0)]]

    @field_validator("counts", mode="before")
    @classmethod
    def _unpacked(cls, value: Any) -> Any:
        return rle.unpack(value, limit=_MAX_MASK_PIXELS) if isinstance(value, str) else value

    @model_validator(mode="after")
    def _covers_the_image(self) -> Self:
        pixels = self.size[0] * self.size[1]
        if pixels > _MAX_MASK_PIXELS:
            raise ValueError(f"a mask has at most {_MAX_MASK_PIXELS} pixels")
        rle.check(self.counts, pixels)
        return self

    def packed(self) -> dict[str, Any]:
        return {"size": list(self.size), "counts": rle.pack(self.counts)}


class _Masked(_Object):
    rle: Rle | None = None
    polygons: Annotated[list[Polygon], Field(min_length=1, max_length=10_000)] | None = None

    @model_validator(mode="after")
    def _one_shape(self) -> Self:
        if (self.rle is None) == (self.polygons is None):
            raise ValueError("give exactly one of rle and polygons")
        if any(len(polygon) % 2 for polygon in self.polygons or []):
            raise ValueError("a polygon is x, y, x, y, ...: an even count of numbers")
        return self


class InstanceMask(_Masked):
    """One object as a mask or as polygons, with its box if it is known."""

    bbox: Box | None = None


class CategoryMask(_Masked):
    """Every pixel of one category."""


class Keypoints(_Object):
    """The points of one object: x, y and a visibility or confidence for each."""

    keypoints: list[Coordinate] = Field(min_length=3, max_length=3000)
    bbox: Box | None = None


_MODELS: dict[TaskType, type[_Object]] = {
    TaskType.CLASSIFICATION: Classified,
    TaskType.OBJECT_DETECTION: Detected,
    TaskType.INSTANCE_SEGMENTATION: InstanceMask,
    TaskType.SEMANTIC_SEGMENTATION: CategoryMask,
    TaskType.KEYPOINT_DETECTION: Keypoints,
}


@dataclass(frozen=True)
class Task:
    """What the objects of a task have to keep to."""

    type: TaskType
    role: AnnotationRole
    categories: Sequence[Category] = field(repr=False)

    @cached_property
    def _by_id(self) -> dict[int, Category]:
        return {category.id: category for category in self.categories}

    @cached_property
    def _adapter(self) -> TypeAdapter[list[Any]]:
        model: Any = _MODELS[self.type]
        return TypeAdapter(Annotated[list[model], Field(max_length=MAX_OBJECTS)])

    def objects(self, raw: Any, size: Size | None, *, at: str = "/annotations") -> list[dict[str, Any]]:
        """The objects of one sample as they are stored. Raises Invalid with a pointer below `at`."""
        try:
            objects = self._adapter.validate_python(raw)
        except ValidationError as error:
            raise Invalid.of(error, at) from error
        return [self._stored(one, size, f"{at}/{index}") for index, one in enumerate(objects)]

    def _stored(self, one: _Object, size: Size | None, at: str) -> dict[str, Any]:
        category_id, score = self._certainty(one, at)
        stored: dict[str, Any] = {"category_id": category_id}
        if score is not None:
            stored["score"] = score
        if one.probabilities is not None:
            stored["probabilities"] = one.probabilities
        box = getattr(one, "bbox", None)
        if box is not None:
            _refuse_outside(box, size, f"{at}/bbox")
            stored["bbox"] = list(box)
        if isinstance(one, _Masked):
            stored |= _shape(one, size, at)
        if isinstance(one, Keypoints):
            self._check_keypoints(one, self._by_id[category_id], at)
            stored["keypoints"] = one.keypoints
        return stored

    def _certainty(self, one: _Object, at: str) -> tuple[int, float | None]:
        """(category, score): what is left out follows from the probabilities."""
        category_id, score = one.category_id, one.score
        if one.probabilities is not None:
            best = self._most_probable(one.probabilities, f"{at}/probabilities")
            category_id = self.categories[best].id if category_id is None else category_id
            score = one.probabilities[best] if score is None else score
        if category_id not in self._by_id:
            raise Invalid(f"{at}/category_id", f"The task has no category {category_id}.")
        is_mask = self.type == TaskType.SEMANTIC_SEGMENTATION
        if self.role == AnnotationRole.PREDICTION and score is None and not is_mask:
            raise Invalid(at, "A prediction needs a score or probabilities.")
        return category_id, score

    def _most_probable(self, probabilities: Sequence[float], at: str) -> int:
        if len(probabilities) != len(self.categories):
            raise Invalid(at, f"There are {len(probabilities)} probabilities for {len(self.categories)} categories.")
        if abs(math.fsum(probabilities) - 1) > _SUM_TOLERANCE:
            raise Invalid(at, f"The probabilities add up to {math.fsum(probabilities):.4g}, not to 1.")
        return max(range(len(probabilities)), key=probabilities.__getitem__)

    def _check_keypoints(self, one: Keypoints, category: Category, at: str) -> None:
        expected = len(category.keypoints or []) or len(one.keypoints) // 3
        if len(one.keypoints) != 3 * expected:
            raise Invalid(
                f"{at}/keypoints", f"{expected} points need {3 * expected} numbers: x, y and visibility of each."
            )


def _shape(one: _Masked, size: Size | None, at: str) -> dict[str, Any]:
    if one.rle is None:
        return {"polygons": one.polygons}
    if size is not None and one.rle.size != (size.height, size.width):
        raise Invalid(f"{at}/rle/size", f"The image is {size.height} pixels high and {size.width} wide.")
    return {"rle": one.rle.packed()}


def _refuse_outside(box: Box, size: Size | None, at: str) -> None:
    """A box may reach over the edge, as those of models do, but one that misses the image was made for another."""
    x, y, width, height = box
    if size is not None and (x >= size.width or y >= size.height or x + width <= 0 or y + height <= 0):
        raise Invalid(at, f"The box lies outside of the image of {size.width} x {size.height} pixels.")
