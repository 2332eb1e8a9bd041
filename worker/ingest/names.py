r"""Names of archive entries: which are clutter, which are unsafe, and how the rest is written.

Names never become paths here; they are data that people, browsers and labelling tools will see. They are
refused all the same when they would be dangerous as a path, because somewhere downstream somebody will use
them as one.
"""

import re
import unicodedata

from store.limits import NAME_PART_BYTES
from worker.ingest.outcomes import EntryFault, Refusal

_DRIVE = re.compile(r"^[A-Za-z]:")
_CLUTTER = frozenset({"thumbs.db", "desktop.ini", "__macosx"})
_HIDDEN = re.compile(r"(^|/)\.(?!\.?(/|$))")
# Control characters, line and paragraph separators, surrogates, which UTF-8 cannot carry, and the bidirectional
# embeddings, overrides and isolates that make a name read differently from what it is (CVE-2021-42574).
_FORBIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def is_clutter(name: str) -> bool:
    """Whether an operating system or editor left the file behind: hidden files, `__MACOSX/`, `Thumbs.db`."""
    return _HIDDEN.search(name) is not None or not _CLUTTER.isdisjoint(name.lower().split("/"))


def clean_name(name: str, max_bytes: int) -> str | Refusal:
    """The name in NFC without empty and `.` components, or why it is refused."""
    if _FORBIDDEN.search(name):
        return _unsafe("the name holds control characters")
    normal = unicodedata.normalize("NFC", name)
    if "\\" in normal:
        return _unsafe("the name holds a backslash")
    if normal.startswith("/") or _DRIVE.match(normal):
        return _unsafe("the name is an absolute path")
    parts = [part for part in normal.split("/") if part not in {"", "."}]
    if ".." in parts:
        return _unsafe("the name climbs out of its folder with '..'")
    if not parts:
        return _unsafe("the name is empty")
    cleaned = "/".join(parts)
    length = len(cleaned.encode())
    if length > max_bytes:
        return _unsafe(f"the name is longer than {max_bytes} bytes")
    if length > NAME_PART_BYTES and any(len(part.encode()) > NAME_PART_BYTES for part in parts):
        return _unsafe(f"a part of the name is longer than {NAME_PART_BYTES} bytes")
    return cleaned


def decode_name(raw: bytes, *, legacy_encoding: str | None = None) -> str | Refusal:
    """Decode a name as UTF-8, then as `legacy_encoding` if there is one; refuse it if neither fits."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        if legacy_encoding is None:
            return _unsafe("the name is not valid UTF-8")
    return raw.decode(legacy_encoding)


def display_name(raw: bytes, max_bytes: int) -> str:
    """A refused name that is safe to show and to store: escaped ASCII, cut off at `max_bytes`."""
    escaped = raw[:max_bytes].decode("utf-8", "backslashreplace").encode("unicode_escape").decode("ascii")
    return escaped[:max_bytes]


def folder_label(name: str) -> str | None:
    """The weak label of a sample: the last folder of its name, None at the top level."""
    folder, _, _ = name.rpartition("/")
    return folder.rpartition("/")[2] or None


def _unsafe(reason: str) -> Refusal:
    return Refusal(EntryFault.UNSAFE_NAME, reason)
