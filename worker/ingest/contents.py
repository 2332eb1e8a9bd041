"""What every place that holds images has in common: a list of entries, and reading a range of them in order."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Protocol, Self

from worker.images.decode import sniff_format
from worker.ingest.listing import Listing
from worker.ingest.outcomes import Entry, EntryFault, Refusal

# Openings of files that hold other files. They are told apart from other non-images only for a better
# message.
_ARCHIVE_OPENINGS = (
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"\x1f\x8b",
    b"BZh",
    b"\xfd7zXZ\x00",
    b"7z\xbc\xaf\x27\x1c",
    b"Rar!\x1a\x07",
    b"\x28\xb5\x2f\xfd",
)
_TAR_MAGIC = b"ustar"
_TAR_MAGIC_OFFSET = 257


class Contents(Protocol):
    """Files in a fixed order, wherever they are: an archive, a folder, a bucket."""

    @property
    def entries(self) -> Sequence[Entry]:
        """Every file, refused ones included."""

    def read(self, start: int, stop: int) -> Iterator[tuple[Entry, bytes | Refusal]]:
        """Yield the entries of `start <= index < stop` with their contents, or with why they are refused.

        Contents begin like an image of a supported format; nothing else is known about them.
        """

    def close(self) -> None:
        """Let go of files and connections."""


class Archive(ABC):
    """An upload as a sequence of files. Use it as a context manager; it keeps the upload open.

    One object serves one thread. Several processes may each open the same upload and read different ranges:
    the order and the indices of the entries depend on its bytes and the limits alone.
    """

    format: str

    def __init__(self, listing: Listing) -> None:
        self._listing = listing

    @property
    def entries(self) -> Sequence[Entry]:
        """Every file except clutter, in the order of the archive, refused ones included."""
        return self._listing

    def read(self, start: int, stop: int) -> Iterator[tuple[Entry, bytes | Refusal]]:
        """Yield the entries of `start <= index < stop` with their contents, or with why they are refused.

        Contents are non-empty and begin like an image of a supported format; nothing else is known about
        them. Raises ArchiveRefused if the upload turns out to be unreadable.
        """
        for entry in self.entries[start:stop]:
            yield entry, self._listing.refusals.get(entry.index) or self._judged_content(entry.index)

    def copy_out(self, index: int, out: BinaryIO) -> Refusal | None:
        """Write the contents of an entry to `out`, whatever they are, or say why it is refused."""
        content = self._listing.refusals.get(index) or self._content(index)
        if isinstance(content, Refusal):
            return content
        out.write(content)
        return None

    def local_path(self, index: int) -> Path | None:
        """The entry as a file of its own, which must not be written to; None for what lies inside an archive."""
        del index
        return None

    def _judged_content(self, index: int) -> bytes | Refusal:
        content = self._content(index)
        if isinstance(content, Refusal):
            return content
        return refuse_by_content(content) or content

    @abstractmethod
    def _content(self, index: int) -> bytes | Refusal:
        """The contents of an entry that the listing does not refuse."""

    @abstractmethod
    def close(self) -> None:
        """Close the upload."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()


def refuse_by_content(content: bytes) -> Refusal | None:
    """Judge by the first 512 bytes, or all if there are fewer: the extension of a name proves nothing."""
    if sniff_format(content) is not None:
        return None
    is_tar = content[_TAR_MAGIC_OFFSET : _TAR_MAGIC_OFFSET + len(_TAR_MAGIC)] == _TAR_MAGIC
    if is_tar or content.startswith(_ARCHIVE_OPENINGS):
        return Refusal(EntryFault.NESTED_ARCHIVE, "the file is an archive; archives inside archives are not opened")
    return Refusal(EntryFault.NOT_AN_IMAGE, "the file is not an image of a supported format")
