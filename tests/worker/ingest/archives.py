"""Archives written byte by byte, so that they can lie."""

import io
import struct
import zlib
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from PIL import Image

MODE_LINK = 0o120777
MODE_FILE = 0o100644
MODE_FIFO = 0o010644
MODE_DEVICE = 0o020644
MODE_FOLDER = 0o040755


def make_image(seed: int, *, size: tuple[int, int] = (24, 16), kind: str = "JPEG", **options: Any) -> bytes:
    """A smooth random picture, (width, height) pixels."""
    coarse = np.random.default_rng(seed).integers(0, 256, (4, 4, 3), dtype=np.uint8)
    picture = Image.fromarray(coarse).resize(size, Image.Resampling.BICUBIC)
    buffer = io.BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


GOOD_JPEG = make_image(1)
GOOD_PNG = make_image(2, kind="PNG")


@dataclass
class ZipEntry:
    """One entry; what is not given follows from the data, and `local` overrides fields of the local header only."""

    name: bytes | str
    data: bytes = GOOD_JPEG
    method: int = 8
    flags: int = 0
    mode: int = MODE_FILE
    made_by: int = 3
    raw: bytes | None = None
    crc: int | None = None
    size: int | None = None
    compressed_size: int | None = None
    extra: bytes = b""
    offset: int | None = None
    local: dict[str, Any] = field(default_factory=dict)

    def fields(self) -> dict[str, Any]:
        raw = self.raw if self.raw is not None else deflate(self.data) if self.method == 8 else self.data
        name = self.name.encode() if isinstance(self.name, str) else self.name
        return {
            "name": name,
            "raw": raw,
            "method": self.method,
            "flags": self.flags,
            "crc": zlib.crc32(self.data) if self.crc is None else self.crc,
            "size": len(self.data) if self.size is None else self.size,
            "compressed_size": len(raw) if self.compressed_size is None else self.compressed_size,
        }


def deflate(data: bytes) -> bytes:
    compressor = zlib.compressobj(9, zlib.DEFLATED, -15)
    return compressor.compress(data) + compressor.flush()


def make_zip(
    *entries: ZipEntry,
    prefix: bytes = b"",
    suffix: bytes = b"",
    comment: bytes = b"",
    records: int | None = None,
    before_end: bytes = b"",
    directory_offset: int | None = None,
) -> bytes:
    """Local headers and data, central directory, end record; `prefix` is not counted in the offsets."""
    body, directory = b"", b""
    for entry in entries:
        fields = entry.fields()
        offset = len(body) if entry.offset is None else entry.offset
        if entry.offset is None:
            body += _local_header(fields | entry.local) + fields["raw"]
        directory += _central_record(fields, entry, offset)
    count = len(entries) if records is None else records
    start = len(body) if directory_offset is None else directory_offset
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, count, count, len(directory), start, len(comment))
    return prefix + body + directory + before_end + end + comment + suffix


def _local_header(f: dict[str, Any]) -> bytes:
    sizes = (f["crc"], f["compressed_size"], f["size"])
    name: bytes = f["name"]
    return struct.pack("<4s5H3I2H", b"PK\3\4", 20, f["flags"], f["method"], 0, 0, *sizes, len(name), 0) + name


def _central_record(f: dict[str, Any], entry: ZipEntry, offset: int) -> bytes:
    versions = (entry.made_by << 8 | 20, 20)
    sizes = (f["crc"], f["compressed_size"], f["size"])
    lengths = (len(f["name"]), len(entry.extra), 0)
    tail = (0, 0, entry.mode << 16, offset)
    fixed = struct.pack("<4s6H3I5H2I", b"PK\1\2", *versions, f["flags"], f["method"], 0, 0, *sizes, *lengths, *tail)
    name: bytes = f["name"]
    return fixed + name + entry.extra


def tar_member(
    name: bytes | str,
    data: bytes = GOOD_JPEG,
    *,
    kind: bytes = b"0",
    size: int | bytes | None = None,
    link: bytes = b"",
    prefix: bytes = b"",
    magic: bytes = b"ustar\x0000",
    tail: bytes = b"",
    checksum: int | None = None,
) -> bytes:
    """One header and its padded data. `size` is the number or the raw field of 12 bytes; `tail` ends the header."""
    name = name.encode() if isinstance(name, str) else name
    size = len(data) if size is None else size
    size_field = size if isinstance(size, bytes) else b"%011o\0" % size
    header = name.ljust(100, b"\0") + b"0000644\0" + b"0000000\0" * 2 + size_field + b"00000000000\0"
    header += b" " * 8 + kind + link.ljust(100, b"\0") + magic + bytes(64) + bytes(16)
    header += prefix.ljust(155, b"\0")
    header = header[: 512 - len(tail)].ljust(512 - len(tail), b"\0") + tail
    total = sum(header) if checksum is None else checksum
    header = header[:148] + b"%06o\0 " % total + header[156:]
    return header + pad(data)


def pad(data: bytes) -> bytes:
    return data + bytes(-len(data) % 512)


def pax(kind: bytes = b"x", **records: bytes) -> bytes:
    """A pax header with `records`; double underscores in keys stand for dots."""
    body = b""
    for key, value in records.items():
        text = b" " + key.replace("__", ".").encode() + b"=" + value + b"\n"
        length = len(text) + 1
        while len(str(length)) + len(text) != length:
            length += 1
        body += str(length).encode() + text
    return tar_member("pax", body, kind=kind)


def make_tar(*members: bytes, end: bytes = bytes(1024)) -> bytes:
    return b"".join(members) + end


def gzip_member(data: bytes, level: int = 6) -> bytes:
    compressor = zlib.compressobj(level, zlib.DEFLATED, 31)
    return compressor.compress(data) + compressor.flush()


def png_header(width: int, height: int) -> bytes:
    """A PNG of one pixel's data that claims to be larger."""
    chunks = b"".join(
        [
            png_chunk(b"IHDR", struct.pack(">2I5B", width, height, 8, 2, 0, 0, 0)),
            png_chunk(b"IDAT", zlib.compress(b"\0\0\0\0")),
            png_chunk(b"IEND", b""),
        ]
    )
    return b"\x89PNG\r\n\x1a\n" + chunks


def png_chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
