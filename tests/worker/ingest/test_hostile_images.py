"""Files inside a proper archive that are not the images they claim to be."""

import io
import zlib

import pytest
from PIL import Image

from tests.hostile_files import CORRUPT, OTHER_FORMATS, Hostile
from tests.worker.ingest.archives import (
    GOOD_JPEG,
    GOOD_PNG,
    ZipEntry,
    make_image,
    make_zip,
    png_chunk,
)
from tests.worker.ingest.conftest import Ingest, outcome
from worker.ingest.inspect import ImageFacts


def png_with_text_bomb() -> bytes:
    """A compressed text chunk of 64 MiB."""
    bomb = png_chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(64 << 20)))
    end_of_header = GOOD_PNG.index(b"IDAT") - 4
    return GOOD_PNG[:end_of_header] + bomb + GOOD_PNG[end_of_header:]


@pytest.mark.parametrize("row", OTHER_FORMATS.values(), ids=OTHER_FORMATS)
def test_other_formats_are_refused_whatever_they_are_called(ingest: Ingest, row: Hostile) -> None:
    reports = ingest(make_zip(ZipEntry("1.jpg"), row.entry, ZipEntry("3.png", GOOD_PNG)))
    assert [outcome(report) for report in reports] == ["ok", "not_an_image", "ok"]


@pytest.mark.parametrize("row", CORRUPT.values(), ids=CORRUPT)
def test_damaged_images_are_kept_as_corrupt(ingest: Ingest, row: Hostile) -> None:
    reports = ingest(make_zip(ZipEntry("1.jpg"), row.entry, ZipEntry("3.png", GOOD_PNG)))
    assert [outcome(report) for report in reports] == ["ok", "corrupt", "ok"]
    assert reports[1].data == row.entry.data


@pytest.mark.parametrize(
    ("data", "image_format"),
    [
        (GOOD_JPEG + make_zip(ZipEntry("evil.class", b"x")), "JPEG"),
        (GOOD_PNG + b"<?php system('id'); ?>", "PNG"),
        (GOOD_JPEG[:2] + b"\xff\xfe\x00\x1e<script>alert(document.x)//" + GOOD_JPEG[2:], "JPEG"),
    ],
    ids=["jpeg-and-zip", "png-and-php", "jpeg-and-script"],
)
def test_polyglots_are_only_ever_images(ingest: Ingest, data: bytes, image_format: str) -> None:
    """What else they could be taken for never leaves: the thumbnail is made from pixels alone."""
    (report,) = ingest(make_zip(ZipEntry("x.jpg", data, method=0)))
    assert isinstance(report.outcome, ImageFacts)
    assert report.outcome.format == image_format
    assert report.data == data
    for trace in (b"evil.class", b"<?php", b"<script"):
        assert trace not in report.outcome.thumbnail


def test_a_compressed_text_bomb_in_a_png_stays_small(ingest: Ingest) -> None:
    """Pillow refuses the text, the pool would survive it, and the neighbours are untouched either way."""
    data = png_with_text_bomb()
    reports = ingest(make_zip(ZipEntry("1.jpg"), ZipEntry("2.png", data, method=0), ZipEntry("3.png", GOOD_PNG)))
    assert [outcome(reports[0]), outcome(reports[2])] == ["ok", "ok"]
    assert outcome(reports[1]) in {"corrupt", "ok"}


def test_metadata_does_not_reach_the_thumbnail(ingest: Ingest) -> None:
    exif = Image.Exif()
    exif[0x010E] = "secret place"
    (report,) = ingest(make_zip(ZipEntry("x.jpg", make_image(1, exif=exif))))
    assert isinstance(report.outcome, ImageFacts)
    assert b"secret place" in (report.data or b"")
    assert b"secret place" not in report.outcome.thumbnail
    assert not Image.open(io.BytesIO(report.outcome.thumbnail)).getexif()
