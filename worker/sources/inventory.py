"""The files that a source lists, kept in a file: a million of them cost a few megabytes of memory, and every attempt
and helper of a job sees the same ones under the same numbers.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any, Self, overload

import pyarrow as pa

from worker.ingest.limits import ArchiveLimits
from worker.ingest.names import clean_name, display_name
from worker.ingest.outcomes import ArchiveFault, ArchiveRefused, Entry, EntryFault, Refusal

UNKNOWN_SIZE = -1
_ROWS = 1024
_SCHEMA = pa.schema(
    [
        ("name", pa.string()),
        ("uri", pa.string()),
        ("size", pa.int64()),
        ("label", pa.string()),
        ("metadata", pa.string()),
        ("fault", pa.string()),
        ("reason", pa.string()),
    ]
)


@dataclass(frozen=True, slots=True)
class Listed:
    """A file as a source lists it."""

    name: str
    """Folders separated by `/`, as the source has it; it is cleaned, or refused, when it is written down."""
    uri: str
    size: int = UNKNOWN_SIZE
    """Bytes, as far as the source says."""
    label: str | None = None
    metadata: dict[str, Any] | None = None
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class SourceEntry(Entry):
    """A file outside of Winnow. Its `size` may be UNKNOWN_SIZE."""

    uri: str = ""
    """Where it is; empty for what exists only as part of a larger file."""
    label: str | None = None
    """Given by the source; None leaves it to the folder."""
    metadata: dict[str, Any] | None = None
    refusal: Refusal | None = None


def write_inventory(path: Path, files: Iterable[Listed], limits: ArchiveLimits) -> int:
    """Write the files down in their order and return how many they are. Raises ArchiveRefused for too many."""
    total, rows = 0, iter(files)
    options = pa.ipc.IpcWriteOptions(compression="zstd")
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, _SCHEMA, options=options) as writer:
        while batch := [_row(listed, limits) for listed in islice(rows, _ROWS)]:
            total += len(batch)
            if total > limits.max_entries:
                raise ArchiveRefused(
                    ArchiveFault.TOO_MANY_ENTRIES, f"the source lists more than {limits.max_entries} files; split it"
                )
            writer.write_batch(pa.RecordBatch.from_pylist(batch, _SCHEMA))
    return total


def _row(listed: Listed, limits: ArchiveLimits) -> dict[str, Any]:
    name, refusal = listed.name, listed.refusal
    if refusal is None:
        cleaned = clean_name(name, limits.max_name_bytes)
        if isinstance(cleaned, Refusal):
            refusal = cleaned
        else:
            name, refusal = cleaned, Refusal(EntryFault.EMPTY, "the file is empty") if listed.size == 0 else None
    if refusal is not None:
        shown = clean_name(name, limits.max_name_bytes)
        name = display_name(name.encode("utf-8", "surrogateescape"), limits.max_name_bytes) if shown != name else name
    return {
        "name": name,
        "uri": listed.uri if refusal is None else "",
        "size": listed.size,
        "label": listed.label,
        "metadata": None if listed.metadata is None else json.dumps(listed.metadata),
        "fault": None if refusal is None else refusal.fault,
        "reason": None if refusal is None else refusal.reason,
    }


class Inventory(Sequence[SourceEntry]):
    """An inventory file, read a thousand entries at a time. Use it as a context manager."""

    def __init__(self, path: Path) -> None:
        self._file = pa.memory_map(str(path), "rb")
        self._reader = pa.ipc.open_file(self._file)
        batches = self._reader.num_record_batches
        self._length = (batches - 1) * _ROWS + self._reader.get_batch(batches - 1).num_rows if batches else 0
        self._cached: tuple[int, list[SourceEntry]] = (-1, [])

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, index: int) -> SourceEntry: ...
    @overload
    def __getitem__(self, index: slice) -> list[SourceEntry]: ...
    def __getitem__(self, index: int | slice) -> SourceEntry | list[SourceEntry]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(self._length))]
        dense = range(self._length)[index]
        return self._batch(dense // _ROWS)[dense % _ROWS]

    def close(self) -> None:
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def _batch(self, number: int) -> list[SourceEntry]:
        if self._cached[0] != number:
            rows = self._reader.get_batch(number).to_pylist()
            self._cached = (number, [_entry(number * _ROWS + i, row) for i, row in enumerate(rows)])
        return self._cached[1]


def _entry(index: int, row: dict[str, Any]) -> SourceEntry:
    return SourceEntry(
        index,
        row["name"],
        row["size"],
        uri=row["uri"],
        label=row["label"],
        metadata=None if row["metadata"] is None else json.loads(row["metadata"]),
        refusal=None if row["fault"] is None else Refusal(EntryFault(row["fault"]), row["reason"]),
    )
