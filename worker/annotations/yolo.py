"""The folder layout of Ultralytics YOLO as a zip: `data.yaml` and one `labels/.../x.txt` for each image.

A line is `class x y w h [score]` for a box, `class x1 y1 x2 y2 ...` for a polygon, and `class x y w h` with the points
behind it for keypoints; all numbers but the class are fractions of the image's width and height.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import Any

import yaml
from pydantic import ValidationError

from store.specs.annotations import MAX_CATEGORIES, Category, TaskType
from worker.annotations.objects import Task
from worker.annotations.records import MAX_OBJECTS, BadLine, FileRefused, FoundTask, Invalid, Item, Key, Record, Size
from worker.annotations.text_zip import TextEntry, TextZip

_MAX_YAML_BYTES = 1 << 20


class YoloSource:
    """One record for each text file under a folder `labels`; an empty one says that there is nothing on the image."""

    unit = "files"

    def __init__(self, path: Path) -> None:
        self._zip = TextZip(path)
        self.total, self.done = len(self._zip.entries), 0
        self._task: Task | None = None
        try:
            described = _description(self._zip)
            self._points = _point_shape(described.get("kpt_shape"))
            self._categories = _categories(described.get("names"), self._points)
        except BaseException:
            self._zip.close()
            raise

    def tasks(self) -> list[FoundTask]:
        return [FoundTask(None, None, self._categories)]

    def use(self, task: Task) -> None:
        """Say what the lines have to be."""
        if task.type in {TaskType.CLASSIFICATION, TaskType.SEMANTIC_SEGMENTATION}:
            raise FileRefused(f"a YOLO archive holds no {task.type}")
        if task.type == TaskType.KEYPOINT_DETECTION and self._points is None:
            raise FileRefused("data.yaml has no kpt_shape, so the archive holds no keypoints")
        self._task = task

    def items(self, *, after: int) -> Iterator[Item]:
        for place, entry in enumerate(self._zip.entries, 1):
            self.done = place
            parts = PurePosixPath(entry.name).parts
            if entry.line <= after or "labels" not in parts[:-1] or not entry.name.endswith(".txt"):
                continue
            try:
                lines = self._zip.read(entry).decode("utf-8").splitlines()
            except (Invalid, UnicodeDecodeError) as error:
                reason = error.reason if isinstance(error, Invalid) else "The file is no UTF-8 text."
                yield BadLine(entry.line, "", reason, name=entry.name)
            else:
                yield self._record(entry, parts, lines)

    def _record(self, entry: TextEntry, parts: Sequence[str], lines: list[str]) -> Item:
        if len(lines) > MAX_OBJECTS:
            return BadLine(entry.line, "", f"An image has at most {MAX_OBJECTS} lines.", name=entry.name)

        def value(size: Size | None) -> list[dict[str, Any]]:
            if size is None:
                raise Invalid("", "The size of the image is unknown, so fractions of it say nothing.")
            return [
                one for number, line in enumerate(lines, 1) if line.split() for one in self._object(number, line, size)
            ]

        return Record(entry.line, Key(stems=_stems(parts)), value, weight=entry.size)

    def _object(self, number: int, line: str, size: Size) -> list[dict[str, Any]]:
        assert self._task is not None, "items are read after use()"
        at = f"/lines/{number}"
        try:
            category, *numbers = line.split()
            category_id, fractions = int(category), [float(text) for text in numbers]
        except ValueError as error:
            raise Invalid(at, "A line is a class and numbers.") from error
        try:
            raw = self._shape(fractions, size)
            return self._task.objects([{"category_id": category_id, **raw}], size, at="")
        except Invalid as error:
            raise Invalid(at, error.reason) from error

    def _shape(self, numbers: list[float], size: Size) -> dict[str, Any]:
        assert self._task is not None
        match self._task.type:
            case TaskType.OBJECT_DETECTION:
                if len(numbers) not in {4, 5}:
                    raise Invalid("", "A box is a class, x, y, w, h and perhaps a score.")
                score = {"score": numbers[4]} if len(numbers) == 5 else {}
                return {"bbox": _box(numbers, size), **score}
            case TaskType.INSTANCE_SEGMENTATION:
                coordinates = numbers[: len(numbers) // 2 * 2]
                score = {"score": numbers[-1]} if len(numbers) % 2 else {}
                return {"polygons": [_scaled(coordinates, size)], **score}
            case _:
                return self._keypoints(numbers, size)

    def _keypoints(self, numbers: list[float], size: Size) -> dict[str, Any]:
        assert self._points is not None
        count, dims = self._points
        left = len(numbers) - 4 - count * dims
        if left not in {0, 1}:
            raise Invalid("", f"{count} keypoints of {dims} numbers follow a box.")
        points: list[float] = []
        for start in range(4, 4 + count * dims, dims):
            x, y, *visible = numbers[start : start + dims]
            points += [x * size.width, y * size.height, visible[0] if visible else 2.0]
        score = {"score": numbers[-1]} if left else {}
        return {"bbox": _box(numbers, size), "keypoints": points, **score}

    def __enter__(self) -> "YoloSource":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._zip.close()


def _box(numbers: Sequence[float], size: Size) -> list[float]:
    x, y, width, height = numbers[:4]
    return _scaled([x - width / 2, y - height / 2, width, height], size)


def _scaled(numbers: Sequence[float], size: Size) -> list[float]:
    return [number * (size.height if index % 2 else size.width) for index, number in enumerate(numbers)]


def _stems(parts: Sequence[str]) -> tuple[str, ...]:
    """What the image of `labels/train/x.txt` may be called: `images/train/x`, `train/x` or `x`, in any folder above."""
    labels = len(parts) - 1 - parts[::-1].index("labels")
    below = "/".join(parts[labels + 1 :]).removesuffix(".txt")
    above = "/".join(parts[:labels])
    folder = f"{above}/" if above else ""
    guesses = [f"{folder}images/{below}", f"images/{below}", f"{folder}{below}", below, below.rpartition("/")[2]]
    return tuple(dict.fromkeys(guesses))


class _PlainLoader(yaml.SafeLoader):  # type: ignore[misc]
    """Safe YAML without aliases, which can stand for exponentially much."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            raise FileRefused("data.yaml has aliases, which are not read")
        return super().compose_node(parent, index)


def _description(archive: TextZip) -> dict[str, Any]:
    names = [name for name in archive.by_name if PurePosixPath(name).name in {"data.yaml", "data.yml", "dataset.yaml"}]
    if len(names) != 1:
        raise FileRefused(f"the archive needs one data.yaml with the names of the classes; it has {len(names)}")
    try:
        text = archive.read(archive.by_name[names[0]])
        if len(text) > _MAX_YAML_BYTES:
            raise FileRefused("data.yaml is larger than 1 MiB")
        found = yaml.load(text, Loader=_PlainLoader)  # noqa: S506 - a SafeLoader
    except Invalid as error:
        raise FileRefused(f"data.yaml: {error.reason}") from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise FileRefused("data.yaml is no YAML that can be read") from error
    if not isinstance(found, dict):
        raise FileRefused("data.yaml is no mapping")
    return found


def _categories(names: Any, points: tuple[int, int] | None) -> list[Category]:
    pairs = enumerate(names) if isinstance(names, list) else names.items() if isinstance(names, dict) else []
    named = None if points is None else [str(point) for point in range(points[0])]
    try:
        found = [Category(id=number, name=str(name), keypoints=named) for number, name in pairs]
    except ValidationError as error:
        raise FileRefused(f"data.yaml: names{Invalid.of(error).pointer} is no usable class") from error
    if not 0 < len(found) <= MAX_CATEGORIES:
        raise FileRefused(f"data.yaml needs 1 to {MAX_CATEGORIES} names")
    return found


def _point_shape(shape: Any) -> tuple[int, int] | None:
    match shape:
        case None:
            return None
        case [int(count), (2 | 3) as dims] if 0 < count <= 1000:
            return count, dims
    raise FileRefused("data.yaml: kpt_shape is the number of keypoints, then 2 or 3")
