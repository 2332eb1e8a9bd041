"""What can be wrong with an archive or with one of its entries, in words that a caller can act on."""

from dataclasses import dataclass
from enum import StrEnum


class ArchiveFault(StrEnum):
    """Why a whole upload is refused."""

    NOT_AN_ARCHIVE = "not_an_archive"
    UNSUPPORTED_FORMAT = "unsupported_format"
    EMPTY = "empty"
    AMBIGUOUS = "ambiguous"
    """Different programs would read different contents out of it."""
    CONTRADICTION = "contradiction"
    """Two places of the archive disagree about the same fact."""
    OVERLAP = "overlap"
    ENCRYPTED = "encrypted"
    TOO_MANY_ENTRIES = "too_many_entries"
    TOO_LARGE = "too_large"
    COMPRESSION_RATIO = "compression_ratio"
    UNSAFE_NAME = "unsafe_name"
    """Of a single image; in an archive it concerns one entry only."""
    TRUNCATED = "truncated"
    DAMAGED = "damaged"


class ArchiveRefused(Exception):
    """The upload as a whole cannot be read; trying again will not help. `reason` is a sentence for the user."""

    def __init__(self, fault: ArchiveFault, reason: str) -> None:
        super().__init__(reason)
        self.fault = fault
        self.reason = reason


class EntryFault(StrEnum):
    """Why one entry is refused while the others go on."""

    UNSAFE_NAME = "unsafe_name"
    DUPLICATE_NAME = "duplicate_name"
    LINK = "link"
    SPECIAL_FILE = "special_file"
    SPARSE = "sparse"
    ENCRYPTED = "encrypted"
    COMPRESSION_METHOD = "compression_method"
    COMPRESSION_RATIO = "compression_ratio"
    TOO_LARGE = "too_large"
    WRONG_SIZE = "wrong_size"
    CHECKSUM = "checksum"
    DAMAGED = "damaged"
    EMPTY = "empty"
    NESTED_ARCHIVE = "nested_archive"
    NOT_AN_IMAGE = "not_an_image"
    BAD_REFERENCE = "bad_reference"
    """A line of a manifest that names no file."""
    NOT_ALLOWED = "not_allowed"
    """A reference that the operator's settings, or the guard against private addresses, turn away."""
    UNREACHABLE = "unreachable"
    """A reference behind which there is no file, or whose server does not give it."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """One entry that is not taken. `reason` is a sentence for the user."""

    fault: EntryFault
    reason: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of an archive."""

    index: int
    """Dense, from 0, in the order of the archive; clutter has no index."""
    name: str
    """NFC-normalised, folders separated by `/`. The name of a refused entry is escaped: it is only for display."""
    size: int
    """Bytes, as the archive declares them."""
