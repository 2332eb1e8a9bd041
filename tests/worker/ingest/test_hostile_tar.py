"""Tar files made to deceive, plain and gzipped."""

import io
import tarfile

import pytest

from tests.worker.ingest.archives import (
    GOOD_JPEG,
    GOOD_PNG,
    ZipEntry,
    gzip_member,
    make_tar,
    make_zip,
    pad,
    pax,
    tar_member,
)
from tests.worker.ingest.conftest import SMALL_LIMITS, Ingest, outcome
from worker.ingest.outcomes import ArchiveFault, ArchiveRefused

FIRST = tar_member("cats/first.jpg", GOOD_JPEG)
LAST = tar_member("dogs/last.png", GOOD_PNG)
LARGE = bytes(SMALL_LIMITS.max_entry_bytes + 1)

MEMBERS: dict[str, tuple[bytes, list[str]]] = {
    "parent": (tar_member("../up.jpg"), ["unsafe_name"]),
    "absolute": (tar_member("/etc/x.jpg"), ["unsafe_name"]),
    "backslash": (tar_member("..\\up.jpg"), ["unsafe_name"]),
    "parent-in-the-ustar-prefix": (tar_member("up.jpg", prefix=b"../.."), ["unsafe_name"]),
    "invalid-utf8": (tar_member(b"a\xfe.jpg"), ["unsafe_name"]),
    "newline": (tar_member("a\nb.jpg"), ["unsafe_name"]),
    "gnu-long-name-parent": (
        tar_member("././@LongLink", b"x/" * 60 + b"../../" * 70 + b"x.jpg\0", kind=b"L") + tar_member("x.jpg"),
        ["unsafe_name"],
    ),
    "pax-path-parent": (pax(path=b"../up.jpg") + tar_member("safe.jpg"), ["unsafe_name"]),
    "pax-path-nul": (pax(path=b"a\0.jpg") + tar_member("safe.jpg"), ["unsafe_name"]),
    "pax-path-long": (pax(path=b"d/" * 300 + b"x.jpg") + tar_member("safe.jpg"), ["unsafe_name"]),
    "symlink": (tar_member("l.jpg", b"", kind=b"2", link=b"/etc/passwd"), ["link"]),
    "hardlink": (tar_member("l.jpg", b"", kind=b"1", link=b"cats/first.jpg"), ["link"]),
    "hardlink-out": (tar_member("l.jpg", b"", kind=b"1", link=b"../../etc/shadow"), ["link"]),
    "symlink-then-file-through-it": (
        tar_member("d", b"", kind=b"2", link=b"/tmp") + tar_member("d/x.jpg"),
        ["link", "ok"],
    ),
    "character-device": (tar_member("d.jpg", b"", kind=b"3"), ["special_file"]),
    "block-device": (tar_member("d.jpg", b"", kind=b"4"), ["special_file"]),
    "fifo": (tar_member("d.jpg", b"", kind=b"6"), ["special_file"]),
    "unknown-kind": (tar_member("d.jpg", kind=b"Z"), ["special_file"]),
    "multi-volume": (tar_member("d.jpg", kind=b"M"), ["special_file"]),
    "gnu-sparse": (tar_member("s.jpg", kind=b"S", magic=b"ustar  \0"), ["sparse"]),
    "gnu-sparse-with-more-maps": (
        tar_member("s.jpg", b"", kind=b"S", size=len(GOOD_JPEG), tail=b"\1" + bytes(29))
        + bytes(504)
        + b"\0" * 8
        + pad(GOOD_JPEG),
        ["sparse"],
    ),
    "pax-sparse": (
        pax(GNU__sparse__major=b"1", GNU__sparse__realsize=b"9999999999999") + tar_member("s.jpg"),
        ["sparse"],
    ),
    "large": (tar_member("x.bmp", LARGE), ["too_large"]),
    "empty": (tar_member("x.jpg", b""), ["empty"]),
    "duplicate": (tar_member("cats/first.jpg", GOOD_PNG), ["duplicate_name"]),
    "nested-zip": (tar_member("x.jpg", make_zip(ZipEntry("a.jpg"))), ["nested_archive"]),
    "nested-tar": (tar_member("x.jpg", make_tar(FIRST)), ["nested_archive"]),
    "nested-zip-last-in-the-tar": (tar_member("x.zip", make_zip(ZipEntry("a.jpg"))), ["nested_archive"]),
    "text": (tar_member("LICENSE", b"free"), ["not_an_image"]),
    "folder": (tar_member("a/b/", b"", kind=b"5"), []),
    "old-folder": (tar_member("a/b/", b"", kind=b"\0", magic=bytes(8)), []),
    "old-file": (tar_member("a/b.jpg", kind=b"\0", magic=bytes(8)), ["ok"]),
    "contiguous-file": (tar_member("a/b.jpg", kind=b"7"), ["ok"]),
    "hidden": (tar_member("a/.b.jpg"), []),
    "macosx": (tar_member("__MACOSX/b.jpg"), []),
    "base-256-size": (tar_member("b.jpg", size=b"\x80" + len(GOOD_JPEG).to_bytes(11, "big")), ["ok"]),
    "pax-name": (pax(path="ü/b.jpg".encode()) + tar_member("b.jpg"), ["ok"]),
    "pax-size": (pax(size=b"%d" % len(GOOD_JPEG)) + tar_member("b.jpg", size=0), ["ok"]),
    "pax-global-comment": (pax(b"g", comment=b"from git") + tar_member("b.jpg"), ["ok"]),
    "pax-of-one-member-only": (
        pax(path=b"b.jpg") + tar_member("x") + tar_member("cats/first.jpg"),
        ["ok", "duplicate_name"],
    ),
}


@pytest.mark.parametrize("gzipped", [False, True], ids=["tar", "tar.gz"])
@pytest.mark.parametrize(("member", "expected"), MEMBERS.values(), ids=MEMBERS)
def test_bad_members_lose_only_themselves(ingest: Ingest, member: bytes, expected: list[str], gzipped: bool) -> None:
    upload = make_tar(FIRST, member, LAST)
    reports = ingest(gzip_member(upload, level=0) if gzipped else upload)
    assert [outcome(report) for report in reports] == ["ok", *expected, "ok"]
    assert (reports[0].data, reports[-1].data) == (GOOD_JPEG, GOOD_PNG)


TWO = make_tar(FIRST, LAST)

WHOLE: dict[str, tuple[bytes, ArchiveFault]] = {
    "nothing-in-it": (make_tar(tar_member("a/", b"", kind=b"5")), ArchiveFault.EMPTY),
    "cut-off-in-contents": (make_tar(FIRST, LAST[:600], end=b""), ArchiveFault.TRUNCATED),
    "cut-off-in-a-header": (make_tar(FIRST, LAST[:300], end=b""), ArchiveFault.TRUNCATED),
    "no-end-marker": (make_tar(FIRST, LAST, end=b""), ArchiveFault.TRUNCATED),
    "claims-more-than-there-is": (make_tar(FIRST, tar_member("x.jpg", size=1 << 30)), ArchiveFault.TRUNCATED),
    "claims-exabytes": (
        make_tar(FIRST, tar_member("x.jpg", size=b"\x80" + b"\x7f" * 11), LAST),
        ArchiveFault.TRUNCATED,
    ),
    "wrong-header-checksum": (make_tar(FIRST, tar_member("x.jpg", checksum=1), LAST), ArchiveFault.DAMAGED),
    "negative-size": (make_tar(FIRST, tar_member("x.jpg", size=b"\xff" * 12), LAST), ArchiveFault.DAMAGED),
    "size-not-octal": (make_tar(FIRST, tar_member("x.jpg", size=b"00000000999\0"), LAST), ArchiveFault.DAMAGED),
    "size-with-a-sign": (make_tar(FIRST, tar_member("x.jpg", size=b"-0000000001\0"), LAST), ArchiveFault.DAMAGED),
    "link-with-contents": (
        make_tar(FIRST, tar_member("l.jpg", kind=b"2", link=b"x"), LAST),
        ArchiveFault.CONTRADICTION,
    ),
    "folder-with-contents": (make_tar(FIRST, tar_member("d/", kind=b"5"), LAST), ArchiveFault.CONTRADICTION),
    "second-archive-behind-the-end": (TWO + make_tar(FIRST), ArchiveFault.AMBIGUOUS),
    "pax-record-of-length-zero": (make_tar(FIRST, tar_member("p", b"0 a=b\n", kind=b"x"), LAST), ArchiveFault.DAMAGED),
    "pax-record-of-negative-length": (
        make_tar(FIRST, tar_member("p", b"-6 a=b\n", kind=b"x"), LAST),
        ArchiveFault.DAMAGED,
    ),
    "pax-record-too-long": (make_tar(FIRST, tar_member("p", b"99 a=b\n", kind=b"x"), LAST), ArchiveFault.DAMAGED),
    "pax-length-of-many-digits": (
        make_tar(FIRST, tar_member("p", b"9" * 5000 + b" a=b\n", kind=b"x"), LAST),
        ArchiveFault.DAMAGED,
    ),
    "pax-without-equals": (make_tar(FIRST, tar_member("p", b"6 abc\n", kind=b"x"), LAST), ArchiveFault.DAMAGED),
    "pax-size-negative": (make_tar(FIRST, pax(size=b"-512"), tar_member("x.jpg"), LAST), ArchiveFault.DAMAGED),
    "pax-size-of-many-digits": (
        make_tar(FIRST, pax(size=b"9" * 5000), tar_member("x.jpg"), LAST),
        ArchiveFault.DAMAGED,
    ),
    "pax-path-for-all": (make_tar(pax(b"g", path=b"same.jpg"), FIRST, LAST), ArchiveFault.CONTRADICTION),
    "pax-header-of-gigabytes": (
        make_tar(FIRST, tar_member("p", b"", kind=b"x", size=1 << 32), LAST),
        ArchiveFault.DAMAGED,
    ),
    "gnu-long-name-of-gigabytes": (
        make_tar(FIRST, tar_member("p", b"", kind=b"L", size=1 << 32), LAST),
        ArchiveFault.DAMAGED,
    ),
    "too-many-members": (make_tar(*(tar_member(f"{i}", b"") for i in range(41))), ArchiveFault.TOO_MANY_ENTRIES),
    "too-many-pax-headers": (make_tar(*[pax(a=b"b")] * 41, FIRST), ArchiveFault.TOO_MANY_ENTRIES),
    "too-many-folders": (
        make_tar(*(tar_member(f"{i}/", b"", kind=b"5") for i in range(41)), FIRST),
        ArchiveFault.TOO_MANY_ENTRIES,
    ),
    "endless-sparse-maps": (
        make_tar(FIRST, tar_member("s", b"", kind=b"S", tail=b"\1" + bytes(29)), (bytes(504) + b"\1" + bytes(7)) * 50),
        ArchiveFault.DAMAGED,
    ),
    "too-large-in-total": (
        make_tar(*(tar_member(f"{i}.bmp", b"BM" + bytes(1 << 18)) for i in range(13))),
        ArchiveFault.TOO_LARGE,
    ),
    "gzip-cut-off": (gzip_member(TWO)[:-20], ArchiveFault.TRUNCATED),
    "gzip-cut-off-in-its-trailer": (gzip_member(TWO)[:-3], ArchiveFault.TRUNCATED),
    "gzip-header-only": (gzip_member(TWO)[:10], ArchiveFault.TRUNCATED),
    "gzip-wrong-crc": (gzip_member(TWO)[:-8] + bytes(8), ArchiveFault.DAMAGED),
    "gzip-damaged": (gzip_member(TWO)[:40] + b"\xff" * 4000, ArchiveFault.DAMAGED),
    "gzip-with-junk-behind": (gzip_member(TWO) + b"junk", ArchiveFault.DAMAGED),
    "gzip-of-an-image": (gzip_member(GOOD_JPEG), ArchiveFault.DAMAGED),
    "gzip-of-nothing": (gzip_member(b""), ArchiveFault.TRUNCATED),
    "gzip-bomb": (
        gzip_member(make_tar(tar_member("x.bmp", bytes(1 << 20)))),
        ArchiveFault.COMPRESSION_RATIO,
    ),
    "gzip-bomb-behind-the-end": (gzip_member(TWO + bytes(1 << 22)), ArchiveFault.COMPRESSION_RATIO),
    "gzip-of-empty-gzips": (gzip_member(TWO[:512]) + gzip_member(b"") * 5000, ArchiveFault.DAMAGED),
    "gzip-inside-gzip": (gzip_member(gzip_member(TWO)), ArchiveFault.DAMAGED),
}


@pytest.mark.parametrize(("upload", "fault"), WHOLE.values(), ids=WHOLE)
def test_whole_archive_is_refused(ingest: Ingest, upload: bytes, fault: ArchiveFault) -> None:
    with pytest.raises(ArchiveRefused) as refused:
        ingest(upload)
    assert refused.value.fault == fault


def test_gzip_in_several_members_is_read(ingest: Ingest) -> None:
    upload = b"".join(gzip_member(TWO[i : i + 300]) for i in range(0, len(TWO), 300))
    assert [outcome(report) for report in ingest(upload)] == ["ok", "ok"]


@pytest.mark.parametrize("dialect", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_every_dialect_of_the_standard_library_is_read(ingest: Ingest, dialect: int) -> None:
    """The names need a prefix field, a long name record and a pax record."""
    name = "folder-" * 12 + "/" + "sub-" * 15 + "/ü.jpg"
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=dialect) as archive:
        for member_name, data in [(name, GOOD_JPEG), ("b.png", GOOD_PNG)]:
            member = tarfile.TarInfo(member_name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    reports = ingest(buffer.getvalue())
    assert [report.entry.name for report in reports] == [name, "b.png"]
    assert [report.data for report in reports] == [GOOD_JPEG, GOOD_PNG]


def test_a_bit_flip_anywhere_never_escapes_as_another_error(ingest: Ingest) -> None:
    """Whatever is damaged in a compressed archive, the answer is a refusal: the checksum covers all of it."""
    upload = gzip_member(TWO)
    for position in range(10, len(upload), 37):
        broken = bytearray(upload)
        broken[position] ^= 0x10
        with pytest.raises(ArchiveRefused):
            ingest(bytes(broken))
