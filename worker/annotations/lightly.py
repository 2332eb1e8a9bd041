"""The layout of LightlyOne as a zip: `predictions/<task>/` and `metadata/`, each with a schema and one JSON per image.

The folders may lie in `.lightly/` or anywhere else. Masks are runs along the rows there, and keypoints and skeletons
have names of their own. Metadata of `type: video` belongs to every frame.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any

from pydantic import BaseModel, Field, StrictInt, ValidationError

from store.specs.annotations import Category, MetadataTarget, TaskType, refuse_repeated
from worker.annotations import rle
from worker.annotations.ndjson import parse_json
from worker.annotations.objects import Task
from worker.annotations.records import MAX_OBJECTS, BadLine, FileRefused, FoundTask, Invalid, Item, Key, Record, Size
from worker.annotations.rows import Filename, checked_metadata, constant
from worker.annotations.text_zip import TextEntry, TextZip

_MAX_TASKS = 100


class _Category(BaseModel):
    id: StrictInt
    name: str
    keypoint_names: list[str] | None = None
    keypoint_skeleton: list[tuple[int, int]] | None = None


class _Schema(BaseModel):
    task_type: TaskType
    categories: list[_Category] = Field(min_length=1)


class _Predictions(BaseModel):
    file_name: Filename
    predictions: list[Any] = Field(max_length=MAX_OBJECTS)


class _Metadata(BaseModel):
    file_name: Filename
    type: str = "image"
    metadata: dict[str, Any]


class LightlySource:
    """One record for each JSON file of the wanted task, of every task, or of the metadata."""

    unit = "files"

    def __init__(self, path: Path, target: MetadataTarget | str | None) -> None:
        """`target` is the metadata, one task by its name, or None for all tasks."""
        self._zip = TextZip(path)
        self.total, self.done = len(self._zip.entries), 0
        self._tasks: dict[str, Task] = {}
        self._target = target
        try:
            self._root = self._find_root()
            self._found = [] if isinstance(target, MetadataTarget) else self._find_tasks(target)
        except BaseException:
            self._zip.close()
            raise

    def tasks(self) -> list[FoundTask]:
        return self._found

    def use(self, name: str, task: Task) -> None:
        """Say what the objects of one task have to be."""
        self._tasks[name] = task

    def items(self, *, after: int) -> Iterator[Item]:
        for place, entry in enumerate(self._zip.entries, 1):
            self.done = place
            inside, _, filename = entry.name.removeprefix(self._root).partition("/")
            if entry.line <= after or not entry.name.startswith(self._root) or not filename.endswith(".json"):
                continue
            if isinstance(self._target, MetadataTarget):
                if inside == "metadata" and filename != "schema.json":
                    yield self._item(entry, None)
            elif inside == "predictions":
                task, _, filename = filename.partition("/")
                if task in self._tasks and filename != "schema.json":
                    yield self._item(entry, task)

    def _item(self, entry: TextEntry, task: str | None) -> Item:
        try:
            content = self._json(entry)
            return _metadata(entry, content) if task is None else self._predictions(entry, task, content)
        except ValidationError as error:
            invalid = Invalid.of(error)
        except Invalid as error:
            invalid = error
        return BadLine(entry.line, invalid.pointer, invalid.reason, name=entry.name)

    def _predictions(self, entry: TextEntry, name: str, content: Any) -> Record:
        found, task = _Predictions.model_validate(content), self._tasks[name]

        def value(size: Size | None) -> list[dict[str, Any]]:
            raw = [
                _object(one, task.type, size, f"/predictions/{index}") for index, one in enumerate(found.predictions)
            ]
            return task.objects(raw, size, at="/predictions")

        return Record(entry.line, Key(filename=found.file_name), value, task=name, weight=entry.size)

    def _json(self, entry: TextEntry) -> Any:
        try:
            return parse_json(self._zip.read(entry))
        except ValueError as error:
            raise Invalid("", f"The file is no JSON: {error}.") from error

    def _find_root(self) -> str:
        marker = "metadata/schema.json" if isinstance(self._target, MetadataTarget) else "predictions/tasks.json"
        names = [name for name in self._zip.by_name if name == marker or name.endswith(f"/{marker}")]
        if len(names) != 1:
            raise FileRefused(f"the archive needs one {marker}; it has {len(names)}")
        return names[0].removesuffix(marker)

    def _find_tasks(self, wanted: str | None) -> list[FoundTask]:
        names = self._document("predictions/tasks.json")
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            raise FileRefused("tasks.json is no list of names")
        if wanted is not None and wanted not in names:
            raise FileRefused(f"tasks.json does not name the task {wanted}")
        chosen = list(dict.fromkeys(names)) if wanted is None else [wanted]
        if len(chosen) > _MAX_TASKS:
            raise FileRefused(f"the archive has more than {_MAX_TASKS} tasks")
        return [self._schema(name) for name in chosen]

    def _schema(self, name: str) -> FoundTask:
        where = f"predictions/{name}/schema.json"
        try:
            schema = _Schema.model_validate(self._document(where))
            categories = [
                Category(id=one.id, name=one.name, keypoints=one.keypoint_names, skeleton=one.keypoint_skeleton)
                for one in schema.categories
            ]
            refuse_repeated(categories)
        except ValidationError as error:
            invalid = Invalid.of(error)
            raise FileRefused(f"{where[:300]}{invalid.pointer}: {invalid.reason}") from error
        except ValueError as error:
            raise FileRefused(f"{where[:300]}: {error}") from error
        return FoundTask(name, schema.task_type, categories)

    def _document(self, name: str) -> Any:
        entry = self._zip.by_name.get(self._root + name)
        if entry is None:
            raise FileRefused(f"the archive has no {name[:300]}")
        try:
            return self._json(entry)
        except Invalid as error:
            raise FileRefused(f"{name[:300]}: {error.reason}") from error

    def __enter__(self) -> "LightlySource":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._zip.close()


def _metadata(entry: TextEntry, content: Any) -> Record:
    found = _Metadata.model_validate(content)
    if found.type == "video":
        key = Key(video=found.file_name)
    elif found.type in {"image", "frame"}:
        key = Key(filename=found.file_name)
    else:
        raise Invalid("/type", "The type is image, frame or video.")
    return Record(entry.line, key, constant(checked_metadata(found.metadata)), weight=entry.size)


def _object(raw: Any, type_: TaskType, size: Size | None, at: str) -> Any:
    """One prediction in our own words; what is no object is left to be refused."""
    if not isinstance(raw, Mapping) or "segmentation" not in raw:
        return raw
    runs = raw["segmentation"]
    rest = {key: value for key, value in raw.items() if key != "segmentation"}
    if type_ not in {TaskType.INSTANCE_SEGMENTATION, TaskType.SEMANTIC_SEGMENTATION}:
        return rest
    if size is None:
        raise Invalid(f"{at}/segmentation", "The size of the image is unknown, so its mask cannot be read.")
    if not isinstance(runs, list) or not all(isinstance(run, int) and not isinstance(run, bool) for run in runs):
        raise Invalid(f"{at}/segmentation", "A mask is a list of runs.")
    try:
        counts = rle.from_rows(runs, width=size.width, height=size.height)
    except ValueError as error:
        raise Invalid(f"{at}/segmentation", f"The mask {error}.") from error
    return {**rest, "rle": {"size": [size.height, size.width], "counts": counts}}
