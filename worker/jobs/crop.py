"""crop: parts of images become samples, of the same dataset or of another one."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import partial
from itertools import islice
from typing import Any

import numpy as np
import numpy.typing as npt
from sqlalchemy.orm import Session

from store import annotations, ingest_items, parents, publishing, samples
from store.jobs import control
from store.parents import Parent
from store.samples import SampleKind
from store.specs.crops import MAX_CROPS_PER_SAMPLE, GivenBoxes, TaskBoxes, Tiles
from store.specs.jobs import CropSpec
from worker.crops.boxes import pixel_box
from worker.crops.contents import CropEntry, Crops, Region, Whole
from worker.crops.tiles import tile_boxes
from worker.engine.context import JobContext, ShardContext, Tools
from worker.engine.sharded import Plan
from worker.ingest.outcomes import Entry
from worker.ingest.sandbox import Inspectors
from worker.jobs import appending, files, inspection, pixels
from worker.jobs.originals import Originals
from worker.reporting import UserError

_SHARD = 200
_PARENTS = "parents.npy"

Positions = npt.NDArray[np.int64]
Found = tuple[tuple[float, float, float, float], str | None]
"""A box and the label of what is in it."""


class Crop:
    """Shards are ranges of the images to be cut, whose positions the plan writes down."""

    stage, unit = "crop", "images"

    def __init__(self) -> None:
        self._open = ExitStack()
        self._inspectors: Inspectors | None = None
        self._positions: Positions | None = None

    def plan(self, context: JobContext) -> Plan:
        spec = _spec(context.tools)
        if _parents_key(context.tools) is None:
            version = pixels.pinned_version(context, spec)
            with context.database.read() as session:
                positions = np.fromiter(_positions(session, spec, version), dtype=np.int64)
            if not len(positions):
                raise UserError("There is no usable image to cut: the subset or the task names none.")
            np.save(context.scratch / _PARENTS, positions)
            stored = files.publish(context, context.scratch / _PARENTS)
            with context.write() as (_, row):
                row.resume = {"parents_key": stored.key}
        return Plan(total=len(self._all_positions(context.tools)), size=_SHARD)

    def work(self, context: ShardContext) -> dict[str, Any]:
        lease = context.lease
        positions = self._all_positions(context.tools)[lease.start : lease.stop].tolist()
        with context.database.read() as session:
            wholes = _wholes(session, context, positions)
        spec = _spec(context.tools)
        crops = Crops(
            wholes,
            image_format=spec.format,
            min_side=spec.min_side,
            cut_out=lambda done: context.progress(self.stage, done, len(wholes), self.unit),
        )
        reports = inspection.inspect_and_store(crops, 0, len(wholes), self._pool(), context.blobs, keep=lambda _: True)
        items = [inspection.item(report, _facts(report.entry)) for report in reports]
        start, stop = lease.start * MAX_CROPS_PER_SAMPLE, lease.stop * MAX_CROPS_PER_SAMPLE
        with context.write() as (session, _):
            ingest_items.replace_range(session, lease.job_id, start, stop, items)
        return {"crops": len(items)}

    def finish(self, context: JobContext) -> None:
        spec = _spec(context.tools)
        target = spec.target_dataset_id or spec.dataset_id
        version = appending.begin(context, target)
        total = len(self._all_positions(context.tools)) * MAX_CROPS_PER_SAMPLE
        appending.append_items(context, target, version=version, total=total, unit="crops")
        with context.succeed() as (session, result):
            result["dataset_id"] = target
            result["dataset_version"] = publishing.finish(session, target, version)
            result["files"] = ingest_items.counts(session, context.job_id)

    def close(self) -> None:
        self._open.close()

    def _all_positions(self, tools: Tools) -> Positions:
        if self._positions is None:
            key = _parents_key(tools)
            assert key is not None, "the holder writes the positions down before it makes shards"
            self._positions = np.load(files.fetch(tools.blobs, key, tools.scratch))
        return self._positions

    def _pool(self) -> Inspectors:
        if self._inspectors is None:
            self._inspectors = self._open.enter_context(Inspectors())
        return self._inspectors


job = Crop()


def _positions(session: Session, spec: CropSpec, version: int) -> list[int]:
    """The images that there is something to cut out of, in order."""
    task_id = None
    if isinstance(spec.regions, TaskBoxes):
        task_id = annotations.task(session, spec.dataset_id, spec.regions.task).id
    usable = parents.usable_positions(session, spec.dataset_id, version, subset_id=spec.subset, task_id=task_id)
    if isinstance(spec.regions, GivenBoxes):
        wanted = {given.sample_id for given in spec.regions.boxes}
        named = set(samples.positions_of(session, spec.dataset_id, sorted(wanted)).values())
        return [position for position in usable if position in named]
    return list(usable)


def _wholes(session: Session, context: ShardContext, positions: Sequence[int]) -> list[Whole]:
    spec = _spec(context.tools)
    originals = Originals(context.settings, context.blobs)
    rows = parents.at(session, spec.dataset_id, positions)
    regions = _regions_of(session, spec, rows)
    return [
        Whole(
            index=(context.lease.start + number) * MAX_CROPS_PER_SAMPLE,
            id=row.id,
            name=row.filename,
            read=partial(originals.read, row.sha256, row.source_uri),
            regions=regions(row),
        )
        for number, row in enumerate(rows)
    ]


def _regions_of(
    session: Session, spec: CropSpec, rows: Sequence[Parent]
) -> Callable[[Parent], Callable[[int, int], list[Region]]]:
    """What to cut out of each image, once its size is known."""
    if isinstance(spec.regions, Tiles):
        tiles = spec.regions
        return lambda row: partial(_tiles, tiles, row.label)
    found: dict[str, list[Found]] = defaultdict(list)
    if isinstance(spec.regions, GivenBoxes):
        labels = {row.id: row.label for row in rows}
        for given in spec.regions.boxes:
            if given.sample_id in labels:
                found[given.sample_id].append((given.box, labels[given.sample_id]))
    else:
        found = _task_boxes(session, spec, spec.regions, rows)
    return lambda row: partial(_boxes, found[row.id], spec.padding)


def _task_boxes(session: Session, spec: CropSpec, regions: TaskBoxes, rows: Sequence[Parent]) -> dict[str, list[Found]]:
    """The boxes of a task, labelled with the names of their categories."""
    task = annotations.task(session, spec.dataset_id, regions.task)
    names = {category["id"]: category["name"] for category in task.categories}
    objects = parents.objects(session, task.id, [row.position for row in rows])
    found: dict[str, list[Found]] = {}
    for row in rows:
        wanted = (
            (tuple(one["bbox"]), names.get(one.get("category_id")))
            for one in objects.get(row.position, [])
            if one.get("bbox") is not None
            and one.get("score", 1.0) >= regions.min_score
            and (regions.categories is None or one.get("category_id") in regions.categories)
        )
        found[row.id] = list(islice(wanted, MAX_CROPS_PER_SAMPLE))
    return found


def _tiles(tiles: Tiles, label: str | None, width: int, height: int) -> list[Region]:
    boxes = tile_boxes(width, height, rows=tiles.rows, columns=tiles.columns, overlap=tiles.overlap)
    return [Region(box, label) for box in boxes]


def _boxes(found: Sequence[Found], padding: float, width: int, height: int) -> list[Region]:
    return [Region(pixel_box(box, width, height, padding=padding), label) for box, label in found]


def _facts(entry: Entry) -> dict[str, Any]:
    if not isinstance(entry, CropEntry):
        return {}
    return {
        "kind": SampleKind.CROP,
        "parent_id": entry.parent_id,
        "box": entry.box.as_list(),
        "label": entry.label,
    }


def _parents_key(tools: Tools) -> str | None:
    with tools.database.read() as session:
        resume = control.get(session, tools.job_id).resume
    return None if resume is None else str(resume["parents_key"])


def _spec(tools: Tools) -> CropSpec:
    assert isinstance(tools.spec, CropSpec)
    return tools.spec
