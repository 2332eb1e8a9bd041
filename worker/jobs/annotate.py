"""annotate: an uploaded file becomes metadata, weak labels, or the annotations of tasks."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import update
from sqlalchemy.orm import Session

from store import annotations, datasets, ingest_items, metadata, uploads
from store.errors import Conflict
from store.ingest_items import ItemOutcome
from store.limits import MIB
from store.sample_keys import SampleKeys
from store.sample_keys import Target as Found
from store.samples import Sample
from store.specs.annotations import Category, MetadataTarget, TaskTarget, TaskType
from store.specs.jobs import AnnotateSpec
from worker.annotations.objects import Task
from worker.annotations.opening import open_source
from worker.annotations.records import BadLine, FileRefused, Invalid, Item, Key, Record, Size, Source
from worker.engine.context import JobContext
from worker.jobs import files
from worker.reporting import UserError

_CHUNK_ITEMS = 500
_CHUNK_BYTES = 4 * MIB
_MAX_REPORTED = 10_000
_MAX_IN_RESULT = 20
_CATEGORIES = TypeAdapter(list[Category])


@dataclass
class _Tally:
    """How far the job is: what the next attempt goes on from."""

    line: int = 0
    accepted: int = 0
    refused: int = 0
    errors: list[dict[str, Any]] = field(default_factory=list)

    def report(self, bad: BadLine) -> dict[str, Any] | None:
        """Count a refused line; its row for the report, while there is room."""
        self.refused += 1
        error = {
            "line": bad.line,
            "name": _shown(bad.name),
            "pointer": _shown(bad.pointer),
            "reason": _shown(bad.reason),
        }
        if len(self.errors) < _MAX_IN_RESULT:
            self.errors.append(error)
        if self.refused > _MAX_REPORTED:
            return None
        reason = f"{error['pointer']}: {error['reason']}" if error["pointer"] else error["reason"]
        return {
            "index": bad.line, "name": error["name"], "outcome": ItemOutcome.REFUSED, "reason": reason, "facts": None,
        }  # fmt: skip


def job(context: JobContext) -> None:
    """Read the file record by record and write it chunk by chunk; every chunk also says where the next one begins."""
    spec = context.spec
    assert isinstance(spec, AnnotateSpec)
    with context.database.read() as session:
        upload = uploads.get(session, spec.source.upload_id)
    path = files.fetch(context.blobs, upload.blob_key, context.scratch)
    tally, writer = _resumed(context), _Writer(context, spec)
    try:
        with open_source(path, spec.format, spec.target, scratch=context.scratch, settle=writer.settle) as source:
            for chunk in _chunks(source, after=tally.line):
                writer.write(chunk, tally)
                context.progress("annotate", min(source.done, source.total), source.total, source.unit)
    except FileRefused as refused:
        raise UserError(f"{upload.filename}: {refused}.") from refused
    with context.succeed() as (session, result):
        result |= {
            "accepted": tally.accepted, "refused": tally.refused, "errors": tally.errors,
            "tasks": sorted(writer.task_ids),
        }  # fmt: skip
        uploads.expire_soon(session, upload.id)


def _resumed(context: JobContext) -> _Tally:
    with context.write() as (_, row):
        return _Tally(**row.resume) if row.resume else _Tally()


def _chunks(source: Source, *, after: int) -> Iterator[list[Item]]:
    chunk: list[Item] = []
    weight = 0
    for item in source.items(after=after):
        chunk.append(item)
        weight += item.weight if isinstance(item, Record) else 0
        if len(chunk) >= _CHUNK_ITEMS or weight >= _CHUNK_BYTES:
            yield chunk
            chunk, weight = [], 0
    if chunk:
        yield chunk


class _Writer:
    """Writes chunks of records, each in one transaction under the job's lease."""

    def __init__(self, context: JobContext, spec: AnnotateSpec) -> None:
        self._context, self._spec = context, spec
        self.task_ids: dict[str, str] = {}

    def settle(
        self,
        name: str,
        type_: TaskType | None,
        categories: Sequence[Category] | None,
        *,
        default_type: TaskType | None = None,
    ) -> Task:
        """See worker.annotations.opening.Settle."""
        target = self._spec.target
        assert isinstance(target, TaskTarget)
        try:
            with self._context.write() as (session, _):
                datasets.get(session, self._spec.dataset_id, lock=True)
                if annotations.find_task(session, self._spec.dataset_id, name) is None:
                    type_ = type_ or default_type
                row = annotations.ensure_task(
                    session, self._spec.dataset_id, name, role=target.role, type_=type_, categories=categories
                )
        except Conflict as conflict:
            raise UserError(str(conflict)) from conflict
        self.task_ids[name] = row.id
        return Task(TaskType(row.type), target.role, _CATEGORIES.validate_python(row.categories))

    def write(self, chunk: Sequence[Item], tally: _Tally) -> None:
        """Apply what can be applied and report the rest; the tally moves on only if all of it is committed."""
        after = _Tally(tally.line, tally.accepted, tally.refused, list(tally.errors))
        with self._context.write() as (session, row):
            dataset = datasets.get(session, self._spec.dataset_id, lock=True)
            keys = _Resolver(SampleKeys(session, dataset.id, dataset.version), chunk)
            values: dict[str | None, dict[Found, Any]] = defaultdict(dict)
            report = []
            for item in chunk:
                try:
                    _put(values, item, keys)
                    after.accepted += 1
                except Invalid as invalid:
                    name = item.name if isinstance(item, BadLine) else str(item.key)
                    report.append(after.report(BadLine(item.line, invalid.pointer, invalid.reason, name)))
            for task, found in values.items():
                self._store(session, task, found)
            after.line = chunk[-1].line
            reported = [line for line in report if line is not None]
            ingest_items.replace_range(session, row.id, tally.line + 1, after.line + 1, reported)
            row.resume = vars(after)
        tally.__dict__.update(vars(after))

    def _store(self, session: Session, task: str | None, values: Mapping[Found, Any]) -> None:
        target = self._spec.target
        if isinstance(target, TaskTarget):
            name = task or target.name
            assert name is not None
            by_position = {sample.position: objects for sample, objects in values.items()}
            annotations.replace(session, self.task_ids[name], by_position)
        elif isinstance(target, MetadataTarget):
            by_id = {sample.id: patches for sample, patches in values.items()}
            metadata.apply(session, self._spec.dataset_id, by_id)
        else:
            session.execute(update(Sample), [{"id": sample.id, "label": label} for sample, label in values.items()])


def _put(values: dict[str | None, dict[Found, Any]], item: Item, keys: "_Resolver") -> None:
    """Add a record's value for every sample that it is about. Raises Invalid."""
    if isinstance(item, BadLine):
        raise Invalid(item.pointer, item.reason)
    for sample in keys.find(item.key):
        size = None if sample.width is None or sample.height is None else Size(sample.width, sample.height)
        value, found = item.value(size), values[item.task]
        if isinstance(value, Mapping):  # metadata: records for the same sample patch it one after the other
            found.setdefault(sample, []).append(value)
        else:
            found[sample] = value


class _Resolver:
    """The samples that the records of one chunk are about, most of them found in two queries."""

    def __init__(self, keys: SampleKeys, chunk: Sequence[Item]) -> None:
        wanted = [item.key for item in chunk if isinstance(item, Record)]
        self._keys = keys
        self._by_filename = keys.by_filename(key.filename for key in wanted if key.filename is not None)
        self._by_id = keys.by_id(key.sample_id for key in wanted if key.sample_id is not None)

    def find(self, key: Key) -> list[Found]:
        """At least one sample. Raises Invalid."""
        if key.video is not None:
            frames = self._keys.frames_of(key.video)
            if not frames:
                raise Invalid("", "The dataset has no frames of this video.")
            return frames
        if key.sample_id is not None:
            found = self._by_id.get(key.sample_id)
        elif key.filename is not None:
            found = self._by_filename.get(key.filename) or self._keys.by_frame_name(key.filename)
        else:
            found = self._keys.by_stem(key.stems)
        if found is None:
            raise Invalid("", "The dataset has no such sample, or more than one fits.")
        return [found]


def _shown(text: str) -> str:
    """Text out of a file that every database can keep."""
    return text.encode("utf-8", "backslashreplace").decode().replace("\x00", "\\x00")[:1024]
