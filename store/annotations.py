"""Annotations of samples: prediction tasks (outputs of the user's model) and label tasks (what people have drawn)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String, delete, insert, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from store.base import Base, Id, Json
from store.db import now
from store.errors import Conflict, NotFound
from store.ids import new_id
from store.pages import Page, decode_cursor, encode_cursor
from store.specs.annotations import AnnotationRole, Category, TaskType

__all__ = [
    "Annotation",
    "AnnotationRole",
    "AnnotationTask",
    "MetadataField",
    "TaskType",
    "ensure_task",
    "entries",
    "of_sample",
    "replace",
    "task",
    "task_names",
    "tasks_page",
]


class AnnotationTask(Base):
    """A named set of annotations with its categories."""

    __tablename__ = "annotation_tasks"
    __owned_through__ = "dataset_id"
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
    __owned_through__ = "task_id"

    task_id: Mapped[str] = mapped_column(Id, ForeignKey("annotation_tasks.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    data: Mapped[list[dict[str, Any]]] = mapped_column(Json)
    """The objects of the sample; see docs/annotations.md."""


class MetadataField(Base):
    """What is known about a key of the samples' own metadata."""

    __tablename__ = "metadata_fields"
    __owned_through__ = "dataset_id"

    dataset_id: Mapped[str] = mapped_column(Id, ForeignKey("datasets.id"), primary_key=True)
    name: Mapped[str] = mapped_column(String(200), primary_key=True)
    type: Mapped[str] = mapped_column(String(12))
    """boolean, integer, number, string, datetime or mixed."""
    count: Mapped[int] = mapped_column(BigInteger, default=0)


def find_task(session: Session, dataset_id: str, name: str) -> AnnotationTask | None:
    query = select(AnnotationTask).where(AnnotationTask.dataset_id == dataset_id, AnnotationTask.name == name)
    return session.scalars(query).one_or_none()


def task(session: Session, dataset_id: str, name: str) -> AnnotationTask:
    """NotFound when the dataset has no such task."""
    found = find_task(session, dataset_id, name)
    if found is None:
        raise NotFound("annotation task", name)
    return found


def tasks_page(session: Session, dataset_id: str, *, limit: int, cursor: str | None = None) -> Page[AnnotationTask]:
    """In the order of their creation."""
    query = select(AnnotationTask).where(AnnotationTask.dataset_id == dataset_id)
    if cursor is not None:
        query = query.where(AnnotationTask.id > decode_cursor(cursor, (str,))[0])
    rows = session.scalars(query.order_by(AnnotationTask.id).limit(limit + 1)).all()
    return Page(rows[:limit], encode_cursor(rows[limit - 1].id) if len(rows) > limit else None)


def of_sample(
    session: Session, dataset_id: str, position: int
) -> Sequence[tuple[AnnotationTask, list[dict[str, Any]]]]:
    """What every task of the dataset says about one sample; tasks without an entry for it are left out."""
    query = (
        select(AnnotationTask, Annotation.data)
        .join(Annotation, (Annotation.task_id == AnnotationTask.id) & (Annotation.position == position))
        .where(AnnotationTask.dataset_id == dataset_id)
        .order_by(AnnotationTask.id)
    )
    return session.execute(query).all()


def task_names(session: Session, dataset_id: str) -> Sequence[str]:
    """The names of all tasks of a dataset."""
    query = select(AnnotationTask.name).where(AnnotationTask.dataset_id == dataset_id)
    return session.scalars(query.order_by(AnnotationTask.name)).all()


def entries(session: Session, task_id: str) -> Iterator[tuple[int, list[dict[str, Any]]]]:
    """(position, objects) of every sample that a task says something about, in order of position."""
    query = select(Annotation.position, Annotation.data).where(Annotation.task_id == task_id)
    rows = session.execute(query.order_by(Annotation.position).execution_options(yield_per=1000))
    yield from ((position, objects) for position, objects in rows)


def ensure_task(
    session: Session,
    dataset_id: str,
    name: str,
    *,
    role: AnnotationRole,
    type_: TaskType | None,
    categories: Sequence[Category] | None,
) -> AnnotationTask:
    """The task of this name, made if it is new. The caller holds the dataset's lock.

    Raises Conflict when the task exists with another role, type or other categories, or is new and these are missing.
    """
    found = find_task(session, dataset_id, name)
    wanted = (
        None if categories is None else [category.model_dump(mode="json", exclude_none=True) for category in categories]
    )
    if found is not None:
        _refuse_other(found, role, type_, wanted)
        return found
    if type_ is None or wanted is None:
        raise Conflict(f"The task {name} is new: say its task_type and categories.")
    moment = now(session)
    made = AnnotationTask(
        id=new_id("task"), dataset_id=dataset_id, name=name, role=role, type=type_, categories=wanted, count=0,
        created_at=moment, updated_at=moment,
    )  # fmt: skip
    session.add(made)
    session.flush()
    return made


def _refuse_other(
    found: AnnotationTask, role: AnnotationRole, type_: TaskType | None, categories: list[dict[str, Any]] | None
) -> None:
    if found.role != role:
        raise Conflict(f"The task {found.name} has the role {found.role}. Take another name.")
    if type_ is not None and found.type != type_:
        raise Conflict(f"The task {found.name} is of type {found.type}. Take another name.")
    if categories is not None and found.categories != categories:
        raise Conflict(f"The task {found.name} has other categories. Take another name.")


def replace(session: Session, task_id: str, data: Mapping[int, list[dict[str, Any]]]) -> None:
    """Set what a task says about the samples at these positions. The task is locked: writers wait for each other."""
    locked = session.scalars(select(AnnotationTask).where(AnnotationTask.id == task_id).with_for_update()).one()
    old = delete(Annotation).where(Annotation.task_id == task_id, Annotation.position.in_(list(data)))
    replaced = session.execute(old.returning(Annotation.position)).all()
    rows = [{"task_id": task_id, "position": position, "data": objects} for position, objects in data.items()]
    if rows:
        session.execute(insert(Annotation), rows)
    locked.count += len(rows) - len(replaced)
    locked.updated_at = now(session)
