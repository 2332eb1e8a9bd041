"""The table of hostile files: what is wrong with each, and what has to become of it inside of a good archive.

Two kinds of tests run every row: those of `tests/worker/ingest`, one archive for each row, and
`tests/e2e/test_hostile_files.py`, all of them in one upload to a running service. Archives that are hostile as a whole
are in `WHOLE` of `test_hostile_zip.py` and `test_hostile_tar.py`, annotation files in
`tests/worker/annotations/test_hostile.py`.
"""

import io
import struct
from dataclasses import dataclass

from PIL import Image

from tests.worker.ingest.archives import (
    GOOD_JPEG,
    GOOD_PNG,
    MODE_DEVICE,
    MODE_FIFO,
    MODE_LINK,
    ZipEntry,
    deflate,
    make_image,
    make_tar,
    make_zip,
    png_header,
    tar_member,
)

UTF8 = 0x800
ENCRYPTED = 0x1
FIRST = ZipEntry("cats/first.jpg", GOOD_JPEG)
"""The file of which some rows are doubles: it has to come before them."""
ANY_NAME = "hostile.jpg"
"""Of rows whose name does not matter; together in one archive they need names of their own."""
MAX_ENTRY_BYTES = 1 << 20
"""Of the archives that the rows are put into."""


@dataclass(frozen=True)
class Hostile:
    """One row."""

    what: str
    """What is hostile about it."""
    entry: ZipEntry
    outcome: str
    """`corrupt`, which is kept with a reason, or the fault for which it is refused."""
    reason: str
    """What the report has to say about it, or a part of that."""


def _name(what: str, name: bytes | str, reason: str) -> Hostile:
    return Hostile(what, ZipEntry(name, flags=UTF8), "unsafe_name", reason)


def _other(what: str, data: bytes, *, called: str = ANY_NAME) -> Hostile:
    return Hostile(what, ZipEntry(called, data), "not_an_image", "not an image of a supported format")


def _corrupt(what: str, data: bytes, reason: str) -> Hostile:
    return Hostile(what, ZipEntry(ANY_NAME, data, method=0), "corrupt", reason)


_CLIMBS, _ABSOLUTE, _CONTROL = "climbs out of its folder", "absolute path", "control characters"
_BACKSLASH, _LONG, _NO_UTF8 = "holds a backslash", "longer than", "not valid UTF-8"

NAMES: dict[str, Hostile] = {
    "parent": _name("leaves the folder", "../up.jpg", _CLIMBS),
    "parent-inside": _name("leaves the folder through a sub-folder", "a/../../up.jpg", _CLIMBS),
    "parent-that-stays-inside": _name("two names for one place", "a/../b.jpg", _CLIMBS),
    "parent-last": _name("a file that is called like a folder above", "a/..", _CLIMBS),
    "absolute": _name("overwrites a file of the system", "/etc/cron.d/x.jpg", _ABSOLUTE),
    "absolute-twice": _name("two slashes", "//server/share/x.jpg", _ABSOLUTE),
    "backslash-parent": _name("leaves the folder on Windows", "..\\up.jpg", _BACKSLASH),
    "backslash-unc": _name("a network share of Windows", "\\\\server\\share\\x.jpg", _BACKSLASH),
    "drive": _name("a drive of Windows", "C:/windows/x.jpg", _ABSOLUTE),
    "drive-relative": _name("the current folder of a drive", "c:x.jpg", _ABSOLUTE),
    "nul": _name("C reads another name than Python", "shell.php\0.jpg", _CONTROL),
    "newline": _name("forges a line of a log", "a\nb.jpg", _CONTROL),
    "escape-sequence": _name("commands to a terminal", "\x1b[2Jx.jpg", _CONTROL),
    "delete": _name("a control character", "a\x7f.jpg", _CONTROL),
    "c1-control": _name("a control character beyond ASCII", "a\u0085.jpg", _CONTROL),
    "line-separator": _name("a line break of Unicode", "a\u2028b.jpg", _CONTROL),
    "right-to-left-override": _name("shown as another name", "x\u202egpj.exe.jpg", _CONTROL),
    "empty": _name("no name", "", "empty"),
    "only-dots-and-slashes": _name("no name when it is cleaned", ".//.", "empty"),
    "long": _name("longer than a path may be", "d/" * 800 + "x.jpg", _LONG),
    "long-part": _name("longer than a file name may be", "x" * 256 + ".jpg", _LONG),
    "invalid-utf8": _name("not the encoding that it claims", b"a\xff.jpg", _NO_UTF8),
    "overlong-utf8-slash": _name("a slash that only careless decoders see", b"..\xc0\xafup.jpg", _NO_UTF8),
    "utf8-surrogate": _name("half a surrogate pair", b"a\xed\xa0\x80.jpg", _NO_UTF8),
}

_METHOD = "compress"
_WRONG_SIZE = "not as large as the archive says"

ENTRIES: dict[str, Hostile] = {
    "symlink": Hostile(
        "a link to a file of the server", ZipEntry("link.jpg", b"/etc/passwd", method=0, mode=MODE_LINK), "link", "link"
    ),
    "symlink-of-an-image": Hostile(
        "an image that is marked as a link", ZipEntry("link2.jpg", mode=MODE_LINK), "link", "link"
    ),
    "fifo": Hostile(
        "a pipe that blocks its reader", ZipEntry("pipe.jpg", mode=MODE_FIFO), "special_file", "device|special|pipe"
    ),
    "device": Hostile("a device", ZipEntry("null.jpg", mode=MODE_DEVICE), "special_file", "device|special"),
    "encrypted": Hostile(
        "contents that no scanner can see", ZipEntry("secret.jpg", flags=ENCRYPTED), "encrypted", "encrypted"
    ),
    "strong-encryption": Hostile("the same, newer", ZipEntry("secret2.jpg", flags=0x41), "encrypted", "encrypted"),
    "bzip2": Hostile("a decompressor of its own", ZipEntry("x1.jpg", method=12), "compression_method", _METHOD),
    "lzma": Hostile("a decompressor that takes memory", ZipEntry("x2.jpg", method=14), "compression_method", _METHOD),
    "zstd": Hostile("a method that few programs know", ZipEntry("x3.jpg", method=93), "compression_method", _METHOD),
    "unknown-method": Hostile(
        "a method that nobody knows", ZipEntry("x4.jpg", method=0xFFFF), "compression_method", _METHOD
    ),
    "large": Hostile(
        "larger than a file may be", ZipEntry("x.bmp", b"BM" + bytes(MAX_ENTRY_BYTES)), "too_large", "larger than"
    ),
    "padded-compressed-data": Hostile(
        "a small file of many bytes",
        ZipEntry("x5.jpg", raw=deflate(GOOD_JPEG) + bytes(2 * MAX_ENTRY_BYTES)),
        "too_large",
        "larger than",
    ),
    "bomb-that-claims-to-be-small": Hostile(
        "unpacks to 500 times what it claims", ZipEntry("y.bmp", bytes(1 << 19), size=1000), "wrong_size", _WRONG_SIZE
    ),
    "claims-one-byte-less": Hostile(
        "a size that is too small", ZipEntry("x6.jpg", size=len(GOOD_JPEG) - 1), "wrong_size", _WRONG_SIZE
    ),
    "claims-one-byte-more": Hostile(
        "a size that is too large", ZipEntry("x7.jpg", size=len(GOOD_JPEG) + 1), "wrong_size", _WRONG_SIZE
    ),
    "stored-sizes-differ": Hostile(
        "two sizes for one file", ZipEntry("x8.jpg", method=0, size=len(GOOD_JPEG) + 1), "wrong_size", _WRONG_SIZE
    ),
    "data-behind-the-deflate-stream": Hostile(
        "bytes that only some programs see", ZipEntry("x9.jpg", raw=deflate(GOOD_JPEG) + b"hidden"), "wrong_size",
        _WRONG_SIZE,
    ),
    "wrong-crc": Hostile("other bytes than were packed", ZipEntry("xa.jpg", crc=12345), "checksum", "checksum"),
    "wrong-crc-stored": Hostile(
        "the same without compression", ZipEntry("xb.jpg", method=0, crc=12345), "checksum", "checksum"
    ),
    "broken-deflate": Hostile("nonsense to unpack", ZipEntry("xc.jpg", raw=b"\xff" * 100), "damaged", "damaged"),
    "deflate-without-end": Hostile(
        "half of a stream", ZipEntry("xd.jpg", raw=deflate(GOOD_JPEG)[:-2]), "wrong_size", _WRONG_SIZE
    ),
    "empty-file": Hostile("no contents", ZipEntry("xe.jpg", b""), "empty", "empty"),
    "duplicate-name": Hostile(
        "takes the place of another file", ZipEntry("cats/first.jpg", GOOD_PNG), "duplicate_name", "same name"
    ),
    "duplicate-by-dot": Hostile(
        "the same, disguised", ZipEntry("cats/./first.jpg", GOOD_PNG), "duplicate_name", "same name"
    ),
    "nested-zip": Hostile(
        "an archive in the archive", ZipEntry("x.zip", make_zip(FIRST), method=0), "nested_archive", "archives inside"
    ),
    "nested-zip-called-jpg": Hostile(
        "the same, disguised", ZipEntry("xf.jpg", make_zip(FIRST)), "nested_archive", "archives inside"
    ),
    "nested-tar": Hostile(
        "a tar in the zip", ZipEntry("x.tar", make_tar(tar_member("a.jpg"))), "nested_archive", "archives inside"
    ),
    "nested-gzip": Hostile(
        "a bomb's usual wrapping", ZipEntry("x.gz", b"\x1f\x8b\x08" + bytes(20)), "nested_archive", "archives inside"
    ),
}  # fmt: skip

OTHER_FORMATS: dict[str, Hostile] = {
    "text": _other("no image at all", b"hello", called="README.txt"),
    "program-called-jpg": _other("a program", b"MZ" + bytes(200)),
    "svg": _other(
        "a script that browsers run",
        b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
    ),
    "svg-xxe": _other(
        "reads files of the server", b"<!DOCTYPE svg [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><svg>&x;</svg>"
    ),
    "mvg": _other(
        "a shell command for ImageMagick",
        b"push graphic-context\nfill 'url(https://example.org/x.jpg\"|ls \"-la)'\npop graphic-context",
    ),
    "eps": _other("a program for Ghostscript", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 1 1\n(%pipe%id) (w) file"),
    "eps-with-binary-header": _other("the same, disguised", b"\xc5\xd0\xd3\xc6" + bytes(100)),
    "pdf": _other("a document with scripts", b"%PDF-1.7\n1 0 obj\n"),
    "html": _other("a page with a script", b"<html><script>alert(1)</script>"),
    "php": _other("a program for a web server", b"<?php system($_GET['c']); ?>"),
    "fits": _other("Pillow's reader can be made to unpack a bomb", b"SIMPLE  =                    T" + b" " * 3000),
    "psd": _other("a large, seldom tested reader", b"8BPS\0\1" + bytes(100)),
    "icns": _other("claims huge contents", b"icns\0\0\0\x10" + bytes(100)),
    "ico": _other("images in the image", b"\0\0\1\0\1\0" + bytes(100)),
    "dds": _other("textures", b"DDS " + bytes(124)),
    "fli": _other("a reader with overflows in its past", bytes(4) + b"\x11\xaf" + bytes(122)),
    "jpeg2000": _other("takes gigabytes to decode", b"\0\0\0\x0cjP  \r\n\x87\n" + bytes(100)),
    "wmf": _other("runs code on Windows", b"\xd7\xcd\xc6\x9a\0\0" + bytes(100)),
    "pcx": _other("a reader with overflows in its past", b"\x0a\5\1\x08" + bytes(124)),
    "sgi": _other("a reader with overflows in its past", b"\1\xda\1\1" + bytes(508)),
    "blp": _other("claims huge contents", b"BLP2" + bytes(200)),
    "mpo-of-nothing": _other("three letters", b"MPO"),
    "pickle": _other("runs a command when it is loaded", b"\x80\4\x95" + bytes(100)),
    "riff-that-is-sound": _other("something else in the container of WebP", b"RIFF\x24\0\0\0WAVEfmt " + bytes(100)),
    "one-byte": _other("the beginning of a JPEG", b"\xff"),
    "utf16-text": _other("text with a byte order mark", "hello".encode("utf-16")),
    "playlist": _other(
        "tells FFmpeg to open a file of the server", b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n", called="list.mp4"
    ),
    "video-called-jpg": _other("another decoder than the one it asks for", b"\0\0\0\x18ftypmp42" + bytes(100)),
    "concat-script": _other(
        "the same in another format", b"ffconcat version 1.0\nfile /etc/passwd\n", called="list.avi"
    ),
}


def _gif_claiming(width: int, height: int) -> bytes:
    buffer = io.BytesIO()
    Image.new("P", (1, 1)).save(buffer, "GIF")
    data = bytearray(buffer.getvalue())
    struct.pack_into("<2H", data, 6, width, height)
    at = data.index(b",")
    struct.pack_into("<2H", data, at + 5, width, height)
    return bytes(data)


def _bmp_claiming(width: int, height: int) -> bytes:
    return struct.pack("<2sIHHIIiiHHIIiiII", b"BM", 58, 0, 0, 54, 40, width, height, 1, 24, 0, 4, 0, 0, 0, 0) + bytes(4)


def _jpeg_claiming(width: int, height: int) -> bytes:
    data = bytearray(GOOD_JPEG)
    struct.pack_into(">2H", data, data.index(b"\xff\xc0") + 5, height, width)
    return bytes(data)


def _with_a_wrong_crc(png: bytes) -> bytes:
    start = png.index(b"IHDR")
    (length,) = struct.unpack_from(">I", png, start - 4)
    broken = bytearray(png)
    broken[start + 4 + length] ^= 0xFF
    return bytes(broken)


_LARGE_JPEG = make_image(3, size=(300, 200))
_LARGE_PNG = make_image(3, size=(300, 200), kind="PNG")
_TRUNCATED, _DAMAGED, _PIXELS = "truncated", "damaged", "pixels"
_BROKEN = "truncated|damaged"

CORRUPT: dict[str, Hostile] = {
    "jpeg-cut-off": _corrupt("half of the pixels", _LARGE_JPEG[: len(_LARGE_JPEG) // 2], _TRUNCATED),
    "jpeg-header-only": _corrupt("no pixels", _LARGE_JPEG[:20], _TRUNCATED),
    "jpeg-magic-only": _corrupt("only the signature", b"\xff\xd8\xff", _TRUNCATED),
    "jpeg-without-data": _corrupt("begins and ends", b"\xff\xd8\xff\xd9", _BROKEN),
    "jpeg-claims-65500x65500": _corrupt("takes 12 GB to decode", _jpeg_claiming(65500, 65500), _PIXELS),
    "jpeg-claims-zero-width": _corrupt("no width", _jpeg_claiming(0, 10), _BROKEN),
    "png-cut-off": _corrupt("half of the pixels", _LARGE_PNG[: len(_LARGE_PNG) // 2], _TRUNCATED),
    "png-wrong-crc": _corrupt("a header that was changed", _with_a_wrong_crc(_LARGE_PNG), _DAMAGED),
    "png-claims-60000x60000": _corrupt("takes 10 GB to decode", png_header(60000, 60000), _PIXELS),
    "png-claims-2-billion-wide": _corrupt("overflows 32 bits", png_header(2**31 - 1, 1), _PIXELS),
    "png-claims-zero-height": _corrupt("no height", png_header(10, 0), _BROKEN),
    "png-claims-a-little-more": _corrupt("pixels that are not there", png_header(100, 100), _BROKEN),
    "png-magic-only": _corrupt("only the signature", GOOD_PNG[:8], _TRUNCATED),
    "gif-claims-65535x65535": _corrupt("takes 4 GB to decode", _gif_claiming(65535, 65535), _PIXELS),
    "gif-header-only": _corrupt("no frame", _gif_claiming(10, 10)[:13], _BROKEN),
    "bmp-claims-60000x60000": _corrupt("takes 10 GB to decode", _bmp_claiming(60000, 60000), _PIXELS),
    "bmp-of-negative-width": _corrupt("a negative size, which is a huge one", _bmp_claiming(-5, 5), _PIXELS),
    "bmp-cut-off": _corrupt("pixels that are not there", _bmp_claiming(100, 100), _BROKEN),
    "tiff-directory-outside-the-file": _corrupt("points beyond its end", b"II*\0\xff\xff\xff\x7f", _BROKEN),
    "tiff-directory-that-points-to-itself": _corrupt(
        "an endless list", b"II*\0\x08\0\0\0" + struct.pack("<H", 0) + struct.pack("<I", 8), _BROKEN
    ),
    "webp-cut-off": _corrupt("half of the pixels", make_image(4, size=(300, 200), kind="WEBP")[:200], _TRUNCATED),
    "webp-header-only": _corrupt("no pixels", b"RIFF\x1a\0\0\0WEBPVP8L" + bytes(12), _BROKEN),
    "ppm-claims-60000x60000": _corrupt("takes 10 GB to decode", b"P6\n60000 60000\n255\n\0\0\0", _PIXELS),
}


def _video(what: str, data: bytes, called: str, reason: str) -> Hostile:
    return Hostile(what, ZipEntry(called, data, method=0), "damaged", reason)


def _box(kind: bytes, body: bytes, *, size: int | None = None) -> bytes:
    return struct.pack(">I", len(body) + 8 if size is None else size) + kind + body


_MP4 = _box(b"ftyp", b"isom\0\0\2\0isomavc1")
_EBML = b"\x1a\x45\xdf\xa3\x8b\x42\x82\x88matroska"
_UNREADABLE = "video"

VIDEOS: dict[str, Hostile] = {
    "mp4-header-only": _video("nothing behind the signature", _MP4 + bytes(64), "v1.mp4", _UNREADABLE),
    "mp4-box-of-gigabytes": _video(
        "an index that claims 2 GiB", _MP4 + _box(b"moov", bytes(32), size=0x7FFFFFFF), "v2.mp4", _UNREADABLE
    ),
    "mp4-that-refers-to-a-file": _video(
        "pixels in a file of the server",
        _MP4 + _box(b"moov", _box(b"trak", _box(b"mdia", _box(b"minf", _box(b"dinf", _box(b"dref", bytes(7) + b"\1"
            + _box(b"url ", b"\0\0\0\0file:///etc/passwd\0"))))))),
        "v3.mov",
        _UNREADABLE,
    ),
    "mkv-header-only": _video("nothing behind the signature", _EBML + bytes(64), "v4.mkv", _UNREADABLE),
    "mkv-segment-of-exabytes": _video(
        "claims 2^56 bytes",
        _EBML + b"\x18\x53\x80\x67\x01\xff\xff\xff\xff\xff\xff\xfe" + bytes(64),
        "v5.webm",
        _UNREADABLE,
    ),
    "avi-of-nothing": _video(
        "lists that claim 4 GiB", b"RIFF\xff\xff\xff\xffAVI LIST\xff\xff\xff\xffhdrl" + bytes(64), "v6.avi", _UNREADABLE
    ),
    "mpeg-of-nothing": _video("start codes alone", b"\0\0\1\xba" + bytes(200), "v7.mpg", _UNREADABLE),
}  # fmt: skip

HOSTILE_FILES: dict[str, Hostile] = {**NAMES, **ENTRIES, **OTHER_FORMATS, **CORRUPT, **VIDEOS}
