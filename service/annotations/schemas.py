"""Annotation tasks, annotations and inferred metadata on the wire."""

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from service.pagination import PageOf
from store.specs.annotations import AnnotationRole, Category, TaskType


class AnnotationTask(BaseModel):
    """A named set of annotations with its categories."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    dataset_id: str
    name: str
    role: AnnotationRole
    type: TaskType
    categories: list[Category]
    count: int = Field(description="samples that have an entry, an empty one included")
    created_at: datetime
    updated_at: datetime


class AnnotationTaskPage(PageOf[AnnotationTask]):
    """Tasks, oldest first."""


class MetadataField(BaseModel):
    """What is known about one key of the samples' metadata."""

    model_config = ConfigDict(from_attributes=True)

    name: str
    type: Literal["boolean", "integer", "number", "string", "datetime", "mixed"] = Field(
        description="the narrowest type that covers every value seen; mixed also stands for lists and objects"
    )
    count: int = Field(description="samples that have it")


class MetadataFieldPage(PageOf[MetadataField]):
    """Keys of metadata by name."""


class TaskAnnotations(BaseModel):
    """What one task says about a sample."""

    task: str
    role: AnnotationRole
    type: TaskType
    annotations: list[dict[str, Any]] = Field(description="objects in the form that docs/annotations.md gives")


class SampleAnnotations(BaseModel):
    """What every task says about a sample."""

    items: list[TaskAnnotations]
