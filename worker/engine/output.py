"""What a job prints, kept for its owner: whole when it is short, the beginning and the end when it is not."""

import threading
from collections import deque

from sqlalchemy.orm import Session

from store.jobs import events

_LINE = 4_000
_HEAD = 500_000
_TAIL = 200_000


class Output:
    """Collects lines from the reader threads; the supervisor writes them out from time to time.

    A chatty job cannot fill the database: after the first 500 kB of an attempt only the last 200 kB are kept.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: list[tuple[str, str]] = []
        self._tail: deque[tuple[str, str]] = deque()
        self._head_left, self._tail_size, self._dropped = _HEAD, 0, 0

    def add(self, stream: str, text: str) -> None:
        text = text.replace("\x00", "\ufffd")[:_LINE]
        with self._lock:
            if self._head_left > 0:
                self._head_left -= len(text) + 1
                self._waiting.append((stream, text))
                return
            self._tail.append((stream, text))
            self._tail_size += len(text) + 1
            while self._tail_size > _TAIL:
                self._tail_size -= len(self._tail.popleft()[1]) + 1
                self._dropped += 1

    def write(self, session: Session, job_id: str, *, last: bool = False) -> None:
        """Append what has come in as log events; with `last` also the kept end."""
        with self._lock:
            lines, self._waiting = self._waiting, []
            if last and self._tail:
                if self._dropped:
                    lines.append(("winnow", f"[{self._dropped} lines left out]"))
                lines += self._tail
                self._tail.clear()
        for stream, text in _joined(lines):
            events.append(session, job_id, events.LOG, {"stream": stream, "text": text})

    @property
    def is_waiting(self) -> bool:
        with self._lock:
            return bool(self._waiting)


def _joined(lines: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Neighbouring lines of one stream become one event of at most about 8 kB."""
    joined: list[tuple[str, str]] = []
    for stream, text in lines:
        if joined and joined[-1][0] == stream and len(joined[-1][1]) + len(text) < 8_000:
            joined[-1] = (stream, f"{joined[-1][1]}\n{text}")
        else:
            joined.append((stream, text))
    return joined
