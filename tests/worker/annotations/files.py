"""Files of annotations, written as the tools that make them write them."""

import json
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from store.specs.annotations import AnnotationFormat, AnnotationRole, Category, MetadataTarget, TaskTarget, TaskType
from worker.annotations.objects import Task
from worker.annotations.opening import open_source
from worker.annotations.records import BadLine, Invalid, Record, Size

SIZE = Size(100, 50)
CATEGORIES = [Category(id=0, name="cat"), Category(id=7, name="dog")]


def write_zip(path: Path, files: Mapping[str, str | bytes | Any]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content if isinstance(content, str | bytes) else json.dumps(content))
    return path


def write_lines(path: Path, rows: Sequence[Any]) -> Path:
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    return path


def settle(
    name: str, type_: TaskType | None, categories: Sequence[Category] | None, *, default_type: TaskType | None = None
) -> Task:
    """As for a dataset without any tasks."""
    found = type_ or default_type
    assert found is not None
    assert categories
    return Task(found, ROLE.get(name, AnnotationRole.LABEL), categories)


ROLE = {"predictions": AnnotationRole.PREDICTION}


def read(
    path: Path,
    format_: str,
    *,
    task_type: str | None = None,
    name: str | None = "labels",
    metadata: bool = False,
    categories: list[Category] | None = None,
    size: Size | None = SIZE,
    after: int = 0,
) -> tuple[dict[str, Any], list[tuple[int, str, str]]]:
    """({key of the sample: value}, [(line, pointer, reason)]) of all records."""
    kind = TaskType(task_type) if task_type else None
    target = MetadataTarget() if metadata else TaskTarget(name=name, task_type=kind, categories=categories)
    values: dict[str, Any] = {}
    errors = []
    with open_source(path, AnnotationFormat(format_), target, scratch=path.parent, settle=settle) as source:
        for item in source.items(after=after):
            assert item.line > after
            if isinstance(item, BadLine):
                errors.append((item.line, item.pointer, item.reason))
                continue
            try:
                values[_key(item)] = item.value(size)
            except Invalid as invalid:
                errors.append((item.line, invalid.pointer, invalid.reason))
        assert source.done == source.total
    return values, errors


def _key(record: Record) -> str:
    return f"{record.task}:{record.key}" if record.task else str(record.key)
