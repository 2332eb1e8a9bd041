"""The documented form of a record, whatever file it comes in: a key and one payload."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Self

from pydantic import Field, StringConstraints, ValidationError, model_validator

from store.errors import InvalidField
from store.specs import metadata
from store.specs.annotations import MetadataTarget, WeakLabelTarget
from store.specs.base import SampleId, Spec
from worker.annotations.objects import Task
from worker.annotations.records import MAX_OBJECTS, BadLine, Invalid, Item, Key, Record, Size, Value

Target = MetadataTarget | WeakLabelTarget | Task
Filename = Annotated[str, StringConstraints(min_length=1, max_length=1024, pattern=r"^[^\x00]*$")]
WeakLabel = Annotated[str, StringConstraints(min_length=1, max_length=255, pattern=r"^[^\x00-\x1f\x7f]+$")]


class _Row(Spec):
    filename: Filename | None = None
    sample_id: SampleId | None = None

    @model_validator(mode="after")
    def _one_key(self) -> Self:
        if (self.filename is None) == (self.sample_id is None):
            raise ValueError("give exactly one of filename and sample_id")
        return self


class MetadataRow(_Row):
    """Metadata of one sample: it is merged into what is there, null removes a key."""

    metadata: dict[str, Any]


class WeakLabelRow(_Row):
    """The weak label of one sample; null removes it."""

    label: WeakLabel | None


class TaskRow(_Row):
    """What a task says about one sample; an empty list says that there is nothing on it."""

    annotations: list[Any] = Field(max_length=MAX_OBJECTS)


@dataclass(frozen=True)
class RowReader:
    """Makes records out of rows."""

    target: Target

    def item(self, line: int, row: Any, *, weight: int) -> Item:
        """The record of one row, or why it is none."""
        if not isinstance(row, Mapping):
            return BadLine(line, "", "A record is a JSON object.")
        try:
            key, value = self._parts(row)
        except Invalid as error:
            return BadLine(line, error.pointer, error.reason, name=_name(row))
        return Record(line, key, value, weight=weight)

    def _parts(self, row: Mapping[str, Any]) -> tuple[Key, Value]:
        try:
            match self.target:
                case MetadataTarget():
                    parsed: _Row = MetadataRow.model_validate(row)
                case WeakLabelTarget():
                    parsed = WeakLabelRow.model_validate(row)
                case Task():
                    parsed = TaskRow.model_validate(row)
        except ValidationError as error:
            raise Invalid.of(error) from error
        return Key(filename=parsed.filename, sample_id=parsed.sample_id), self._value(parsed)

    def _value(self, row: _Row) -> Value:
        match row:
            case MetadataRow():
                checked = checked_metadata(row.metadata)
                return constant(checked)
            case WeakLabelRow():
                return constant(row.label)
            case TaskRow():
                assert isinstance(self.target, Task)
                return _objects_of(self.target, row.annotations)
        raise AssertionError(row)


def checked_metadata(patch: Mapping[str, Any], at: str = "/metadata") -> Mapping[str, Any]:
    """`patch`, if it can be kept. Raises Invalid."""
    try:
        metadata.check(patch)
    except InvalidField as error:
        raise Invalid(at + error.pointer, str(error)) from error
    return patch


def constant(value: Any) -> Value:
    """A value that does not depend on the image's size."""
    return lambda _size: value


def _objects_of(task: Task, raw: list[Any]) -> Callable[[Size | None], Any]:
    return lambda size: task.objects(raw, size)


def _name(row: Mapping[str, Any]) -> str:
    for key in ("filename", "sample_id"):
        if isinstance(row.get(key), str):
            return str(row[key])[:1024]
    return ""
