"""Locks between processes of one machine, as files that outlive their holders and block nobody for it."""

import fcntl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

_POLL_SECONDS = 0.2


@contextmanager
def held(path: Path, *, waiting: Callable[[], None]) -> Iterator[None]:
    """Hold the lock `path` alone; `waiting` is called every now and then until it is free, and may raise.

    The kernel frees a lock when its process dies, however it dies.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as file:
        while not _try(file.fileno()):
            waiting()
            time.sleep(_POLL_SECONDS)
        yield


@contextmanager
def held_if_free(path: Path) -> Iterator[bool]:
    """Hold the lock if nobody else does; the value says whether."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as file:
        yield _try(file.fileno())


def _try(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
