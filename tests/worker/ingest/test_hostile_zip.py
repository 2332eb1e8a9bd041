"""Zip files made to deceive. Every case says what becomes of the entries, the good neighbours included."""

import struct

import pytest

from tests.hostile_files import ENTRIES, FIRST, NAMES, UTF8, Hostile
from tests.worker.ingest.archives import (
    GOOD_JPEG,
    GOOD_PNG,
    MODE_FOLDER,
    ZipEntry,
    deflate,
    make_tar,
    make_zip,
    tar_member,
)
from tests.worker.ingest.conftest import SMALL_LIMITS, Ingest, outcome
from worker.ingest.outcomes import ArchiveFault, ArchiveRefused

LAST = ZipEntry("dogs/last.png", GOOD_PNG, method=0)
SIZES_FOLLOW = 0x8


@pytest.mark.parametrize("row", NAMES.values(), ids=NAMES)
def test_unsafe_names(ingest: Ingest, row: Hostile) -> None:
    reports = ingest(make_zip(FIRST, row.entry, LAST))
    assert [outcome(report) for report in reports] == ["ok", "unsafe_name", "ok"]
    shown = reports[1].entry.name
    assert shown.isascii()
    assert shown.isprintable()
    assert len(shown) <= SMALL_LIMITS.max_name_bytes


@pytest.mark.parametrize(
    "name",
    ["__MACOSX/cats/._first.jpg", ".DS_Store", "a/Thumbs.db", ".git/x.jpg", "a/.hidden.jpg", "DESKTOP.INI"],
)
def test_clutter_is_skipped(ingest: Ingest, name: str) -> None:
    reports = ingest(make_zip(FIRST, ZipEntry(name), LAST))
    assert [(r.entry.index, r.entry.name) for r in reports] == [(0, "cats/first.jpg"), (1, "dogs/last.png")]


@pytest.mark.parametrize("folder", [ZipEntry("a/b/", b"", method=0), ZipEntry("a", b"", method=0, mode=MODE_FOLDER)])
def test_folders_are_skipped(ingest: Ingest, folder: ZipEntry) -> None:
    assert [outcome(report) for report in ingest(make_zip(FIRST, folder, LAST))] == ["ok", "ok"]


@pytest.mark.parametrize("row", ENTRIES.values(), ids=ENTRIES)
def test_bad_entries_lose_only_themselves(ingest: Ingest, row: Hostile) -> None:
    reports = ingest(make_zip(FIRST, row.entry, LAST))
    assert [outcome(report) for report in reports] == ["ok", row.outcome, "ok"]
    assert [report.data for report in reports] == [GOOD_JPEG, None, GOOD_PNG]


def test_a_bomb_is_refused_by_its_ratio(ingest: Ingest) -> None:
    reports = ingest(make_zip(FIRST, ZipEntry("x.bmp", bytes(1 << 19)), LAST))
    assert [outcome(report) for report in reports] == ["ok", "compression_ratio", "ok"]


def zip64_extra(*values: int) -> bytes:
    return struct.pack(f"<2H{len(values)}Q", 1, 8 * len(values), *values)


def test_zip64_fields_are_read(ingest: Ingest) -> None:
    size, packed = len(GOOD_JPEG), len(deflate(GOOD_JPEG))
    wide = ZipEntry("x.jpg", size=0xFFFFFFFF, compressed_size=0xFFFFFFFF, extra=zip64_extra(size, packed))
    assert [outcome(report) for report in ingest(make_zip(FIRST, wide, LAST))] == ["ok", "ok", "ok"]


def test_sizes_behind_the_data_are_read(ingest: Ingest) -> None:
    streamed = ZipEntry(
        "x.jpg",
        flags=SIZES_FOLLOW,
        raw=deflate(GOOD_JPEG) + b"PK\x07\x08" + bytes(12),
        compressed_size=len(deflate(GOOD_JPEG)),
        local={"crc": 0, "size": 0, "compressed_size": 0},
    )
    assert [outcome(report) for report in ingest(make_zip(FIRST, streamed, LAST))] == ["ok", "ok", "ok"]


def quoted_overlap() -> bytes:
    """Two records share one entry's bytes: the idea behind zip bombs without nesting."""
    return make_zip(FIRST, ZipEntry("cats/first.jpg", GOOD_JPEG, offset=0), LAST)


def zip64_end(offset_error: int = 0, records: int = 2) -> bytes:
    plain = make_zip(FIRST, LAST)
    size, start = struct.unpack_from("<2I", plain, len(plain) - 10)
    record = struct.pack("<4sQ2H2I4Q", b"PK\6\6", 44, 45, 45, 0, 0, records, records, size, start)
    locator = struct.pack("<4sIQI", b"PK\6\7", 0, start + size + offset_error, 1)
    return plain[:-22] + record + locator + plain[-22:]


def patched(data: bytes, old: bytes, new: bytes) -> bytes:
    assert data.count(old) == 1
    return data.replace(old, new)


WHOLE: dict[str, tuple[bytes, ArchiveFault]] = {
    "no-entries": (make_zip(), ArchiveFault.EMPTY),
    "only-folders-and-clutter": (make_zip(ZipEntry("a/", b""), ZipEntry(".DS_Store")), ArchiveFault.EMPTY),
    "all-encrypted": (make_zip(ZipEntry("a.jpg", flags=1), ZipEntry("b.jpg", flags=1)), ArchiveFault.ENCRYPTED),
    "cut-off": (make_zip(FIRST, LAST)[:-30], ArchiveFault.TRUNCATED),
    "cut-off-in-the-first-entry": (make_zip(FIRST, LAST)[:100], ArchiveFault.TRUNCATED),
    "junk-behind": (make_zip(FIRST, LAST, suffix=b"junk"), ArchiveFault.TRUNCATED),
    "junk-in-front": (make_zip(FIRST, LAST, prefix=b"#!/bin/sh\nexit\n"), ArchiveFault.AMBIGUOUS),
    "zip-in-front-of-a-zip": (make_zip(FIRST, prefix=make_zip(LAST)), ArchiveFault.AMBIGUOUS),
    "gap-before-the-end-record": (make_zip(FIRST, LAST, before_end=bytes(50)), ArchiveFault.AMBIGUOUS),
    "two-end-records": (make_zip(FIRST, LAST, comment=make_zip(FIRST)), ArchiveFault.AMBIGUOUS),
    "overlapping-entries": (quoted_overlap(), ArchiveFault.OVERLAP),
    "entry-reaches-into-the-directory": (
        make_zip(FIRST, ZipEntry("x.jpg", raw=b"", compressed_size=len(GOOD_JPEG))),
        ArchiveFault.OVERLAP,
    ),
    "other-name-in-the-local-header": (
        make_zip(FIRST, ZipEntry("safe.jpg", local={"name": b"evil.php"}), LAST),
        ArchiveFault.CONTRADICTION,
    ),
    "longer-name-in-the-local-header": (
        make_zip(FIRST, ZipEntry("safe.jpg", local={"name": b"../../evil.php"}), LAST),
        ArchiveFault.CONTRADICTION,
    ),
    "other-method-in-the-local-header": (
        make_zip(FIRST, ZipEntry("x.jpg", local={"method": 0}), LAST),
        ArchiveFault.CONTRADICTION,
    ),
    "other-size-in-the-local-header": (
        make_zip(FIRST, ZipEntry("x.jpg", local={"size": 7}), LAST),
        ArchiveFault.CONTRADICTION,
    ),
    "other-crc-in-the-local-header": (
        make_zip(FIRST, ZipEntry("x.jpg", local={"crc": 7}), LAST),
        ArchiveFault.CONTRADICTION,
    ),
    "encrypted-only-in-the-local-header": (
        make_zip(FIRST, ZipEntry("x.jpg", local={"flags": 1}), LAST),
        ArchiveFault.CONTRADICTION,
    ),
    "local-header-outside-the-file": (
        make_zip(FIRST, ZipEntry("x.jpg", offset=1 << 30), LAST),
        ArchiveFault.DAMAGED,
    ),
    "local-header-inside-data": (make_zip(FIRST, ZipEntry("x.jpg", offset=5), LAST), ArchiveFault.DAMAGED),
    "fewer-records-than-claimed": (make_zip(FIRST, LAST, records=3), ArchiveFault.DAMAGED),
    "more-records-than-claimed": (make_zip(FIRST, LAST, records=1), ArchiveFault.CONTRADICTION),
    "damaged-directory": (patched(make_zip(FIRST), b"PK\1\2", b"PK\1\0"), ArchiveFault.DAMAGED),
    "directory-elsewhere": (make_zip(FIRST, LAST, directory_offset=0), ArchiveFault.AMBIGUOUS),
    "zip64-record-elsewhere": (zip64_end(offset_error=-1), ArchiveFault.CONTRADICTION),
    "zip64-record-disagrees": (zip64_end(records=1), ArchiveFault.CONTRADICTION),
    "saturated-size-without-zip64": (
        make_zip(FIRST, ZipEntry("x.jpg", size=0xFFFFFFFF), LAST),
        ArchiveFault.DAMAGED,
    ),
    "offset-near-2-to-the-64": (
        make_zip(FIRST, ZipEntry("x.jpg", offset=0xFFFFFFFF, extra=zip64_extra(2**64 - 1)), LAST),
        ArchiveFault.DAMAGED,
    ),
    "compressed-size-near-2-to-the-64": (
        make_zip(FIRST, ZipEntry("x.jpg", compressed_size=0xFFFFFFFF, extra=zip64_extra(2**64 - 1)), LAST),
        ArchiveFault.OVERLAP,
    ),
    "two-zip64-fields": (
        make_zip(FIRST, ZipEntry("x.jpg", size=0xFFFFFFFF, extra=zip64_extra(9) + zip64_extra(8)), LAST),
        ArchiveFault.DAMAGED,
    ),
    "claims-too-many-entries": (make_zip(FIRST, records=41), ArchiveFault.TOO_MANY_ENTRIES),
    "too-many-entries": (
        make_zip(*(ZipEntry(f"{i}.jpg", b"x", method=0) for i in range(41))),
        ArchiveFault.TOO_MANY_ENTRIES,
    ),
    "too-large-in-total": (
        make_zip(*(ZipEntry(f"{i}.bmp", bytes(1 << 18)) for i in range(13))),
        ArchiveFault.TOO_LARGE,
    ),
    "several-disks": (
        patched(make_zip(FIRST), b"PK\5\6\0\0\0\0\1\0\1\0", b"PK\5\6\1\0\1\0\1\0\1\0"),
        ArchiveFault.UNSUPPORTED_FORMAT,
    ),
    "zip-and-tar": (
        make_tar(tar_member("a.jpg"), end=bytes(1024) + make_zip(FIRST)),
        ArchiveFault.AMBIGUOUS,
    ),
    "zip-that-is-also-a-tar-header": (
        make_tar(tar_member(b"PK\3\4", GOOD_JPEG), end=make_zip(FIRST)),
        ArchiveFault.AMBIGUOUS,
    ),
}


@pytest.mark.parametrize(("upload", "fault"), WHOLE.values(), ids=WHOLE)
def test_whole_archive_is_refused(ingest: Ingest, upload: bytes, fault: ArchiveFault) -> None:
    with pytest.raises(ArchiveRefused) as refused:
        ingest(upload)
    assert refused.value.fault == fault
    assert refused.value.reason.isprintable()


def test_a_consistent_zip64_end_record_is_read(ingest: Ingest) -> None:
    assert [outcome(report) for report in ingest(zip64_end())] == ["ok", "ok"]


def test_legacy_names_are_cp437(ingest: Ingest) -> None:
    reports = ingest(make_zip(ZipEntry("Käse.jpg".encode("cp437"), flags=0), LAST))
    assert reports[0].entry.name == "Käse.jpg"


def test_names_are_composed(ingest: Ingest) -> None:
    reports = ingest(make_zip(ZipEntry("./cafe\u0301//x.jpg", flags=UTF8), LAST))
    assert reports[0].entry.name == "caf\u00e9/x.jpg"
