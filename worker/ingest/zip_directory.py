"""The records of a zip file (PKWARE APPNOTE 6.3), read strictly: whatever two readers could read differently
is refused.

A zip file describes every entry twice, in front of its data and in a central directory at the end, and finds
the directory by searching backwards. Lenient readers choose silently; attacks live in the differences
(overlapping entries that unpack to petabytes, contents that a scanner does not see). Here both descriptions
have to agree.
"""

import os
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, NoReturn

from worker.ingest.limits import ArchiveLimits
from worker.ingest.listing import too_many_entries
from worker.ingest.outcomes import ArchiveFault, ArchiveRefused

LOCAL_SIGNATURE = b"PK\x03\x04"
EMPTY_ZIP_SIGNATURE = b"PK\x05\x06"

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_END64_LOCATOR = struct.Struct("<4sIQI")
_END64 = struct.Struct("<4sQ2H2I4Q")
_MAX_COMMENT = 0xFFFF
_FULL16 = 0xFFFF
_FULL32 = 0xFFFFFFFF
_ZIP64_EXTRA = 0x0001
_FLAG_ENCRYPTED = 0x0001
_FLAG_SIZES_FOLLOW = 0x0008
_FLAG_STRONG_ENCRYPTION = 0x0040
_FLAG_UTF8 = 0x0800
_FLAG_MASKED_HEADER = 0x2000


@dataclass(frozen=True, slots=True)
class CentralRecord:
    """One entry as the central directory describes it."""

    raw_name: bytes
    flags: int
    method: int
    crc: int
    compressed_size: int
    size: int
    local_offset: int
    unix_mode: int
    """File type and permissions, 0 where the archive was not made on a Unix system."""

    @property
    def is_encrypted(self) -> bool:
        return bool(self.flags & (_FLAG_ENCRYPTED | _FLAG_STRONG_ENCRYPTION | _FLAG_MASKED_HEADER))

    @property
    def name_is_utf8(self) -> bool:
        return bool(self.flags & _FLAG_UTF8)


@dataclass(frozen=True, slots=True)
class DirectoryPlace:
    """Where the central directory lies in the file, in bytes, and how many records it claims."""

    offset: int
    size: int
    records: int


def has_end_record(file: BinaryIO) -> bool:
    """Whether a zip reader would find a central directory in `file`, whatever the file starts with."""
    return bool(_end_candidates(file)[1])


def find_directory(file: BinaryIO, limits: ArchiveLimits) -> DirectoryPlace:
    """Locate the central directory. Raises ArchiveRefused where there is none, or more than one could be meant."""
    tail_offset, candidates, tail = _end_candidates(file)
    if not candidates:
        raise ArchiveRefused(ArchiveFault.TRUNCATED, "the zip file is cut off: its directory at the end is missing")
    if len(candidates) > 1:
        raise ArchiveRefused(ArchiveFault.AMBIGUOUS, "the zip file has more than one end record")
    _, disk, directory_disk, disk_records, records, size, offset, _ = _END.unpack_from(tail, candidates[0])
    end = tail_offset + candidates[0]
    place = DirectoryPlace(offset, size, records)
    if disk or directory_disk or disk_records != records:
        raise ArchiveRefused(ArchiveFault.UNSUPPORTED_FORMAT, "the zip file is one part of several; join them first")
    if (zip64 := _find_directory64(file, end)) is not None:
        end, place64 = zip64
        _require_same(place, place64)
        place = place64
    if place.offset + place.size != end:
        raise ArchiveRefused(
            ArchiveFault.AMBIGUOUS, "the zip file has foreign bytes in front of it or behind its directory"
        )
    if place.records > limits.max_entries:
        raise too_many_entries(limits)
    return place


def read_directory(file: BinaryIO, place: DirectoryPlace) -> Iterator[CentralRecord]:
    """Yield every record of the central directory in order. Raises ArchiveRefused if it is damaged."""
    file.seek(place.offset)
    left = place.size
    for _ in range(place.records):
        fixed = file.read(_CENTRAL.size)
        if len(fixed) < _CENTRAL.size or not fixed.startswith(b"PK\x01\x02"):
            _damaged("the directory of the zip file is damaged")
        # signature, versions made and needed, flags, method, time and date, then what matters
        (
            _,
            made_by,
            _,
            flags,
            method,
            _,
            _,
            crc,
            compressed,
            size,
            n_name,
            n_extra,
            n_comment,
            disk,
            _,
            mode,
            offset,
        ) = _CENTRAL.unpack(fixed)
        left -= _CENTRAL.size + n_name + n_extra + n_comment
        name, extra = file.read(n_name), file.read(n_extra)
        if left < 0 or len(extra) < n_extra or len(file.read(n_comment)) < n_comment:
            _damaged("the directory of the zip file is damaged")
        if _FULL32 in (compressed, size, offset) or disk == _FULL16:
            size, compressed, offset = _widen(extra, size, compressed, offset)
        if offset >= place.offset:
            _damaged("an entry of the zip file does not start where the directory says")
        if offset + compressed > place.offset:
            raise ArchiveRefused(ArchiveFault.OVERLAP, "an entry of the zip file reaches into its directory")
        made_on_unix = made_by >> 8 in (3, 19)
        yield CentralRecord(
            name, flags, method, crc, compressed, size, offset, (mode >> 16) & 0xFFFF if made_on_unix else 0
        )
    if left:
        raise ArchiveRefused(ArchiveFault.CONTRADICTION, "the directory of the zip file has more records than it says")


def locate_data(descriptor: int, record: CentralRecord) -> int:
    """Offset of an entry's data. Raises ArchiveRefused if the header in front of it tells another story."""
    fixed = os.pread(descriptor, _LOCAL.size + len(record.raw_name), record.local_offset)
    if len(fixed) < _LOCAL.size or not fixed.startswith(LOCAL_SIGNATURE):
        _damaged("an entry of the zip file does not start where the directory says")
    _, _, flags, method, _, _, crc, compressed, size, n_name, n_extra = _LOCAL.unpack_from(fixed)
    same = (
        n_name == len(record.raw_name)
        and fixed[_LOCAL.size :] == record.raw_name
        and method == record.method
        and (flags ^ record.flags) & (_FLAG_ENCRYPTED | _FLAG_UTF8) == 0
    )
    # With sizes behind the data the local fields are unset, and saturated ones stand in the zip64 field.
    if not flags & _FLAG_SIZES_FOLLOW:
        same = same and crc == record.crc
        same = same and compressed in (record.compressed_size, _FULL32) and size in (record.size, _FULL32)
    if not same:
        raise ArchiveRefused(
            ArchiveFault.CONTRADICTION,
            "the zip file describes an entry differently in two places; pack it again",
        )
    return record.local_offset + _LOCAL.size + len(record.raw_name) + int(n_extra)


def _end_candidates(file: BinaryIO) -> tuple[int, list[int], bytes]:
    """(offset of the tail, where end records lie in it whose comment reaches the end of the file, the tail)."""
    length = file.seek(0, os.SEEK_END)
    offset = max(0, length - _END.size - _MAX_COMMENT)
    file.seek(offset)
    tail = file.read()
    candidates = []
    position = tail.find(EMPTY_ZIP_SIGNATURE)
    while position >= 0:
        if position + _END.size <= len(tail):
            comment = _END.unpack_from(tail, position)[-1]
            if position + _END.size + comment == len(tail):
                candidates.append(position)
        position = tail.find(EMPTY_ZIP_SIGNATURE, position + 1)
    return offset, candidates, tail


def _find_directory64(file: BinaryIO, end: int) -> tuple[int, DirectoryPlace] | None:
    """(offset of the zip64 end record, its contents), None without one. It must lie right before its locator."""
    locator_offset = end - _END64_LOCATOR.size
    record_offset = locator_offset - _END64.size
    if locator_offset < 0:
        return None
    file.seek(locator_offset)
    signature, _, claimed_offset, disks = _END64_LOCATOR.unpack(file.read(_END64_LOCATOR.size))
    if signature != b"PK\x06\x07":
        return None
    if record_offset < 0 or claimed_offset != record_offset or disks > 1:
        raise ArchiveRefused(ArchiveFault.CONTRADICTION, "the zip64 records of the file do not fit together")
    file.seek(record_offset)
    record = _END64.unpack(file.read(_END64.size))
    signature, length, _, _, disk, directory_disk, disk_records, records, size, offset = record
    if signature != b"PK\x06\x06" or length != _END64.size - 12 or disk or directory_disk or disk_records != records:
        raise ArchiveRefused(ArchiveFault.CONTRADICTION, "the zip64 records of the file do not fit together")
    return record_offset, DirectoryPlace(offset, size, records)


def _require_same(place: DirectoryPlace, place64: DirectoryPlace) -> None:
    if not (
        place.offset in (place64.offset, _FULL32)
        and place.size in (place64.size, _FULL32)
        and place.records in (place64.records, _FULL16)
    ):
        raise ArchiveRefused(ArchiveFault.CONTRADICTION, "the two end records of the zip file disagree")


def _widen(extra: bytes, size: int, compressed: int, offset: int) -> tuple[int, int, int]:
    """Replace saturated 32-bit fields by the zip64 extra field, which holds just those, in this order."""
    fields = [body for kind, body in _extra_fields(extra) if kind == _ZIP64_EXTRA]
    if len(fields) != 1:
        _damaged("an entry of the zip file has no usable zip64 field")
    values = iter(struct.unpack(f"<{len(fields[0]) // 8}Q", fields[0][: len(fields[0]) // 8 * 8]))
    try:
        size = next(values) if size == _FULL32 else size
        compressed = next(values) if compressed == _FULL32 else compressed
        offset = next(values) if offset == _FULL32 else offset
    except StopIteration:
        _damaged("an entry of the zip file has no usable zip64 field")
    return size, compressed, offset


def _extra_fields(extra: bytes) -> Iterator[tuple[int, bytes]]:
    position = 0
    while position + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, position)
        yield kind, extra[position + 4 : position + 4 + length]
        position += 4 + length


def _damaged(reason: str) -> NoReturn:
    raise ArchiveRefused(ArchiveFault.DAMAGED, reason)
