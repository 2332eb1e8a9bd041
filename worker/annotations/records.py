"""What comes out of a file of annotations: records, and lines that are no record."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any, Protocol

from pydantic import ValidationError

from store.limits import ANNOTATION_LINE_BYTES, ANNOTATION_OBJECTS
from store.specs.annotations import Category, TaskType

MAX_LINE_BYTES = ANNOTATION_LINE_BYTES
MAX_OBJECTS = ANNOTATION_OBJECTS
"""Objects of one sample in one task."""


class FileRefused(Exception):
    """Nothing of the file can be used. The message is a sentence for the user."""


class Invalid(Exception):
    """A record that cannot be taken: a JSON Pointer into it and a sentence."""

    def __init__(self, pointer: str, reason: str) -> None:
        super().__init__(reason)
        self.pointer, self.reason = pointer, reason

    @classmethod
    def of(cls, error: ValidationError, at: str = "") -> "Invalid":
        """The first thing that pydantic has found."""
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        parts = (str(part).replace("~", "~0").replace("/", "~1")[:200] for part in first["loc"])
        return cls(at + "".join(f"/{part}" for part in parts), first["msg"].removeprefix("Value error, "))


@dataclass(frozen=True, slots=True)
class Size:
    """Of an upright image, in pixels."""

    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Key:
    """Which sample a record is about: by exactly one of these."""

    filename: str | None = None
    sample_id: str | None = None
    stems: tuple[str, ...] = ()
    """Filenames without their extension, the best guess first."""
    video: str | None = None
    """Every frame of the video of this filename."""

    def __str__(self) -> str:
        return self.filename or self.sample_id or self.video or (self.stems[0] if self.stems else "")


# The value for a sample of this size (None: unknown); raises Invalid.
Value = Callable[[Size | None], Any]


@dataclass(frozen=True, slots=True)
class Record:
    """One value for one sample."""

    line: int
    """From 1 and growing: the line, row, entry or image of the file. It is where a broken-off job goes on."""
    key: Key
    value: Value
    task: str | None = None
    """The task that the file names."""
    weight: int = 0
    """Bytes of the record in the file, more or less."""


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that is no record."""

    line: int
    pointer: str
    reason: str
    name: str = ""


Item = Record | BadLine


@dataclass(frozen=True)
class FoundTask:
    """A task as the file describes it."""

    name: str | None
    type: TaskType | None
    categories: list[Category] = field(default_factory=list)


class Source(AbstractContextManager["Source"], Protocol):
    """An opened file of annotations."""

    unit: str
    total: int
    """Units of the whole file, for progress."""
    done: int
    """Units read so far."""

    def tasks(self) -> list[FoundTask]:
        """What the file says about its tasks, nothing for formats that leave it to the caller."""

    def items(self, *, after: int) -> Iterator[Item]:
        """The records behind line `after`. Raises FileRefused when the file turns out to be unreadable."""
