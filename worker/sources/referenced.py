"""Files outside of Winnow, listed in an inventory: what `worker.ingest.samples.read_samples` takes like an archive."""

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from store.limits import MIB
from worker.ingest.limits import ArchiveLimits
from worker.ingest.listing import too_large
from worker.ingest.outcomes import Entry, Refusal
from worker.sources.fetch import Fetcher, Oversize
from worker.sources.inventory import Inventory, SourceEntry

# Answers of a server take their time, and cost it little: many are asked for at once. Larger files wait for their turn,
# so that no more than _AHEAD * _AHEAD_BYTES and one file of the maximal size are held.
_AHEAD = 16
_AHEAD_BYTES = 8 * MIB


class ReferencedFiles:
    """See worker.ingest.contents.Contents. It closes the inventory and the fetcher that it is given.

    What is no image, such as a video, can be had by `copy_out`.
    """

    def __init__(self, inventory: Inventory, fetcher: Fetcher, limits: ArchiveLimits) -> None:
        self.entries = inventory
        self._fetcher, self._limits = fetcher, limits

    def read(self, start: int, stop: int) -> Iterator[tuple[Entry, bytes | Refusal]]:
        """See worker.ingest.contents.Contents. Raises UserError if a bucket stops answering."""
        entries = (self.entries[index] for index in range(start, min(stop, len(self.entries))))
        waiting: deque[tuple[SourceEntry, Future[bytes | Refusal | None]]] = deque()
        with ThreadPoolExecutor(_AHEAD, thread_name_prefix="winnow-fetch") as threads:
            try:
                while True:
                    for entry in islice(entries, _AHEAD - len(waiting)):
                        waiting.append((entry, threads.submit(self._early, entry)))
                    if not waiting:
                        break
                    entry, answer = waiting.popleft()
                    content = answer.result()
                    yield entry, self._in_turn(entry) if content is None else content
            finally:
                for _, unwanted in waiting:
                    unwanted.cancel()

    def copy_out(self, index: int, out: BinaryIO) -> Refusal | None:
        """Write the contents of an entry, whatever they are, or say why it is refused."""
        entry = self.entries[index]
        try:
            return entry.refusal or self._fetcher.copy(entry.uri, out, max_bytes=self._limits.max_total_bytes)
        except Oversize:
            return too_large(self._limits)

    def local_path(self, index: int) -> Path | None:
        """None: even a file of a server folder may become another one while it is read."""
        del index
        return None

    def close(self) -> None:
        """Let go of files and connections."""
        self.entries.close()
        self._fetcher.close()

    def _early(self, entry: SourceEntry) -> bytes | Refusal | None:
        """The contents of a small file, None for a large one."""
        if entry.refusal is not None:
            return entry.refusal
        if entry.size > self._limits.max_entry_bytes:
            return too_large(self._limits)
        bound = min(_AHEAD_BYTES, self._limits.max_entry_bytes)
        if entry.size > bound:
            return None
        try:
            return self._fetcher.fetch(entry.uri, max_bytes=bound)
        except Oversize:
            return None

    def _in_turn(self, entry: SourceEntry) -> bytes | Refusal:
        try:
            return self._fetcher.fetch(entry.uri, max_bytes=self._limits.max_entry_bytes)
        except Oversize:
            return too_large(self._limits)
