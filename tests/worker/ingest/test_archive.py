"""Opening uploads and reading ranges of them."""

import gzip
import io
import itertools
import tarfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.worker.ingest.archives import (
    GOOD_JPEG,
    GOOD_PNG,
    ZipEntry,
    gzip_member,
    make_image,
    make_tar,
    make_zip,
    tar_member,
)
from tests.worker.ingest.conftest import SMALL_LIMITS
from worker.ingest.archive import open_archive
from worker.ingest.limits import ArchiveLimits
from worker.ingest.names import clean_name, decode_name, folder_label, is_clutter
from worker.ingest.outcomes import ArchiveFault, ArchiveRefused, Refusal

IMAGES = {f"class {i % 3}/image {i}.jpg": make_image(i) for i in range(9)}


def pack_zip(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def pack_tar(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for name, data in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return buffer.getvalue()


def pack(kind: str, files: dict[str, bytes]) -> bytes:
    if kind == "zip":
        return pack_zip(files)
    return gzip.compress(pack_tar(files)) if kind == "tar.gz" else pack_tar(files)


@pytest.mark.parametrize("kind", ["zip", "tar", "tar.gz"])
def test_what_other_programs_pack_is_read(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "upload"
    path.write_bytes(pack(kind, IMAGES))
    with open_archive(path) as archive:
        assert archive.format == kind
        assert [(e.index, e.name, e.size) for e in archive.entries] == [
            (index, name, len(data)) for index, (name, data) in enumerate(IMAGES.items())
        ]
        assert [content for _, content in archive.read(0, len(IMAGES))] == list(IMAGES.values())


@pytest.mark.parametrize("kind", ["zip", "tar", "tar.gz"])
@pytest.mark.parametrize("cuts", [[0, 9], [0, 1, 9], [0, 3, 3, 5, 9], list(range(10))], ids=str)
def test_shards_together_are_the_whole(tmp_path: Path, kind: str, cuts: Sequence[int]) -> None:
    """Also with a file in between that is refused, with every shard read from a fresh start, and out of order."""
    files = dict(list(IMAGES.items())[:4]) | {"README": b"hello"} | dict(list(IMAGES.items())[5:])
    path = tmp_path / "upload"
    path.write_bytes(pack(kind, files))
    with open_archive(path) as archive:
        whole = list(archive.read(0, 9))
        shards = [list(archive.read(a, b)) for a, b in reversed(list(itertools.pairwise(cuts)))]
    assert [item for shard in reversed(shards) for item in shard] == whole
    fresh = []
    for start, stop in itertools.pairwise(cuts):
        with open_archive(path) as archive:
            fresh += list(archive.read(start, stop))
    assert fresh == whole
    assert sum(isinstance(content, Refusal) for _, content in whole) == 1


def test_two_readers_of_one_archive_do_not_disturb_each_other(tmp_path: Path) -> None:
    path = tmp_path / "upload"
    path.write_bytes(pack("tar.gz", IMAGES))
    with open_archive(path) as archive:
        pairs = list(zip(archive.read(0, 9), archive.read(0, 9), strict=True))
    assert [a for a, _ in pairs] == [b for _, b in pairs]
    assert [content for (_, content), _ in pairs] == list(IMAGES.values())


@pytest.mark.parametrize(("start", "stop", "expected"), [(7, 99, 2), (9, 10, 0), (3, 3, 0)])
def test_a_range_is_cut_to_the_archive(tmp_path: Path, start: int, stop: int, expected: int) -> None:
    path = tmp_path / "upload"
    path.write_bytes(pack("zip", IMAGES))
    with open_archive(path) as archive:
        assert len(list(archive.read(start, stop))) == expected


@pytest.mark.parametrize("data", [GOOD_JPEG, GOOD_PNG])
def test_a_single_image_is_an_archive_of_one(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "blob"
    path.write_bytes(data)
    with open_archive(path, name="holiday/cat.jpg") as archive:
        assert archive.format == "image"
        ((entry, content),) = archive.read(0, 1)
    assert (entry.index, entry.name, entry.size, content) == (0, "holiday/cat.jpg", len(data), data)


def test_a_single_image_with_an_unsafe_name(tmp_path: Path) -> None:
    path = tmp_path / "blob"
    path.write_bytes(GOOD_JPEG)
    with pytest.raises(ArchiveRefused) as refused:
        open_archive(path, name="../cat.jpg")
    assert refused.value.fault == ArchiveFault.UNSAFE_NAME


@pytest.mark.parametrize(
    ("upload", "fault"),
    [
        (b"", ArchiveFault.EMPTY),
        (b"hello", ArchiveFault.NOT_AN_ARCHIVE),
        (b"%PDF-1.7\n", ArchiveFault.NOT_AN_ARCHIVE),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", ArchiveFault.NOT_AN_ARCHIVE),
        (bytes(10240), ArchiveFault.NOT_AN_ARCHIVE),
        (b"7z\xbc\xaf\x27\x1c" + bytes(50), ArchiveFault.UNSUPPORTED_FORMAT),
        (b"Rar!\x1a\x07\x01\x00" + bytes(50), ArchiveFault.UNSUPPORTED_FORMAT),
        (b"BZh91AY&SY" + bytes(50), ArchiveFault.UNSUPPORTED_FORMAT),
        (b"\xfd7zXZ\x00" + bytes(50), ArchiveFault.UNSUPPORTED_FORMAT),
        (b"\x28\xb5\x2f\xfd" + bytes(50), ArchiveFault.UNSUPPORTED_FORMAT),
        (GOOD_PNG + bytes(SMALL_LIMITS.max_entry_bytes), ArchiveFault.TOO_LARGE),
        (b"#!/bin/sh\n" + make_zip(ZipEntry("a.jpg")), ArchiveFault.AMBIGUOUS),
    ],
)
def test_what_is_no_upload(tmp_path: Path, upload: bytes, fault: ArchiveFault) -> None:
    path = tmp_path / "upload"
    path.write_bytes(upload)
    with pytest.raises(ArchiveRefused) as refused:
        open_archive(path, SMALL_LIMITS)
    assert refused.value.fault == fault


@pytest.mark.parametrize(
    "upload",
    [
        make_zip(*(ZipEntry(f"{i}.jpg") for i in range(3))),
        make_tar(*(tar_member(f"{i}.jpg") for i in range(3))),
        gzip_member(make_tar(*(tar_member(f"{i}.jpg") for i in range(3)))),
    ],
    ids=["zip", "tar", "tar.gz"],
)
def test_limits_hold_at_their_edge(tmp_path: Path, upload: bytes) -> None:
    path = tmp_path / "upload"
    path.write_bytes(upload)
    size = len(GOOD_JPEG)
    with open_archive(path, ArchiveLimits(max_entries=3, max_entry_bytes=size)) as archive:
        assert all(isinstance(content, bytes) for _, content in archive.read(0, 3))
    with open_archive(path, ArchiveLimits(max_entry_bytes=size - 1)) as archive:
        assert all(isinstance(content, Refusal) for _, content in archive.read(0, 3))
    for limits in [ArchiveLimits(max_entries=2), ArchiveLimits(max_total_bytes=3 * size - 1)]:
        with pytest.raises(ArchiveRefused):
            open_archive(path, limits)


def test_nothing_is_written_beside_the_upload(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "upload"
    path.write_bytes(make_tar(tar_member("../escaped.jpg"), tar_member("here.jpg")))
    with open_archive(path) as archive:
        list(archive.read(0, 2))
    assert [p.name for p in tmp_path.iterdir()] == ["upload"]
    assert not (tmp_path.parent / "escaped.jpg").exists()


@pytest.mark.parametrize(
    ("name", "label"),
    [("cat/1.jpg", "cat"), ("dataset/train/cat/1.jpg", "cat"), ("1.jpg", None), ("wrapper/1.jpg", "wrapper")],
)
def test_label(name: str, label: str | None) -> None:
    assert folder_label(name) == label


@given(st.text(max_size=60))
def test_clean_names_are_safe_and_stay_as_they_are(name: str) -> None:
    cleaned = clean_name(name, 100)
    if isinstance(cleaned, str):
        assert not {"", ".", ".."} & set(cleaned.split("/"))
        assert "\\" not in cleaned
        assert cleaned.isprintable() or not any(ord(c) < 32 for c in cleaned)
        assert len(cleaned.encode()) <= 100
        assert clean_name(cleaned, 100) == cleaned


@given(st.binary(max_size=40))
def test_any_bytes_are_a_name_or_refused(raw: bytes) -> None:
    name = decode_name(raw)
    assert isinstance(name, Refusal) or name.encode() == raw


def test_clutter() -> None:
    assert is_clutter("a/.b/c.jpg")
    assert is_clutter("...")
    assert is_clutter("..a/b.jpg")
    assert is_clutter("a/THUMBS.DB")
    assert not is_clutter("a..b/c.jpg")
    assert not is_clutter("./a/./b.jpg")
    assert not is_clutter("a/..")
    assert not is_clutter("../a.jpg"), "must reach the check for unsafe names"
