"""A worker's row in the database: that it is there, and what it can do."""

import os
import platform
import socket
import threading

import structlog
from sqlalchemy.exc import SQLAlchemyError

from store import __version__, workers
from store.db import Database
from store.ids import new_id
from store.settings import Settings
from worker.engine import hardware, slot

log = structlog.get_logger()


def register(settings: Settings) -> str:
    """Add this worker; returns its id."""
    worker_id = new_id("wrk")
    _register_as(settings, worker_id)
    return worker_id


def _register_as(settings: Settings, worker_id: str) -> None:
    database = Database(settings.database)
    with database.write() as session:
        workers.register(
            session,
            worker_id=worker_id,
            name=settings.worker_name or f"{platform.node()}-{os.getpid()}",
            host=socket.gethostname(),
            pid=os.getpid(),
            version=__version__,
            device=hardware.describe(),
            queues=settings.worker_queues,
            labels=settings.worker_labels,
        )
    database.close()


def start_heartbeat(settings: Settings, worker_id: str) -> None:
    """Say "I am here" a few times per lease, from a thread of the main process, which never computes anything."""
    threading.Thread(target=_beat, args=(settings, worker_id), name="heartbeat", daemon=True).start()


def _beat(settings: Settings, worker_id: str) -> None:
    database = Database(settings.database)
    pause = threading.Event()
    while not pause.wait(settings.lease.total_seconds() / 3):
        try:
            with database.write() as session:
                known = workers.seen(session, worker_id)
            if not known:
                _register_as(settings, worker_id)
            if slot.is_mark_stale():
                slot.mark_idle(database)
        except SQLAlchemyError as error:
            # The database is away; the lease of a running job is the supervisor's concern, not this thread's.
            log.warning("heartbeat failed", error=type(error).__name__)


def leave(settings: Settings, worker_id: str) -> None:
    """Take this worker off the list."""
    database = Database(settings.database)
    with database.write() as session:
        workers.leave(session, worker_id)
    database.close()
