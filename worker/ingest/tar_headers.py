"""The headers of a tar stream (POSIX.1-2001 ustar and pax, GNU long names), read strictly and forward only.

The standard library's tarfile is made for extracting trusted archives: it keeps whole pax headers of any size
in memory and had endless loops on hostile ones (CVE-2019-20907, CVE-2025-8194). This reader only answers
"which files are where", with every length bounded.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NoReturn, Protocol

from worker.ingest.limits import ArchiveLimits
from worker.ingest.outcomes import ArchiveFault, ArchiveRefused, EntryFault, Refusal

BLOCK = 512
_MAX_METADATA_BYTES = 1 << 20
_ZEROS = bytes(BLOCK)
_REGULAR = frozenset(b"07\0")
_LINKS = frozenset(b"12")
_DEVICES = frozenset(b"346")
_FOLDER = ord("5")
_GNU_SPARSE = ord("S")
_GNU_FOLDER_DUMP = ord("D")
_GNU_LONG_NAME = ord("L")
_GNU_LONG_LINK = ord("K")
_PAX = ord("x")
_PAX_GLOBAL = ord("g")


class Stream(Protocol):
    """Bytes that are read forward."""

    position: int

    def read(self, size: int) -> bytes:
        """Up to `size` bytes; fewer only at the end."""

    def skip(self, size: int) -> None:
        """Go forward. Raises ArchiveRefused (truncated) past the end."""


@dataclass(frozen=True, slots=True)
class TarMember:
    """One member that may become an entry."""

    raw_name: bytes
    offset: int
    """Of its contents, in the decompressed stream."""
    size: int
    refusal: Refusal | None
    is_folder: bool


def is_header(block: bytes) -> bool:
    """Whether 512 bytes are the header of a tar member: their checksum says so."""
    if len(block) != BLOCK or block == _ZEROS:
        return False
    stored = block[148:156].strip(b" \0")
    # The checksum counts its own eight bytes as spaces.
    return stored.isdigit() and _octal(stored) == sum(block) - sum(block[148:156]) + 8 * 32


class TarReader:
    """Walks the headers of a stream and skips the contents."""

    def __init__(self, stream: Stream, limits: ArchiveLimits) -> None:
        self._stream = stream
        self._limits = limits
        self._long_name: bytes | None = None
        self._pax: dict[bytes, bytes] = {}

    def members(self) -> Iterator[TarMember | None]:
        """Yield every member up to the end marker, None for records that only describe the next member.

        Raises ArchiveRefused if the stream is cut off, damaged, or goes on behind its end marker.
        """
        while (header := self._next_header()) is not None:
            kind = header[156]
            size = self._number(header[124:136])
            if kind in (_GNU_LONG_NAME, _GNU_LONG_LINK, _PAX, _PAX_GLOBAL):
                self._remember(kind, self._metadata(size))
                yield None
                continue
            yield self._member(header, kind, size)
            self._long_name, self._pax = None, {}
        self._require_only_zeros()

    def _next_header(self) -> bytes | None:
        block = self._stream.read(BLOCK)
        if block == _ZEROS:
            return None
        if len(block) < BLOCK:
            raise cut_off()
        if not is_header(block):
            _damaged("a header of the tar file is damaged")
        return block

    def _member(self, header: bytes, kind: int, size: int) -> TarMember:
        size = self._pax_size(size)
        name = self._name(header)
        refusal = None
        if kind in _LINKS:
            refusal = Refusal(EntryFault.LINK, "the entry is a link")
        elif kind in _DEVICES:
            refusal = Refusal(EntryFault.SPECIAL_FILE, "the entry is a device or pipe")
        elif kind == _GNU_SPARSE or any(key.startswith(b"GNU.sparse.") for key in self._pax):
            refusal = Refusal(EntryFault.SPARSE, "the entry is a sparse file")
        elif kind not in _REGULAR and kind not in (_FOLDER, _GNU_FOLDER_DUMP):
            refusal = Refusal(EntryFault.SPECIAL_FILE, "the entry is of a kind that is not read")
        if size and (kind in _LINKS or kind in _DEVICES or kind == _FOLDER):
            # Some readers skip such contents, others read them as the next headers.
            raise ArchiveRefused(ArchiveFault.CONTRADICTION, "a link, device or folder of the tar file claims contents")
        if kind == _GNU_SPARSE:
            self._skip_sparse_maps(header)
        offset = self._stream.position
        self._stream.skip(-(-size // BLOCK) * BLOCK)
        is_folder = kind in (_FOLDER, _GNU_FOLDER_DUMP) or (kind == 0 and name.endswith(b"/"))
        return TarMember(name, offset, size, refusal, is_folder)

    def _name(self, header: bytes) -> bytes:
        if b"path" in self._pax:
            return self._pax[b"path"]
        if self._long_name is not None:
            return self._long_name
        name = _text(header[0:100])
        prefix = _text(header[345:500]) if header[257:263] == b"ustar\0" else b""
        return prefix + b"/" + name if prefix else name

    def _pax_size(self, size: int) -> int:
        text = self._pax.get(b"size")
        if text is None:
            return size
        if not (text.isdigit() and len(text) <= 19):
            _damaged("a pax header of the tar file has a size that is no number")
        return int(text)

    def _metadata(self, size: int) -> bytes:
        if size > _MAX_METADATA_BYTES:
            _damaged(f"a header of the tar file is longer than {_MAX_METADATA_BYTES} bytes")
        padded = -(-size // BLOCK) * BLOCK
        data = self._stream.read(padded)
        if len(data) < padded:
            raise cut_off()
        return data[:size]

    def _remember(self, kind: int, data: bytes) -> None:
        if kind == _GNU_LONG_NAME:
            self._long_name = _text(data)
        elif kind == _PAX:
            self._pax |= dict(_pax_records(data))
        elif kind == _PAX_GLOBAL and not {b"path", b"size"}.isdisjoint(dict(_pax_records(data))):
            raise ArchiveRefused(ArchiveFault.CONTRADICTION, "the tar file gives all its members the same name or size")

    def _skip_sparse_maps(self, header: bytes) -> None:
        more = header[482]
        for _ in range(self._limits.max_entries):
            if not more:
                return
            block = self._stream.read(BLOCK)
            if len(block) < BLOCK:
                raise cut_off()
            more = block[504]
        _damaged("a sparse file of the tar file has too many pieces")

    def _number(self, field: bytes) -> int:
        if field[0] == 0x80:
            return int.from_bytes(field[1:], "big")
        text = field.strip(b" \0")
        if (text and not text.isdigit()) or field[0] > 0x7F:
            _damaged("a header of the tar file has a size that is no number")
        return _octal(text)

    def _require_only_zeros(self) -> None:
        while chunk := self._stream.read(1 << 16):
            if chunk.strip(b"\0"):
                raise ArchiveRefused(ArchiveFault.AMBIGUOUS, "the tar file goes on behind its end marker")


def cut_off() -> ArchiveRefused:
    """The refusal of a stream that ends in the middle of something."""
    return ArchiveRefused(ArchiveFault.TRUNCATED, "the tar file is cut off; upload it again")


def _octal(text: bytes) -> int:
    try:
        return int(text or b"0", 8)
    except ValueError:
        _damaged("a header of the tar file has a number that is not octal")


def _pax_records(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Split "length key=value\\n" records. Every length moves forward, so it always ends."""
    position = 0
    while position < len(data):
        space = data.find(b" ", position, position + 20)
        digits = data[position:space]
        end = position + int(digits) if space > 0 and digits.isdigit() else 0
        if not space + 2 < end <= len(data) or data[end - 1 : end] != b"\n":
            _damaged("a pax header of the tar file is damaged")
        key, equals, value = data[space + 1 : end - 1].partition(b"=")
        if not equals:
            _damaged("a pax header of the tar file is damaged")
        yield key, value
        position = end


def _text(field: bytes) -> bytes:
    return field.partition(b"\0")[0]


def _damaged(reason: str) -> NoReturn:
    raise ArchiveRefused(ArchiveFault.DAMAGED, reason)
