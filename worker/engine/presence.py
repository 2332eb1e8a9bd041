"""A worker's row in the database: that it is there, and what it can do."""

import os
import platform
import socket
import subprocess
import threading
from contextlib import closing
from functools import cache
from typing import Any

import structlog
from sqlalchemy.exc import SQLAlchemyError

from store import __version__, workers
from store.db import Database
from store.ids import new_id
from store.settings import Settings
from worker import plugins
from worker.engine import hardware, slot

log = structlog.get_logger()

# SQLite keeps the locks of a process in its memory. A pool child that is forked while the heartbeat holds one would
# believe for ever that it is taken; and with PostgreSQL the two would talk through one socket.
_no_fork = threading.Lock()
os.register_at_fork(before=_no_fork.acquire, after_in_parent=_no_fork.release, after_in_child=_no_fork.release)


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
            plugins=_plugins(),
        )
    database.close()


@cache
def _plugins() -> list[dict[str, Any]]:
    """What is installed beside this worker: found out once, and without any of it the worker runs all the same."""
    try:
        return plugins.describe_apart()
    except (subprocess.SubprocessError, ValueError, IndexError) as error:
        log.warning("plugins cannot be listed", error=repr(error))
        return []


def start_heartbeat(settings: Settings, worker_id: str) -> None:
    """Say "I am here" a few times per lease, from a thread of the main process, which never computes anything."""
    threading.Thread(target=_beat, args=(settings, worker_id), name="heartbeat", daemon=True).start()


def _beat(settings: Settings, worker_id: str) -> None:
    pause = threading.Event()
    while not pause.wait(settings.lease.total_seconds() / 3):
        try:
            with _no_fork:
                _be_seen(settings, worker_id)
        except SQLAlchemyError as error:
            # The database is away; the lease of a running job is the supervisor's concern, not this thread's.
            log.warning("heartbeat failed", error=type(error).__name__)


def _be_seen(settings: Settings, worker_id: str) -> None:
    with closing(Database(settings.database)) as database:
        with database.write() as session:
            known = workers.seen(session, worker_id)
        if not known:
            _register_as(settings, worker_id)
        if slot.is_mark_stale():
            slot.mark_idle(database)


def leave(settings: Settings, worker_id: str) -> None:
    """Take this worker off the list."""
    database = Database(settings.database)
    with database.write() as session:
        workers.leave(session, worker_id)
    database.close()
