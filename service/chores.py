"""Housekeeping: what is removed when its time has passed. Each chore is safe to repeat and to run beside itself.

Rows go first and blobs after: a crash in between leaves a blob that no row names, which `orphans` collects, and never a
row whose blob is missing.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta

import structlog

from store import exports, housekeeping, idempotency, references, uploads, workers
from store.access import audit
from store.blobs import Blobs
from store.db import Database
from store.jobs import events, outbox, previews
from store.settings import Settings
from store.webhooks import endpoints

log = structlog.get_logger()
_BATCH = 200
# Long enough for any running job to publish what it has written.
_ORPHAN_AGE = timedelta(days=2)


class Housekeeper:
    """Does whatever is due; every process may call it as often as it likes."""

    def __init__(self, settings: Settings, database: Database, blobs: Blobs) -> None:
        self._settings, self._database, self._blobs = settings, database, blobs
        self.chores: Mapping[str, tuple[timedelta, Callable[[], int]]] = {
            "uploads": (timedelta(minutes=1), self.uploads),
            "exports": (timedelta(minutes=10), self.exports),
            "previews": (timedelta(minutes=10), self.previews),
            "events": (timedelta(hours=1), self.events),
            "orphans": (timedelta(hours=6), self.orphans),
            "small": (timedelta(minutes=1), self.small),
        }

    def run_due(self) -> None:
        """One batch of every chore that is due and that nobody else is doing."""
        for name, (every, chore) in self.chores.items():
            with self._database.write() as session:
                ours = housekeeping.claim(session, name, every=every)
            if ours and (removed := chore()):
                log.info("housekeeping", chore=name, removed=removed)

    def uploads(self) -> int:
        """Uploads that were read, or that nobody came back for."""
        with self._database.write() as session:
            old = uploads.expired(session, limit=_BATCH)
            keys = [key for upload in old for key in (upload.blob_key, *upload.parts) if key]
            for upload in old:
                session.delete(upload)
        self._delete(keys)
        return len(old)

    def exports(self) -> int:
        """Export files past their lifetime."""
        with self._database.write() as session:
            old = exports.expired(session, limit=_BATCH)
            keys = [export.blob_key for export in old]
            for export in old:
                session.delete(export)
        self._delete(keys)
        return len(old)

    def previews(self) -> int:
        """Preview jobs and their pictures."""
        with self._database.write() as session:
            old = previews.expired(session, older_than=self._settings.preview_lifetime, limit=_BATCH)
            keys = previews.forget(session, old)
        self._delete(keys)
        return len(old)

    def events(self) -> int:
        """Progress, metrics and logs of jobs that ended long ago; their state events stay."""
        with self._database.write() as session:
            return events.prune(session, older_than=self._settings.event_lifetime, limit=_BATCH * 50)

    def orphans(self) -> int:
        """Blobs that no row names: left by attempts that died, by deleted uploads and by interrupted chores."""
        horizon, removed = datetime.now(UTC) - _ORPHAN_AGE, 0
        for prefix in ("jobs", "uploads"):
            batch: list[str] = []
            for key, modified in self._blobs.list(prefix):
                if modified < horizon:
                    batch.append(key)
                if len(batch) == _BATCH:
                    removed += self._delete_unnamed(batch)
                    batch = []
            removed += self._delete_unnamed(batch) + self._blobs.delete_unfinished(prefix, before=horizon)
        return removed

    def small(self) -> int:
        """Sent hints and webhooks, old idempotency keys and audit entries, and workers that were silent for an hour."""
        with self._database.write() as session:
            outbox.purge(session, older_than=timedelta(hours=1))
            idempotency.purge(session)
            audit.purge(session, older_than=self._settings.audit_lifetime)
            endpoints.purge(session, older_than=self._settings.event_lifetime)
            return workers.forget_silent(session, longer_than=timedelta(hours=1))

    def _delete_unnamed(self, keys: list[str]) -> int:
        with self._database.read() as session:
            unnamed = references.unnamed(session, keys)
        self._delete(unnamed)
        return len(unnamed)

    def _delete(self, keys: list[str]) -> None:
        for key in keys:
            self._blobs.delete(key)
