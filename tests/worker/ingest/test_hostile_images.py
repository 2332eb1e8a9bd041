"""Files inside a proper archive that are not the images they claim to be."""

import io
import struct
import zlib

import pytest
from PIL import Image

from tests.worker.ingest.archives import (
    GOOD_JPEG,
    GOOD_PNG,
    ZipEntry,
    make_image,
    make_zip,
    png_chunk,
    png_header,
)
from tests.worker.ingest.conftest import Ingest, outcome
from worker.ingest.inspect import ImageFacts

LARGE_JPEG = make_image(3, size=(300, 200))
LARGE_PNG = make_image(3, size=(300, 200), kind="PNG")


def damaged_png(good: bytes) -> bytes:
    """The CRC of the header chunk is wrong."""
    start = good.index(b"IHDR")
    (length,) = struct.unpack_from(">I", good, start - 4)
    broken = bytearray(good)
    broken[start + 4 + length] ^= 0xFF
    return bytes(broken)


def gif_claiming(width: int, height: int) -> bytes:
    buffer = io.BytesIO()
    Image.new("P", (1, 1)).save(buffer, "GIF")
    data = bytearray(buffer.getvalue())
    struct.pack_into("<2H", data, 6, width, height)
    at = data.index(b",")
    struct.pack_into("<2H", data, at + 5, width, height)
    return bytes(data)


def bmp_claiming(width: int, height: int) -> bytes:
    return struct.pack("<2sIHHIIiiHHIIiiII", b"BM", 58, 0, 0, 54, 40, width, height, 1, 24, 0, 4, 0, 0, 0, 0) + bytes(4)


def jpeg_claiming(width: int, height: int) -> bytes:
    data = bytearray(GOOD_JPEG)
    struct.pack_into(">2H", data, data.index(b"\xff\xc0") + 5, height, width)
    return bytes(data)


def png_with_text_bomb() -> bytes:
    """A compressed text chunk of 64 MiB."""
    bomb = png_chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(64 << 20)))
    end_of_header = GOOD_PNG.index(b"IDAT") - 4
    return GOOD_PNG[:end_of_header] + bomb + GOOD_PNG[end_of_header:]


REFUSED: dict[str, bytes] = {
    "svg": b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
    "svg-xxe": b"<!DOCTYPE svg [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><svg>&x;</svg>",
    "mvg": b"push graphic-context\nfill 'url(https://example.org/x.jpg\"|ls \"-la)'\npop graphic-context",
    "eps": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 1 1\n(%pipe%id) (w) file",
    "eps-with-binary-header": b"\xc5\xd0\xd3\xc6" + bytes(100),
    "pdf": b"%PDF-1.7\n1 0 obj\n",
    "html": b"<html><script>alert(1)</script>",
    "php": b"<?php system($_GET['c']); ?>",
    "fits": b"SIMPLE  =                    T" + b" " * 3000,
    "psd": b"8BPS\0\1" + bytes(100),
    "icns": b"icns\0\0\0\x10" + bytes(100),
    "ico": b"\0\0\1\0\1\0" + bytes(100),
    "dds": b"DDS " + bytes(124),
    "fli": bytes(4) + b"\x11\xaf" + bytes(122),
    "jpeg2000": b"\0\0\0\x0cjP  \r\n\x87\n" + bytes(100),
    "wmf": b"\xd7\xcd\xc6\x9a\0\0" + bytes(100),
    "pcx": b"\x0a\5\1\x08" + bytes(124),
    "sgi": b"\1\xda\1\1" + bytes(508),
    "blp": b"BLP2" + bytes(200),
    "mpo-of-nothing": b"MPO",
    "pickle": b"\x80\4\x95" + bytes(100),
    "riff-that-is-sound": b"RIFF\x24\0\0\0WAVEfmt " + bytes(100),
    "video": b"\0\0\0\x18ftypmp42" + bytes(100),
    "one-byte": b"\xff",
    "utf16-text": "hello".encode("utf-16"),
}


@pytest.mark.parametrize("data", REFUSED.values(), ids=REFUSED)
def test_other_formats_are_refused_whatever_they_are_called(ingest: Ingest, data: bytes) -> None:
    reports = ingest(make_zip(ZipEntry("1.jpg"), ZipEntry("2.jpg", data), ZipEntry("3.png", GOOD_PNG)))
    assert [outcome(report) for report in reports] == ["ok", "not_an_image", "ok"]


CORRUPT: dict[str, bytes] = {
    "jpeg-cut-off": LARGE_JPEG[: len(LARGE_JPEG) // 2],
    "jpeg-header-only": LARGE_JPEG[:20],
    "jpeg-magic-only": b"\xff\xd8\xff",
    "jpeg-without-data": b"\xff\xd8\xff\xd9",
    "jpeg-claims-65500x65500": jpeg_claiming(65500, 65500),
    "jpeg-claims-zero-width": jpeg_claiming(0, 10),
    "png-cut-off": LARGE_PNG[: len(LARGE_PNG) // 2],
    "png-wrong-crc": damaged_png(LARGE_PNG),
    "png-claims-60000x60000": png_header(60000, 60000),
    "png-claims-2-billion-wide": png_header(2**31 - 1, 1),
    "png-claims-zero-height": png_header(10, 0),
    "png-claims-a-little-more": png_header(100, 100),
    "png-magic-only": GOOD_PNG[:8],
    "gif-claims-65535x65535": gif_claiming(65535, 65535),
    "gif-header-only": gif_claiming(10, 10)[:13],
    "bmp-claims-60000x60000": bmp_claiming(60000, 60000),
    "bmp-of-negative-width": bmp_claiming(-5, 5),
    "bmp-cut-off": bmp_claiming(100, 100),
    "tiff-directory-outside-the-file": b"II*\0\xff\xff\xff\x7f",
    "tiff-directory-that-points-to-itself": b"II*\0\x08\0\0\0" + struct.pack("<H", 0) + struct.pack("<I", 8),
    "webp-cut-off": make_image(4, size=(300, 200), kind="WEBP")[:200],
    "webp-header-only": b"RIFF\x1a\0\0\0WEBPVP8L" + bytes(12),
    "ppm-claims-60000x60000": b"P6\n60000 60000\n255\n\0\0\0",
}


@pytest.mark.parametrize("data", CORRUPT.values(), ids=CORRUPT)
def test_damaged_images_are_kept_as_corrupt(ingest: Ingest, data: bytes) -> None:
    reports = ingest(make_zip(ZipEntry("1.jpg"), ZipEntry("2.jpg", data, method=0), ZipEntry("3.png", GOOD_PNG)))
    assert [outcome(report) for report in reports] == ["ok", "corrupt", "ok"]
    assert reports[1].data == data


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
