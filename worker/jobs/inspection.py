"""Inspecting files and storing what they hold: what every job that adds samples does with a shard."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from itertools import chain
from typing import Any

from store.blobs import Blobs, image_key, thumbnail_key
from store.ingest_items import ItemOutcome
from worker.ingest.contents import Contents
from worker.ingest.inspect import Corrupt, ImageFacts
from worker.ingest.names import folder_label
from worker.ingest.outcomes import Entry
from worker.ingest.samples import ItemReport, read_samples
from worker.ingest.sandbox import Inspectors
from worker.video.unfold import Unfolded

_WRITERS = 4


def inspect_and_store(
    contents: Contents, start: int, stop: int, inspectors: Inspectors, blobs: Blobs, *, keep: Callable[[Entry], bool]
) -> Iterator[ItemReport]:
    """Yield the report of every entry of `start <= index < stop`. When the last was yielded, all are stored.

    `keep` says whether the bytes become Winnow's; the thumbnail always does.
    """
    with ThreadPoolExecutor(_WRITERS) as writers:
        written = []
        frames = contents.frames(start, stop) if isinstance(contents, Unfolded) else ()
        for report in chain(read_samples(contents, start, stop, inspectors), frames):
            if report.data is not None:
                written.append(writers.submit(_store, blobs, report, keep=keep(report.entry)))
            while len(written) > 2 * _WRITERS:  # the file's bytes live until they are stored
                written.pop(0).result()
            yield report
        for future in written:
            future.result()


def item(report: ItemReport, said: dict[str, Any]) -> dict[str, Any]:
    """The row of store.ingest_items. `said` holds facts that go before what the image itself says."""
    outcome, name = report.outcome, report.entry.name
    row: dict[str, Any] = {"index": report.entry.index, "name": name, "reason": None, "facts": None}
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
        return row | {"outcome": ItemOutcome.ACCEPTED, "facts": facts | said}
    if isinstance(outcome, Corrupt):
        facts = {"sha256": outcome.sha256, "size_bytes": outcome.size_bytes, "label": folder_label(name)}
        return row | {"outcome": ItemOutcome.CORRUPT, "reason": outcome.reason, "facts": facts | said}
    return row | {"outcome": ItemOutcome.REFUSED, "reason": outcome.reason}


def _store(blobs: Blobs, report: ItemReport, *, keep: bool) -> None:
    assert report.data is not None
    assert isinstance(report.outcome, ImageFacts | Corrupt)
    if keep:
        blobs.put_if_absent(image_key(report.outcome.sha256), report.data)
    if isinstance(report.outcome, ImageFacts):
        blobs.put_if_absent(thumbnail_key(report.outcome.sha256), report.outcome.thumbnail)
