"""What an `annotate` job writes, and the categories of annotation tasks."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from store.specs.base import Spec

MAX_CATEGORIES = 10_000


class TaskType(StrEnum):
    CLASSIFICATION = "classification"
    OBJECT_DETECTION = "object-detection"
    INSTANCE_SEGMENTATION = "instance-segmentation"
    SEMANTIC_SEGMENTATION = "semantic-segmentation"
    KEYPOINT_DETECTION = "keypoint-detection"


class AnnotationRole(StrEnum):
    PREDICTION = "prediction"
    """What a model says."""
    LABEL = "label"
    """What people have drawn or chosen."""


class AnnotationFormat(StrEnum):
    NDJSON = "ndjson"
    PARQUET = "parquet"
    COCO = "coco"
    YOLO = "yolo"
    LIGHTLY = "lightly"


# Part of a URL, so neither slash nor anything that would have to be escaped.
TaskName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$")]
CategoryName = Annotated[str, StringConstraints(min_length=1, max_length=255, pattern=r"^[^\x00-\x1f\x7f]+$")]


class Category(Spec):
    """One of the things that a task tells apart."""

    id: int = Field(ge=0, lt=2**31)
    name: CategoryName
    keypoints: list[CategoryName] | None = Field(
        default=None, max_length=1000, description="names of the points, in order; of keypoint tasks alone"
    )
    skeleton: list[tuple[int, int]] | None = Field(
        default=None, max_length=10_000, description="pairs of points that belong together, counted from 0"
    )

    @model_validator(mode="after")
    def _skeleton_fits(self) -> Self:
        points = len(self.keypoints or [])
        if any(not 0 <= end < points for bone in self.skeleton or [] for end in bone):
            raise ValueError(f"skeleton names a point that is none of the {points} keypoints")
        return self


Categories = Annotated[list[Category], Field(min_length=1, max_length=MAX_CATEGORIES)]


def refuse_repeated(categories: Sequence[Category]) -> None:
    """ValueError when two categories have the same id."""
    seen: set[int] = set()
    for category in categories:
        if category.id in seen:
            raise ValueError(f"two categories have the id {category.id}")
        seen.add(category.id)


class MetadataTarget(Spec):
    """The samples' own metadata: each record is merged into what is there (JSON merge patch, RFC 7396)."""

    type: Literal["metadata"] = "metadata"


class WeakLabelTarget(Spec):
    """The samples' weak label, which ingestion takes from the folder."""

    type: Literal["weak-label"] = "weak-label"


class TaskTarget(Spec):
    """An annotation task: each record replaces what the task says about its sample. It is created when it is new."""

    type: Literal["task"] = "task"
    name: TaskName | None = Field(default=None, description="null takes every task of a `lightly` archive")
    role: AnnotationRole = AnnotationRole.PREDICTION
    task_type: TaskType | None = Field(default=None, description="needed unless the task or the file says it")
    categories: Categories | None = Field(default=None, description="needed unless the task or the file has them")

    @model_validator(mode="after")
    def _categories_differ(self) -> Self:
        refuse_repeated(self.categories or [])
        return self


AnnotationTarget = Annotated[MetadataTarget | WeakLabelTarget | TaskTarget, Field(discriminator="type")]
