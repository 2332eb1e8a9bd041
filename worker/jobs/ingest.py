"""ingest: the images of an upload, a folder, a bucket or a list become samples."""

from collections import Counter
from contextlib import ExitStack, closing
from functools import partial
from typing import Any

from store import ingest_items, publishing, uploads
from store.settings import Settings
from store.specs.jobs import IngestSpec
from worker.engine.context import JobContext, ShardContext, Tools
from worker.engine.sharded import Plan
from worker.ingest.contents import Contents
from worker.ingest.inspect import inspect_image
from worker.ingest.outcomes import Entry
from worker.ingest.sandbox import Inspectors
from worker.jobs import appending, imports, inspection, video_frames
from worker.sources.inventory import SourceEntry
from worker.video.unfold import FrameEntry

_SHARD = 1000


class Ingest:
    """Shards read and inspect; the end publishes what they found in the order of the source."""

    stage, unit = "ingest", "files"

    def __init__(self) -> None:
        self._open = ExitStack()
        self._contents: Contents | None = None
        self._inspectors: Inspectors | None = None

    def plan(self, context: JobContext) -> Plan:
        imports.prepare(context)
        contents = self._open.enter_context(closing(imports.open_contents(context.tools)))
        video_frames.prepare(context, contents)
        self._contents = video_frames.unfold(context.tools, contents, self._open)
        return Plan(total=len(self._contents.entries), size=_SHARD)

    def work(self, context: ShardContext) -> dict[str, Any]:
        contents, lease = self._contents_of(context.tools), context.lease
        copied = imports.keeps_images(_spec(context.tools).source)
        items = []
        lost_frames: Counter[str] = Counter()
        reports = inspection.inspect_and_store(
            contents, lease.start, lease.stop, self._pool(context.settings), context.blobs,
            keep=lambda entry: copied or isinstance(entry, FrameEntry),
        )  # fmt: skip
        for done, report in enumerate(reports, 1):
            items.append(inspection.item(report, _said_by_source(report.entry, copied=copied)))
            lost_frames.update(video_frames.lost_frame(report))
            context.progress(self.stage, done, lease.stop - lease.start, self.unit)
        with context.write() as (session, _):
            ingest_items.replace_range(session, lease.job_id, lease.start, lease.stop, items)
        return {"files": len(items), "lost_frames": dict(lost_frames)}

    def finish(self, context: JobContext) -> None:
        spec = _spec(context.tools)
        total = len(self._contents_of(context.tools).entries)
        version = appending.begin(context, spec.dataset_id)
        with context.write() as (session, _):
            ids = video_frames.record(session, context.tools)
        assign = partial(video_frames.assign, ids=ids)
        appending.append_items(context, spec.dataset_id, version=version, total=total, unit=self.unit, complete=assign)
        with context.succeed() as (session, result):
            result["dataset_version"] = publishing.finish(session, spec.dataset_id, version)
            result["files"] = ingest_items.counts(session, context.job_id)
            for upload_id in imports.uploads_of(spec.source):
                uploads.expire_soon(session, upload_id)

    def close(self) -> None:
        self._open.close()

    def _contents_of(self, tools: Tools) -> Contents:
        if self._contents is None:
            contents = self._open.enter_context(closing(imports.open_contents(tools)))
            self._contents = video_frames.unfold(tools, contents, self._open)
        return self._contents

    def _pool(self, settings: Settings) -> Inspectors:
        if self._inspectors is None:
            inspect = partial(inspect_image, max_pixels=settings.max_pixels)
            self._inspectors = self._open.enter_context(Inspectors(inspect=inspect))
        return self._inspectors


job = Ingest()


def _spec(tools: Tools) -> IngestSpec:
    assert isinstance(tools.spec, IngestSpec)
    return tools.spec


def _said_by_source(entry: Entry, *, copied: bool) -> dict[str, Any]:
    """What is known about a file before anybody has read it."""
    if isinstance(entry, FrameEntry):
        return video_frames.facts(entry)
    if not isinstance(entry, SourceEntry):
        return {}
    said: dict[str, Any] = {} if copied else {"source_uri": entry.uri}
    if entry.label is not None:
        said["label"] = entry.label
    if entry.metadata is not None:
        said["attributes"] = entry.metadata
    return said
