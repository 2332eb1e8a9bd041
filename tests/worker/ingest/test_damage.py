"""Random damage: whatever happens to the bytes of an upload, the outcome is one of those that callers know."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.worker.ingest.archives import GOOD_JPEG, GOOD_PNG, ZipEntry, gzip_member, make_tar, make_zip, pax, tar_member
from tests.worker.ingest.conftest import SMALL_LIMITS
from worker.ingest.archive import open_archive
from worker.ingest.outcomes import ArchiveRefused, Refusal

UPLOADS = {
    "zip": make_zip(
        ZipEntry("a/1.jpg"), ZipEntry("ü.png", GOOD_PNG, method=0, flags=0x800), ZipEntry("link", b"x", mode=0o120777)
    ),
    "tar": make_tar(tar_member("a/1.jpg"), pax(path=b"b/2.png", size=b"%d" % len(GOOD_PNG)), tar_member("x", GOOD_PNG)),
}
UPLOADS["tar.gz"] = gzip_member(UPLOADS["tar"])

EDGES = [0, 1, 0x7F, 0x80, 0xFF]


@settings(deadline=None, max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    kind=st.sampled_from(sorted(UPLOADS)),
    # Headers are where the decisions are: the front, and the end, where a zip has its directory.
    changes=st.lists(
        st.tuples(st.integers(-400, 3000), st.sampled_from(EDGES) | st.integers(0, 255)), min_size=1, max_size=6
    ),
    cut=st.none() | st.integers(0, 4000),
)
def test_damage_is_a_refusal_or_harmless(
    tmp_path: Path, kind: str, changes: list[tuple[int, int]], cut: int | None
) -> None:
    upload = bytearray(UPLOADS[kind])
    for position, value in changes:
        upload[position % len(upload)] = value
    path = tmp_path / "upload"
    path.write_bytes(upload[:cut])
    try:
        with open_archive(path, SMALL_LIMITS) as archive:
            items = list(archive.read(0, len(archive.entries)))
    except ArchiveRefused:
        return
    for entry, content in items:
        assert entry.name.isprintable()
        if isinstance(content, Refusal):
            assert content.reason
        elif kind != "tar" and archive.format != "image":
            assert content in (GOOD_JPEG, GOOD_PNG), "checksums vouch for what is read"


@settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(opening=st.sampled_from([b"PK\3\4", b"PK\5\6", b"\x1f\x8b\x08\0", b""]), rest=st.binary(max_size=600))
def test_noise_is_refused(tmp_path: Path, opening: bytes, rest: bytes) -> None:
    path = tmp_path / "upload"
    path.write_bytes(opening + b"\0" + rest)
    with pytest.raises(ArchiveRefused):
        open_archive(path, SMALL_LIMITS)
