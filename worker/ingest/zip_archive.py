"""Zip archives, read at random: any range of entries costs only its own bytes."""

import os
import stat
import zlib
from array import array
from pathlib import Path

import numpy as np

from worker.ingest.contents import Archive
from worker.ingest.limits import ArchiveLimits
from worker.ingest.listing import Listing, too_large
from worker.ingest.outcomes import ArchiveFault, ArchiveRefused, EntryFault, Refusal
from worker.ingest.zip_directory import CentralRecord, find_directory, locate_data, read_directory

_STORED = 0
_DEFLATED = 8


class ZipArchive(Archive):
    """A zip file of stored or deflated entries, at most 16 EiB (zip64)."""

    format = "zip"

    def __init__(self, path: Path, limits: ArchiveLimits) -> None:
        """Read and cross-check every record. Raises ArchiveRefused."""
        self._limits = limits
        self._file = path.open("rb")
        self._offsets, self._compressed_sizes = array("Q"), array("Q")
        self._crcs, self._methods = array("L"), array("B")
        try:
            super().__init__(self._scan())
        except BaseException:
            self._file.close()
            raise

    def close(self) -> None:
        self._file.close()

    def _scan(self) -> Listing:
        listing = Listing(self._limits)
        place = find_directory(self._file, self._limits)
        starts, ends = array("Q"), array("Q")
        for record in read_directory(self._file, place):
            listing.count_member()
            data_offset = locate_data(self._file.fileno(), record)
            starts.append(record.local_offset)
            ends.append(data_offset + record.compressed_size)
            if record.raw_name.endswith(b"/") or stat.S_ISDIR(record.unix_mode):
                continue
            encoding = None if record.name_is_utf8 else "cp437"
            if listing.add(record.raw_name, record.size, self._judge(record), legacy_encoding=encoding):
                self._offsets.append(data_offset)
                self._compressed_sizes.append(record.compressed_size)
                self._crcs.append(record.crc)
                self._methods.append(min(record.method, 0xFF))
        _refuse_overlaps(starts, ends, place.offset)
        listing.close()
        return listing

    def _judge(self, record: CentralRecord) -> Refusal | None:
        if stat.S_ISLNK(record.unix_mode):
            return Refusal(EntryFault.LINK, "the entry is a symbolic link")
        if stat.S_IFMT(record.unix_mode) not in (0, stat.S_IFREG):
            return Refusal(EntryFault.SPECIAL_FILE, "the entry is a device, pipe or socket")
        if record.is_encrypted:
            return Refusal(EntryFault.ENCRYPTED, "the entry is encrypted")
        if record.method not in (_STORED, _DEFLATED):
            return Refusal(
                EntryFault.COMPRESSION_METHOD,
                f"compression method {record.method} is not read; use deflate or store",
            )
        if record.method == _STORED and record.compressed_size != record.size:
            return Refusal(EntryFault.WRONG_SIZE, "the entry is not as large as the archive says")
        # Incompressible data grows by a few bytes per 16 KiB block; more is padding that only costs memory.
        if max(record.size, record.compressed_size - record.compressed_size // 64) > self._limits.max_entry_bytes:
            return too_large(self._limits)
        if (
            record.size > self._limits.ratio_threshold_bytes
            and record.size > self._limits.max_ratio * record.compressed_size
        ):
            return Refusal(
                EntryFault.COMPRESSION_RATIO,
                f"the entry unpacks to more than {self._limits.max_ratio} times its size",
            )
        return None

    def _content(self, index: int) -> bytes | Refusal:
        size = self.entries[index].size
        raw = os.pread(self._file.fileno(), self._compressed_sizes[index], self._offsets[index])
        content = raw if self._methods[index] == _STORED else _inflate(raw, size)
        if isinstance(content, bytes) and zlib.crc32(content) != self._crcs[index]:
            return Refusal(EntryFault.CHECKSUM, "the checksum of the entry is wrong")
        return content


def _inflate(raw: bytes, size: int) -> bytes | Refusal:
    """Undo deflate, making at most one byte more than `size`: the declared size is a claim, not a fact."""
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        content = inflater.decompress(raw, size + 1)
    except zlib.error:
        return Refusal(EntryFault.DAMAGED, "the compressed data of the entry is damaged")
    if len(content) != size or inflater.unused_data:
        return Refusal(EntryFault.WRONG_SIZE, "the entry is not as large as the archive says")
    if not inflater.eof:
        # Everything is out, only the end marker may be missing from what was fed in so far.
        return Refusal(EntryFault.DAMAGED, "the compressed data of the entry is cut off")
    return content


def _refuse_overlaps(starts: "array[int]", ends: "array[int]", directory_offset: int) -> None:
    """Raise ArchiveRefused if entries share bytes: that is how a small file unpacks to petabytes (CVE-2024-0450)."""
    if not starts:
        return
    first, last = np.frombuffer(starts, dtype=np.uint64), np.frombuffer(ends, dtype=np.uint64)
    order = np.argsort(first, kind="stable")
    if (last[order][:-1] > first[order][1:]).any() or int(last.max()) > directory_offset:
        raise ArchiveRefused(ArchiveFault.OVERLAP, "entries of the zip file overlap; pack it again")
