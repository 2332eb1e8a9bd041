"""Tar archives, plain (read at random) and gzipped (one stream: read forward, started again to go back)."""

import os
import zlib
from array import array
from pathlib import Path
from typing import BinaryIO

from worker.ingest.contents import Archive
from worker.ingest.limits import ArchiveLimits
from worker.ingest.listing import Listing, too_large_in_total
from worker.ingest.outcomes import ArchiveFault, ArchiveRefused
from worker.ingest.tar_headers import Stream, TarReader, cut_off

_CHUNK = 1 << 18
# Tools that compress in parallel write one gzip member per block of 64 KiB or more; far more members only
# burn time.
_SMALLEST_MEMBER = 1 << 10
_FREE_MEMBERS = 1000
_GZIP_WINDOW = zlib.MAX_WBITS | 16


class PlainStream:
    """A tar file as it lies on disk; skipping is free."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._length = file.seek(0, os.SEEK_END)
        file.seek(0)
        self.position = 0

    def read(self, size: int) -> bytes:
        """Up to `size` bytes; fewer only at the end."""
        self._file.seek(self.position)
        data = self._file.read(size)
        self.position += len(data)
        return data

    def skip(self, size: int) -> None:
        """Go forward. Raises ArchiveRefused past the end."""
        if self.position + size > self._length:
            raise cut_off()
        self.position += size


class GzipStream:
    """The decompressed bytes of a gzip file (RFC 1952), counted as they appear.

    Raises ArchiveRefused when the file is cut off or damaged, unpacks to more than the limits allow, or
    consists of mostly empty gzip members.
    """

    def __init__(self, file: BinaryIO, limits: ArchiveLimits) -> None:
        file.seek(0)
        self._file = file
        self._limits = limits
        self._inflater = zlib.decompressobj(_GZIP_WINDOW)
        self._compressed = b""
        self._at_member_start = True
        self._members = 1
        self._ready = memoryview(b"")
        self._made = 0
        self.position = 0

    def read(self, size: int) -> bytes:
        """Up to `size` bytes; fewer only at the end."""
        pieces = []
        while size and (piece := self._take(size)):
            pieces.append(piece)
            size -= len(piece)
        return b"".join(pieces)

    def skip(self, size: int) -> None:
        """Go forward. Raises ArchiveRefused past the end."""
        while size:
            piece = self._take(size)
            if not piece:
                raise cut_off()
            size -= len(piece)

    def _take(self, size: int) -> memoryview:
        """Between 1 and `size` bytes, none at the end of the file."""
        if not self._ready:
            self._ready = memoryview(self._inflate())
        piece, self._ready = self._ready[:size], self._ready[size:]
        self.position += len(piece)
        return piece

    def _inflate(self) -> bytes:
        """The next decompressed bytes, at most one chunk; none at the end of the file."""
        while True:
            if self._inflater.eof:
                self._start_member()
            self._compressed = self._compressed or self._file.read(_CHUNK)
            if not self._compressed:
                if self._at_member_start:
                    return b""
                raise cut_off()
            try:
                piece = self._inflater.decompress(self._compressed, _CHUNK)
            except zlib.error:
                raise ArchiveRefused(ArchiveFault.DAMAGED, "the gzip data is damaged") from None
            self._at_member_start = False
            self._compressed = self._inflater.unused_data or self._inflater.unconsumed_tail
            if piece:
                self._made += len(piece)
                self._check_size()
                return piece

    def _start_member(self) -> None:
        self._inflater = zlib.decompressobj(_GZIP_WINDOW)
        self._at_member_start = True
        self._members += 1
        if self._members > _FREE_MEMBERS + self._made // _SMALLEST_MEMBER:
            raise ArchiveRefused(ArchiveFault.DAMAGED, "the gzip file consists of too many tiny pieces")

    def _check_size(self) -> None:
        limits = self._limits
        if self._made > limits.max_total_bytes:
            raise too_large_in_total(limits)
        if self._made > limits.ratio_threshold_bytes and self._made > limits.max_ratio * self._file.tell():
            raise ArchiveRefused(
                ArchiveFault.COMPRESSION_RATIO,
                f"the archive unpacks to more than {limits.max_ratio} times its size",
            )


class TarArchive(Archive):
    """A tar file, gzipped or not. Opening it walks through all of it once; in a gzipped one that decompresses all."""

    def __init__(self, path: Path, limits: ArchiveLimits, *, gzipped: bool) -> None:
        """Read every header. Raises ArchiveRefused."""
        self.format = "tar.gz" if gzipped else "tar"
        self._gzipped = gzipped
        self._limits = limits
        self._file = path.open("rb")
        self._offsets = array("Q")
        try:
            super().__init__(self._scan())
            self._stream = self._new_stream()
        except BaseException:
            self._file.close()
            raise

    def close(self) -> None:
        self._file.close()

    def _scan(self) -> Listing:
        listing = Listing(self._limits)
        for member in TarReader(self._new_stream(), self._limits).members():
            listing.count_member()
            if (
                member is not None
                and not member.is_folder
                and listing.add(member.raw_name, member.size, member.refusal)
            ):
                self._offsets.append(member.offset)
        listing.close()
        return listing

    def _content(self, index: int) -> bytes:
        offset = self._offsets[index]
        if offset < self._stream.position:
            self._stream = self._new_stream()
        self._stream.skip(offset - self._stream.position)
        return self._stream.read(self.entries[index].size)

    def _new_stream(self) -> Stream:
        return GzipStream(self._file, self._limits) if self._gzipped else PlainStream(self._file)
