"""ingest: an uploaded archive or image becomes samples."""

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import asdict
from functools import partial
from typing import Any

from store import ingest_items, publishing, uploads
from store.blobs import Blobs, image_key, thumbnail_key
from store.errors import Conflict
from store.ingest_items import ItemOutcome
from store.settings import Settings
from store.specs.jobs import IngestSpec
from store.uploads import Upload
from worker.engine.context import JobContext, ShardContext, Tools
from worker.engine.sharded import Plan
from worker.ingest.archive import open_archive
from worker.ingest.contents import Archive
from worker.ingest.inspect import Corrupt, ImageFacts, inspect_image
from worker.ingest.limits import ArchiveLimits
from worker.ingest.names import folder_label
from worker.ingest.outcomes import ArchiveRefused
from worker.ingest.samples import ItemReport, read_samples
from worker.ingest.sandbox import Inspectors
from worker.jobs import files
from worker.reporting import UserError

_SHARD = 1000
_PUBLISH = 500
_WRITERS = 4


class Ingest:
    """Shards read and inspect; the end publishes what they found in the order of the archive."""

    stage, unit = "ingest", "files"

    def __init__(self) -> None:
        self._open = ExitStack()
        self._archive: Archive | None = None
        self._inspectors: Inspectors | None = None

    def plan(self, context: JobContext) -> Plan:
        archive = self._archive_of(context.tools)
        return Plan(total=len(archive.entries), size=_SHARD)

    def work(self, context: ShardContext) -> dict[str, Any]:
        archive, lease = self._archive_of(context.tools), context.lease
        items = []
        with ThreadPoolExecutor(_WRITERS) as writers:
            written = []
            reports = read_samples(archive, lease.start, lease.stop, self._pool(context.settings))
            for done, report in enumerate(reports, 1):
                items.append(_item(report))
                if report.data is not None:
                    written.append(writers.submit(_store, context.blobs, report))
                while len(written) > 2 * _WRITERS:  # the file's bytes live until they are stored
                    written.pop(0).result()
                context.progress(self.stage, done, lease.stop - lease.start, self.unit)
            for future in written:
                future.result()
        with context.write() as (session, _):
            ingest_items.replace_range(session, lease.job_id, lease.start, lease.stop, items)
        return {"files": len(items)}

    def finish(self, context: JobContext) -> None:
        spec = _spec(context.tools)
        version = _begin(context, spec.dataset_id)
        last, total = -1, len(self._archive_of(context.tools).entries)
        while True:
            with context.write() as (session, job):
                items = ingest_items.after(session, job.id, last, limit=_PUBLISH)
                publishing.append(session, spec.dataset_id, version, items)
            if not items:
                break
            last = items[-1].index
            context.progress("publish", last + 1, total, self.unit)
        with context.succeed() as (session, result):
            result["dataset_version"] = publishing.finish(session, spec.dataset_id, version)
            result["files"] = ingest_items.counts(session, context.job_id)
            uploads.expire_soon(session, spec.source.upload_id)

    def close(self) -> None:
        self._open.close()

    def _archive_of(self, tools: Tools) -> Archive:
        if self._archive is None:
            upload = _upload(tools)
            try:
                path = files.fetch(tools.blobs, upload.blob_key, tools.scratch)
                self._archive = open_archive(path, _limits(tools.settings), name=upload.filename)
            except ArchiveRefused as refused:
                raise UserError(f"{upload.filename}: {refused}.") from refused
            self._open.callback(self._archive.close)
        return self._archive

    def _pool(self, settings: Settings) -> Inspectors:
        if self._inspectors is None:
            inspect = partial(inspect_image, max_pixels=settings.max_pixels)
            self._inspectors = self._open.enter_context(Inspectors(inspect=inspect))
        return self._inspectors


job = Ingest()


def _spec(tools: Tools) -> IngestSpec:
    assert isinstance(tools.spec, IngestSpec)
    return tools.spec


def _upload(tools: Tools) -> Upload:
    with tools.database.read() as session:
        return uploads.get(session, _spec(tools).source.upload_id)


def _limits(settings: Settings) -> ArchiveLimits:
    return ArchiveLimits(
        max_entries=settings.max_entries, max_entry_bytes=settings.max_entry_bytes, max_pixels=settings.max_pixels
    )


def _store(blobs: Blobs, report: ItemReport) -> None:
    assert report.data is not None
    assert isinstance(report.outcome, ImageFacts | Corrupt)
    blobs.put_if_absent(image_key(report.outcome.sha256), report.data)
    if isinstance(report.outcome, ImageFacts):
        blobs.put_if_absent(thumbnail_key(report.outcome.sha256), report.outcome.thumbnail)


def _item(report: ItemReport) -> dict[str, Any]:
    outcome, name = report.outcome, report.entry.name
    item: dict[str, Any] = {"index": report.entry.index, "name": name, "reason": None, "facts": None}
    if isinstance(outcome, ImageFacts):
        facts = {
            "sha256": outcome.sha256,
            "size_bytes": outcome.size_bytes,
            "format": outcome.format,
            "width": outcome.width,
            "height": outcome.height,
            "label": outcome.label,
            "taken_at": outcome.taken_at.isoformat() if outcome.taken_at else None,
            "phash": outcome.phash,
            **asdict(outcome.quality),
        }
        return item | {"outcome": ItemOutcome.ACCEPTED, "facts": facts}
    if isinstance(outcome, Corrupt):
        facts = {"sha256": outcome.sha256, "size_bytes": outcome.size_bytes, "label": folder_label(name)}
        return item | {"outcome": ItemOutcome.CORRUPT, "reason": outcome.reason, "facts": facts}
    return item | {"outcome": ItemOutcome.REFUSED, "reason": outcome.reason}


def _begin(context: JobContext, dataset_id: str) -> int:
    """Wait for the turn to append: another ingest job may be publishing to the same dataset."""
    while True:
        try:
            with context.write() as (session, job):
                return publishing.begin(session, dataset_id, job.id)
        except Conflict:
            context.progress("wait for another ingest job", 0, 1, "jobs")
            time.sleep(0.5)
