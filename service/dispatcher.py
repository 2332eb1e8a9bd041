"""The dispatcher: sends hints to the broker and messages to webhooks, takes jobs back from silent workers, keeps house.

Any number of them may run; each row is handled by one. `python -m service.dispatcher` runs one.
"""

import signal
import threading
import time
from contextlib import suppress

import structlog
from celery import Celery
from kombu.exceptions import OperationalError as BrokerError
from obstore.exceptions import BaseError as BlobError
from sqlalchemy.exc import SQLAlchemyError

from service.chores import Housekeeper
from service.webhooks.courier import Courier
from store import logs, workers
from store.blobs import Blobs
from store.db import Database
from store.jobs import outbox, queue, shards
from store.jobs.outbox import HINT_TASK
from store.settings import Settings
from store.specs.jobs import Queue

log = structlog.get_logger()


class Dispatcher:
    """`run()` until `stop` is set."""

    def __init__(self, settings: Settings, stop: threading.Event) -> None:
        self._settings, self._stop = settings, stop
        self._database = Database(settings.database)
        self._broker = Celery("winnow-dispatcher", broker=settings.broker)
        self._housekeeper = Housekeeper(settings, self._database, Blobs(settings.blobs))
        self._courier = Courier(settings, self._database, stop)
        self._broker.conf.update(task_ignore_result=True, broker_connection_retry=False)

    def run(self) -> None:
        couriers = threading.Thread(target=self._courier.run, name="webhooks")
        couriers.start()
        try:
            self._run()
        finally:
            self._stop.set()
            couriers.join()

    def _run(self) -> None:
        next_care = 0.0
        while not self._stop.is_set():
            try:
                sent = self.send_hints()
                if time.monotonic() >= next_care:
                    self.care()
                    self._housekeeper.run_due()
                    next_care = time.monotonic() + self._care_seconds
            except (BrokerError, SQLAlchemyError, OSError, BlobError) as error:
                # Nothing is lost: the outbox is still full. Try again when they are back.
                log.warning("dispatcher is waiting", error=type(error).__name__)
                sent = 0
                self._stop.wait(1)
            if sent == 0:
                self._stop.wait(self._settings.dispatch_interval.total_seconds())

    @property
    def _care_seconds(self) -> float:
        return min(self._settings.lease.total_seconds() / 10, 2.0)

    def send_hints(self) -> int:
        """Send what the outbox holds. A hint may be sent twice, by a crash or by two dispatchers, which is harmless."""
        with self._database.read() as session:
            messages = outbox.undispatched(session)
        for message in messages:  # outside of any transaction: a broker that hangs must not hold a database lock
            self._broker.send_task(HINT_TASK, queue=message.queue, retry=False)
        if messages:
            with self._database.write() as session:
                outbox.mark_dispatched(session, [message.id for message in messages])
        return len(messages)

    def care(self) -> None:
        """Reap silent workers' jobs, and hint again where work waits beside idle workers."""
        with self._database.write() as session:
            reaped = queue.reap(session, backoff=self._settings.crash_backoff)
        if reaped:
            log.info("reaped", jobs=reaped)
        for kind in Queue:
            with self._database.write() as session:
                idle = workers.idle_count(session, kind, within=self._settings.lease)
                if idle:
                    queue.rehint(session, queue=kind, older_than=self._settings.rehint_after, limit=idle)
                    shards.rehint(session, queue=kind, limit=idle)


def main() -> None:
    """Run a dispatcher in this process until SIGTERM or SIGINT."""
    settings = Settings()
    logs.configure(as_json=settings.log_json)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    with suppress(KeyboardInterrupt):
        Dispatcher(settings, stop).run()


if __name__ == "__main__":
    main()
