"""Sends what is due to webhooks, in a thread of the dispatcher: a slow receiver keeps no hint waiting."""

import json
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import structlog
from sqlalchemy.exc import SQLAlchemyError

from service.webhooks.guard import Failed, GuardedPoster, Refused
from store.db import Database
from store.settings import Settings
from store.webhooks import deliveries, signing
from store.webhooks.deliveries import Outcome, Task

log = structlog.get_logger()
_BATCH = 16
_POLL_SECONDS = 1.0
_TOO_MANY, _UNAVAILABLE = 429, 503


class Courier:
    """Any number of them may run; each attempt is made by one. `run()` until `stop` is set."""

    def __init__(
        self, settings: Settings, database: Database, stop: threading.Event, *, poster: GuardedPoster | None = None
    ) -> None:
        self._settings, self._database, self._stop = settings, database, stop
        self._poster = poster or GuardedPoster(private_hosts=settings.webhook_private_hosts)
        self._threads = ThreadPoolExecutor(_BATCH, thread_name_prefix="webhooks")

    def run(self) -> None:
        try:
            while not self._stop.is_set():
                try:
                    sent = self.send_due()
                except SQLAlchemyError as error:
                    # Nothing is lost: what was not written down as sent is sent again.
                    log.warning("webhooks are waiting", error=type(error).__name__)
                    sent = 0
                if sent == 0:
                    self._stop.wait(_POLL_SECONDS)
        finally:
            self.close()

    def send_due(self) -> int:
        """Attempt a batch of what is due. Returns how many."""
        with self._database.read() as session:
            if not deliveries.any_due(session):
                return 0  # on SQLite, without the lock that a claim would take from the writers
        with self._database.write() as session:
            tasks = deliveries.claim(session, limit=_BATCH)
        for task, outcome in zip(tasks, self._threads.map(self.attempt, tasks), strict=True):
            with self._database.write() as session:
                deliveries.record(session, task, outcome)
            log.info(
                "webhook", delivery=task.delivery_id, webhook=task.endpoint_id, status=outcome.status,
                error=outcome.error, milliseconds=outcome.milliseconds,
            )  # fmt: skip
        return len(tasks)

    def attempt(self, task: Task) -> Outcome:
        """Send one message once."""
        body = json.dumps(task.payload, separators=(",", ":")).encode()
        started, moment = time.perf_counter(), datetime.now(UTC)
        headers = signing.headers(
            self._keys(task), message_id=task.delivery_id, timestamp=int(moment.timestamp()), body=body
        )

        def outcome(status: int | None, error: str | None, answer: Mapping[str, str]) -> Outcome:
            milliseconds = round((time.perf_counter() - started) * 1000)
            return Outcome(moment, status, milliseconds, error, _retry_after(status, answer))

        return self._posted(task.url, headers, body, outcome)

    def _posted(
        self,
        url: str,
        headers: Mapping[str, str],
        body: bytes,
        outcome: Callable[[int | None, str | None, Mapping[str, str]], Outcome],
    ) -> Outcome:
        try:
            status, answer = self._poster.post(url, headers, body)
        except (Refused, Failed) as error:
            return outcome(None, str(error), {})
        except Exception:  # one odd server must not end the courier of all the others
            log.exception("webhook failed in an unexpected way")
            return outcome(None, "The message could not be sent.", {})
        ok = 200 <= status < 300
        return outcome(status, None if ok else f"The server answers with status {status}.", answer)

    def _keys(self, task: Task) -> list[bytes]:
        versions = [task.secret_version] + ([task.secret_version - 1] if task.also_previous else [])
        return [signing.key(self._settings.installation_secret, task.endpoint_id, version) for version in versions]

    def close(self) -> None:
        self._threads.shutdown(wait=True)
        self._poster.close()


def _retry_after(status: int | None, headers: Mapping[str, str]) -> timedelta | None:
    value = headers.get("retry-after", "")
    if status not in {_TOO_MANY, _UNAVAILABLE} or not value.isascii() or not value.isdigit() or len(value) > 9:
        return None
    return timedelta(seconds=int(value))
