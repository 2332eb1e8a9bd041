"""Small text files out of a zip archive, read with the strict reader of ingestion and bounded like its images."""

import os
import stat
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from store.limits import ANNOTATION_ARCHIVE_BYTES, MIB
from worker.annotations.records import MAX_LINE_BYTES, FileRefused, Invalid
from worker.ingest.limits import ArchiveLimits
from worker.ingest.names import clean_name, decode_name
from worker.ingest.outcomes import ArchiveRefused
from worker.ingest.zip_directory import CentralRecord, find_directory, locate_data, read_directory

_STORED, _DEFLATED = 0, 8
_MAX_ENTRIES = 1_000_000
_MAX_TOTAL_BYTES = ANNOTATION_ARCHIVE_BYTES


@dataclass(frozen=True, slots=True)
class TextEntry:
    """One file of the archive. `reason` says why it cannot be read, if it cannot."""

    line: int
    """Its place in the archive, from 1."""
    name: str
    size: int
    reason: str | None
    offset: int
    compressed_size: int
    crc: int
    deflated: bool


class TextZip:
    """A zip archive of texts of at most 8 MiB each. Folders are left out."""

    def __init__(self, path: Path) -> None:
        """Raises FileRefused for what is no zip archive or could be read in two ways."""
        self._file = path.open("rb")
        try:
            self.entries = list(self._scan())
        except ArchiveRefused as refused:
            self._file.close()
            raise FileRefused(refused.reason) from refused
        except BaseException:
            self._file.close()
            raise
        self.by_name = {entry.name: entry for entry in reversed(self.entries)}

    def read(self, entry: TextEntry) -> bytes:
        """The contents. Raises Invalid."""
        if entry.reason is not None:
            raise Invalid("", entry.reason)
        raw = os.pread(self._file.fileno(), entry.compressed_size, entry.offset)
        content = _inflate(raw, entry.size) if entry.deflated else raw
        if len(content) != entry.size or zlib.crc32(content) != entry.crc:
            raise Invalid("", "The file is not what the archive says: its size or checksum is wrong.")
        return content

    def close(self) -> None:
        self._file.close()

    def _scan(self) -> Iterator[TextEntry]:
        place = find_directory(self._file, ArchiveLimits(max_entries=_MAX_ENTRIES))
        total = 0
        for line, record in enumerate(read_directory(self._file, place), 1):
            offset = locate_data(self._file.fileno(), record)
            if record.raw_name.endswith(b"/") or stat.S_ISDIR(record.unix_mode):
                continue
            total += record.size
            if total > _MAX_TOTAL_BYTES:
                raise FileRefused(f"the archive unpacks to more than {_MAX_TOTAL_BYTES // MIB} MiB")
            name, reason = _judged(record)
            yield TextEntry(
                line, name, record.size, reason, offset, record.compressed_size, record.crc, record.method == _DEFLATED
            )


def _judged(record: CentralRecord) -> tuple[str, str | None]:
    """(name, why the entry cannot be read)."""
    decoded = decode_name(record.raw_name, legacy_encoding=None if record.name_is_utf8 else "cp437")
    name = clean_name(decoded, 1024) if isinstance(decoded, str) else decoded
    if not isinstance(name, str):
        return record.raw_name[:200].decode("ascii", "backslashreplace"), f"{name.reason.capitalize()}."
    if record.is_encrypted:
        return name, "The file is encrypted."
    if stat.S_IFMT(record.unix_mode) not in (0, stat.S_IFREG):
        return name, "The entry is no regular file."
    if record.method not in (_STORED, _DEFLATED):
        return name, f"Compression method {record.method} is not read; use deflate or store."
    if record.size > MAX_LINE_BYTES or record.compressed_size > MAX_LINE_BYTES + MIB:
        return name, f"The file is larger than {MAX_LINE_BYTES // MIB} MiB."
    return name, None


def _inflate(raw: bytes, size: int) -> bytes:
    """Undo deflate, making at most one byte more than `size`: the declared size is a claim, not a fact."""
    try:
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(raw, size + 1)
    except zlib.error as error:
        raise Invalid("", "The compressed data of the file is damaged.") from error
