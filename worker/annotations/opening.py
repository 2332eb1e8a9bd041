"""Opening a file of annotations in the format that the caller names."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from store.specs.annotations import AnnotationFormat, Category, MetadataTarget, TaskTarget, TaskType, WeakLabelTarget
from worker.annotations.coco import CocoSource
from worker.annotations.lightly import LightlySource
from worker.annotations.ndjson import NdjsonSource
from worker.annotations.objects import Task
from worker.annotations.parquet import ParquetSource
from worker.annotations.records import FoundTask, Source
from worker.annotations.rows import Target
from worker.annotations.yolo import YoloSource


class Settle(Protocol):
    """Finds the task of a name, or makes it out of what the caller and the file say."""

    def __call__(
        self,
        name: str,
        type_: TaskType | None,
        categories: Sequence[Category] | None,
        *,
        default_type: TaskType | None = None,
    ) -> Task:
        """`default_type` is for a new task whose type nobody says."""


def open_source(
    path: Path,
    format_: AnnotationFormat,
    target: MetadataTarget | WeakLabelTarget | TaskTarget,
    *,
    scratch: Path,
    settle: Settle,
) -> Source:
    """The file as a stream of records. `settle` is asked for every task before the first record is read.

    Raises FileRefused when nothing of the file can be used.
    """
    match format_, target:
        case ((AnnotationFormat.NDJSON | AnnotationFormat.PARQUET), _):
            rows = _row_target(target, settle)
            return NdjsonSource(path, rows) if format_ == AnnotationFormat.NDJSON else ParquetSource(path, rows)
        case AnnotationFormat.LIGHTLY, _:
            return _open_lightly(path, target, settle)
    assert isinstance(target, TaskTarget)
    source = CocoSource(path, scratch) if format_ == AnnotationFormat.COCO else YoloSource(path)
    try:
        (found,) = source.tasks()
        source.use(_settled(target, found, settle, default=TaskType.OBJECT_DETECTION))
    except BaseException:
        source.__exit__(None, None, None)
        raise
    return source


def _row_target(target: MetadataTarget | WeakLabelTarget | TaskTarget, settle: Settle) -> Target:
    if not isinstance(target, TaskTarget):
        return target
    assert target.name is not None, "AnnotateSpec wants a name for this format"
    return settle(target.name, target.task_type, target.categories)


def _open_lightly(path: Path, target: MetadataTarget | WeakLabelTarget | TaskTarget, settle: Settle) -> Source:
    if isinstance(target, MetadataTarget):
        return LightlySource(path, target)
    assert isinstance(target, TaskTarget)
    source = LightlySource(path, target.name)
    try:
        for found in source.tasks():
            assert found.name is not None
            source.use(found.name, _settled(target, found, settle, default=None))
    except BaseException:
        source.__exit__(None, None, None)
        raise
    return source


def _settled(target: TaskTarget, found: FoundTask, settle: Settle, *, default: TaskType | None) -> Task:
    """What the caller says goes before what the file says: `settle` refuses where a task exists and differs."""
    name = target.name or found.name
    assert name is not None
    return settle(name, target.task_type or found.type, target.categories or found.categories, default_type=default)
