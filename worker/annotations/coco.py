"""COCO JSON (https://cocodataset.org/#format-data): boxes, instance masks and keypoints of a list of images.

Annotations stand in any order, so they are gathered by image in a scratch database first: a file of any size is read
in bounded memory, and one that breaks off writes nothing at all.
"""

import json
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

from pydantic import BaseModel, Field, StrictInt, StrictStr, ValidationError

from store.specs.annotations import MAX_CATEGORIES, Category, TaskType, refuse_repeated
from worker.annotations.json_stream import members
from worker.annotations.objects import Task
from worker.annotations.records import MAX_OBJECTS, BadLine, FileRefused, FoundTask, Invalid, Item, Key, Record, Size
from worker.annotations.rows import Filename

_CERTAINTY: tuple[str, ...] = ("category_id", "score", "probabilities")
_MASK = re.compile("^/(polygons|rle)")
_SHAPES = {
    TaskType.OBJECT_DETECTION: ("bbox",),
    TaskType.INSTANCE_SEGMENTATION: ("bbox", "segmentation"),
    TaskType.KEYPOINT_DETECTION: ("bbox", "keypoints"),
}


class _Image(BaseModel):
    id: StrictInt | StrictStr
    file_name: Filename


class _Category(BaseModel):
    id: StrictInt
    name: str
    keypoints: list[str] | None = None
    skeleton: list[tuple[int, int]] | None = Field(default=None, description="counted from 1")


class _Reference(BaseModel):
    image_id: StrictInt | StrictStr


class CocoSource:
    """One record for each image, in the order of the file; one without annotations has an empty list."""

    unit = "images"

    def __init__(self, path: Path, scratch: Path) -> None:
        self._database = sqlite3.connect(scratch / "coco.db", isolation_level=None)
        self.total = self.done = 0
        self._categories: list[Category] = []
        self._task: Task | None = None
        try:
            self._gather(path)
        except BaseException:
            self._database.close()
            raise

    def tasks(self) -> list[FoundTask]:
        return [FoundTask(None, None, self._categories)]

    def use(self, task: Task) -> None:
        """Say what the annotations have to be."""
        if task.type not in _SHAPES:
            raise FileRefused(f"a COCO file holds no {task.type}")
        self._task = task

    def items(self, *, after: int) -> Iterator[Item]:
        images = self._database.execute(
            "SELECT line, id, name, reason FROM images WHERE line > ? ORDER BY line", [after]
        )
        for line, image_id, name, reason in images:
            self.done = line
            if reason is not None:
                yield BadLine(line, f"/images/{line - 1}", reason, name=name)
            else:
                yield self._record(line, image_id, name)

    def _record(self, line: int, image_id: str, name: str) -> Item:
        query = "SELECT place, data FROM annotations WHERE image_id = ? ORDER BY place LIMIT ?"
        rows = self._database.execute(query, [image_id, MAX_OBJECTS + 1]).fetchall()
        if len(rows) > MAX_OBJECTS:
            return BadLine(line, f"/images/{line - 1}", f"An image has at most {MAX_OBJECTS} annotations.", name=name)

        def value(size: Size | None) -> list[dict[str, Any]]:
            return [one for place, data in rows for one in self._object(place, json.loads(data), size)]

        return Record(line, Key(filename=name), value, weight=sum(len(data) for _, data in rows))

    def _object(self, place: int, raw: dict[str, Any], size: Size | None) -> list[dict[str, Any]]:
        assert self._task is not None, "items are read after use()"
        at = f"/annotations/{place}"
        wanted: dict[str, Any] = {key: raw[key] for key in _CERTAINTY if key in raw}
        for shape in _SHAPES[self._task.type]:
            if raw.get(shape) not in (None, []):
                wanted[_renamed(shape, raw[shape])] = raw[shape]
        try:
            return self._task.objects([wanted], size, at="")
        except Invalid as error:
            # What the one object calls /0/polygons is /annotations/7/segmentation in the file.
            raise Invalid(at + _MASK.sub("/segmentation", error.pointer.removeprefix("/0")), error.reason) from error

    def _gather(self, path: Path) -> None:
        self._database.executescript(
            """
            PRAGMA journal_mode = OFF;
            PRAGMA synchronous = OFF;
            DROP TABLE IF EXISTS images;
            DROP TABLE IF EXISTS annotations;
            CREATE TABLE images (line INTEGER PRIMARY KEY, id TEXT, name TEXT, reason TEXT);
            CREATE INDEX by_id ON images (id);
            CREATE TABLE annotations (image_id TEXT, place INTEGER, data TEXT);
            """
        )
        self._database.execute("BEGIN")
        for name, index, element in members(path, {"images", "categories", "annotations"}):
            {"images": self._add_image, "categories": self._add_category, "annotations": self._add_annotation}[name](
                index, element
            )
        self._database.execute("CREATE INDEX by_image ON annotations (image_id, place)")
        if not self._categories:
            raise FileRefused("the COCO file has no categories")
        try:
            refuse_repeated(self._categories)
        except ValueError as error:
            raise FileRefused(str(error)) from error
        self._report_strays()
        (self.total,) = self._database.execute("SELECT count(*) FROM images").fetchone()
        self._database.execute("COMMIT")

    def _add_image(self, index: int, element: Any) -> None:
        try:
            image = _Image.model_validate(element)
            row = [index + 1, repr(image.id), image.file_name, None]
        except ValidationError as error:
            invalid = Invalid.of(error)
            row = [index + 1, None, "", f"{invalid.pointer} {invalid.reason}".strip()]
        self._database.execute("INSERT INTO images VALUES (?, ?, ?, ?)", row)

    def _add_category(self, index: int, element: Any) -> None:
        if len(self._categories) == MAX_CATEGORIES:
            raise FileRefused(f"the COCO file has more than {MAX_CATEGORIES} categories")
        try:
            found = _Category.model_validate(element)
            bones = None if found.skeleton is None else [(start - 1, end - 1) for start, end in found.skeleton]
            category = Category(id=found.id, name=found.name, keypoints=found.keypoints, skeleton=bones)
        except ValidationError as error:
            invalid = Invalid.of(error, f"/categories/{index}")
            raise FileRefused(f"{invalid.pointer}: {invalid.reason}") from error
        self._categories.append(category)

    def _add_annotation(self, index: int, element: Any) -> None:
        try:
            image_id = repr(_Reference.model_validate(element).image_id)
        except ValidationError:
            image_id = None
        row = [image_id, index, json.dumps(element)]
        self._database.execute("INSERT INTO annotations VALUES (?, ?, ?)", row)

    def _report_strays(self) -> None:
        """Annotations of no image become lines of their own behind the images."""
        query = "SELECT place FROM annotations LEFT JOIN images ON id = image_id WHERE id IS NULL ORDER BY place"
        strays = self._database.execute(query)
        (last,) = self._database.execute("SELECT coalesce(max(line), 0) FROM images").fetchone()
        for offset, (place,) in enumerate(strays.fetchall(), 1):
            reason = f"/annotations/{place}/image_id names no image of the file"
            self._database.execute("INSERT INTO images VALUES (?, NULL, '', ?)", [last + offset, reason])

    def __enter__(self) -> "CocoSource":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._database.close()


def _renamed(shape: str, value: Any) -> str:
    """COCO calls polygons and masks alike."""
    if shape != "segmentation":
        return shape
    return "rle" if isinstance(value, dict) else "polygons"
