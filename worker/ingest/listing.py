"""The list of an archive's entries, in columns: a million of them fit in about 150 MB."""

from array import array
from collections.abc import Sequence
from typing import overload

from worker.ingest.limits import ArchiveLimits
from worker.ingest.names import clean_name, decode_name, display_name, is_clutter
from worker.ingest.outcomes import ArchiveFault, ArchiveRefused, Entry, EntryFault, Refusal


class Listing(Sequence[Entry]):
    """The entries of one archive and the reasons why some are refused, filled while the archive is scanned.

    Every format adds its members through here, so that names, sizes, duplicates and counts are judged in one
    place.
    """

    def __init__(self, limits: ArchiveLimits) -> None:
        self._limits = limits
        self._names: list[str] = []
        self._sizes = array("Q")
        self._seen: set[str] = set()
        self._members = 0
        self._total = 0
        self.refusals: dict[int, Refusal] = {}

    def count_member(self) -> None:
        """Count anything that costs time to skip. Raises ArchiveRefused above the limit."""
        self._members += 1
        if self._members > self._limits.max_entries:
            raise too_many_entries(self._limits)

    def add(
        self,
        raw_name: bytes,
        size: int,
        refusal: Refusal | None = None,
        *,
        legacy_encoding: str | None = None,
    ) -> bool:
        """Add a file and return True, or return False for clutter. Raises ArchiveRefused above the total size."""
        decoded = decode_name(raw_name, legacy_encoding=legacy_encoding)
        name = decoded if isinstance(decoded, Refusal) else clean_name(decoded, self._limits.max_name_bytes)
        if isinstance(name, Refusal):
            self._append(display_name(raw_name, self._limits.max_name_bytes), size, name)
            return True
        if is_clutter(name):
            return False
        self._append(name, size, refusal or self._judge(name, size))
        self._seen.add(name)
        return True

    def close(self) -> None:
        """Say that the archive holds no more. Raises ArchiveRefused if nothing in it can ever be read."""
        self._seen.clear()
        if not self._names:
            raise ArchiveRefused(ArchiveFault.EMPTY, "the archive holds no files")
        faults = {refusal.fault for refusal in self.refusals.values()}
        if len(self.refusals) == len(self._names) and faults == {EntryFault.ENCRYPTED}:
            raise ArchiveRefused(ArchiveFault.ENCRYPTED, "the archive is encrypted; upload it without a password")

    def _judge(self, name: str, size: int) -> Refusal | None:
        if name in self._seen:
            return Refusal(EntryFault.DUPLICATE_NAME, "an earlier file of the archive has the same name")
        if size > self._limits.max_entry_bytes:
            return too_large(self._limits)
        if size == 0:
            return Refusal(EntryFault.EMPTY, "the file is empty")
        return None

    def _append(self, name: str, size: int, refusal: Refusal | None) -> None:
        if refusal is not None:
            self.refusals[len(self._names)] = refusal
        else:
            self._total += size
        if self._total > self._limits.max_total_bytes:
            raise too_large_in_total(self._limits)
        self._names.append(name)
        self._sizes.append(size)

    def __len__(self) -> int:
        return len(self._names)

    @overload
    def __getitem__(self, index: int) -> Entry: ...
    @overload
    def __getitem__(self, index: slice) -> list[Entry]: ...
    def __getitem__(self, index: int | slice) -> Entry | list[Entry]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        dense = range(len(self))[index]
        return Entry(dense, self._names[dense], self._sizes[dense])


def too_large(limits: ArchiveLimits) -> Refusal:
    """The refusal of an entry above the size limit."""
    return Refusal(EntryFault.TOO_LARGE, f"the file is larger than {limits.max_entry_bytes} bytes")


def too_large_in_total(limits: ArchiveLimits) -> ArchiveRefused:
    """The refusal of an archive whose contents together are above the size limit."""
    return ArchiveRefused(
        ArchiveFault.TOO_LARGE, f"the archive unpacks to more than {limits.max_total_bytes} bytes; split it"
    )


def too_many_entries(limits: ArchiveLimits) -> ArchiveRefused:
    """The refusal of an archive with too many members."""
    return ArchiveRefused(
        ArchiveFault.TOO_MANY_ENTRIES, f"the archive has more than {limits.max_entries} entries; split it"
    )
