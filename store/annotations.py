"""Annotations of samples: prediction tasks (outputs of the user's model) and label tasks (what people have drawn)."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from store.base import Base, Id, Json
from store.errors import NotFound


class TaskType(StrEnum):
    CLASSIFICATION = "classification"
    OBJECT_DETECTION = "object-detection"
    INSTANCE_SEGMENTATION = "instance-segmentation"
    SEMANTIC_SEGMENTATION = "semantic-segmentation"
    KEYPOINT_DETECTION = "keypoint-detection"


class AnnotationRole(StrEnum):
    PREDICTION = "prediction"
    LABEL = "label"


class AnnotationTask(Base):
    """A named set of annotations with its categories."""

    __tablename__ = "annotation_tasks"
    __table_args__ = (Index("uq_annotation_tasks_dataset_id_name", "dataset_id", "name", unique=True),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    dataset_id: Mapped[str] = mapped_column(Id, ForeignKey("datasets.id"))
    name: Mapped[str] = mapped_column(String(200))
    role: Mapped[str] = mapped_column(String(12))
    type: Mapped[str] = mapped_column(String(24))
    categories: Mapped[list[dict[str, Any]]] = mapped_column(Json)
    """[{"id": 0, "name": "cat"}, ...]; keypoint tasks add "keypoints" and "skeleton"."""
    count: Mapped[int] = mapped_column(BigInteger, default=0)
    """Samples that have an entry."""
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class Annotation(Base):
    """What one task says about one sample."""

    __tablename__ = "annotations"

    task_id: Mapped[str] = mapped_column(Id, ForeignKey("annotation_tasks.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    data: Mapped[list[dict[str, Any]]] = mapped_column(Json)
    """The objects of the sample; see docs/annotations.md."""


class MetadataField(Base):
    """What is known about a key of the samples' own metadata."""

    __tablename__ = "metadata_fields"

    dataset_id: Mapped[str] = mapped_column(Id, ForeignKey("datasets.id"), primary_key=True)
    name: Mapped[str] = mapped_column(String(200), primary_key=True)
    type: Mapped[str] = mapped_column(String(12))
    """boolean, integer, number, string, datetime or mixed."""
    count: Mapped[int] = mapped_column(BigInteger, default=0)


def task(session: Session, dataset_id: str, name: str) -> AnnotationTask:
    query = select(AnnotationTask).where(AnnotationTask.dataset_id == dataset_id, AnnotationTask.name == name)
    found = session.scalars(query).one_or_none()
    if found is None:
        raise NotFound("annotation task", name)
    return found
