"""From an archive to samples: what ingestion has to record about every entry."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from worker.ingest.contents import Contents
from worker.ingest.inspect import Corrupt, ImageFacts
from worker.ingest.outcomes import Entry, Refusal
from worker.ingest.sandbox import Inspectors

# The pool is drained at the end of every stretch, so that a long run of refused entries cannot pile up behind
# a slow image.
_STRETCH = 4096


@dataclass(frozen=True, slots=True)
class ItemReport:
    """One entry: an image (`ImageFacts`), one that does not decode (`Corrupt`), or a file that is not taken."""

    entry: Entry
    outcome: ImageFacts | Corrupt | Refusal
    data: bytes | None
    """The file as it was uploaded; None for refused entries, of which nothing is kept."""

    @property
    def status(self) -> Literal["ok", "corrupt", "refused"]:
        return "refused" if isinstance(self.outcome, Refusal) else self.outcome.status


def read_samples(archive: Contents, start: int, stop: int, inspectors: Inspectors) -> Iterator[ItemReport]:
    """Yield a report for every entry of `start <= index < stop`, in order.

    Raises ArchiveRefused if the upload turns out to be unreadable.
    """
    stop = min(stop, len(archive.entries))
    for first in range(start, stop, _STRETCH):
        yield from _read_stretch(archive, first, min(first + _STRETCH, stop), inspectors)


def _read_stretch(archive: Contents, start: int, stop: int, inspectors: Inspectors) -> Iterator[ItemReport]:
    waiting: deque[tuple[Entry, bytes | Refusal]] = deque()

    def images() -> Iterator[tuple[str, bytes]]:
        for entry, content in archive.read(start, stop):
            waiting.append((entry, content))
            if isinstance(content, bytes):
                yield entry.name, content

    for outcome in inspectors.map(images()):
        while isinstance(refusal := waiting[0][1], Refusal):
            yield ItemReport(waiting.popleft()[0], refusal, None)
        entry, data = waiting.popleft()
        assert isinstance(data, bytes)
        yield ItemReport(entry, outcome, data)
    for entry, refusal in waiting:
        assert isinstance(refusal, Refusal)
        yield ItemReport(entry, refusal, None)
