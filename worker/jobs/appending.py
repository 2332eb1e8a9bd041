"""Appending the items of a job to a dataset: in turn with other jobs, chunk by chunk, unseen until the job succeeds."""

import time
from collections.abc import Callable, Sequence

from store import ingest_items, publishing
from store.errors import Conflict
from store.ingest_items import IngestItem
from worker.engine.context import JobContext

_CHUNK = 1000


def append_items(
    context: JobContext,
    dataset_id: str,
    *,
    version: int,
    total: int,
    unit: str,
    complete: Callable[[Sequence[IngestItem]], None] | None = None,
) -> None:
    """Append every item that the shards of the job have stored. `complete` adds what the shards could not know.

    `total` is more than any item's index.
    """
    last = -1
    while True:
        with context.write() as (session, job):
            items = ingest_items.after(session, job.id, last, limit=_CHUNK)
            if complete is not None:
                complete(items)
            publishing.append(session, dataset_id, version, items)
        if not items:
            break
        last = items[-1].index
        context.progress("publish", last + 1, total, unit)


def begin(context: JobContext, dataset_id: str) -> int:
    """Wait for the turn to append: another job may be publishing to the same dataset. Returns the version."""
    while True:
        try:
            with context.write() as (session, job):
                return publishing.begin(session, dataset_id, job.id)
        except Conflict:
            context.progress("wait for another job", 0, 1, "jobs")
            time.sleep(0.5)
