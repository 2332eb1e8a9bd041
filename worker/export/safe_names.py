"""Names for files in an archive that unpack on every system without leaving the folder or replacing each other."""

import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

_MAX_PART_BYTES = 200
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]')
# Windows keeps these for devices, with any extension.
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?$")


class UniqueNames:
    """Hands out safe names. Two of them never differ only in case, and none is a folder of another."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._files = {name.casefold() for name in taken}
        self._folders: set[str] = set()
        self._next_number: dict[str, int] = {}

    def add(self, filename: str) -> str:
        """A name as much like `filename` as possible."""
        name = safe_name(filename)
        if any(folder in self._files for folder in _folders(name)):
            name = name.replace("/", "_")
        for candidate in self._candidates(name):
            key = candidate.casefold()
            if key not in self._files and key not in self._folders:
                break
        self._files.add(key)
        self._folders.update(_folders(candidate))
        return candidate

    def _candidates(self, name: str) -> Iterator[str]:
        yield name
        path = PurePosixPath(name)
        key = name.casefold()
        # Counting goes on where it stopped, or many equal names would take quadratic time.
        for number in itertools.count(self._next_number.get(key, 2)):
            self._next_number[key] = number + 1
            yield str(path.with_name(f"{path.stem}-{number}{path.suffix}"))


def safe_name(filename: str) -> str:
    """`filename` as a relative path of harmless parts, separated by `/`; folders are kept."""
    parts = (_safe_part(part) for part in unicodedata.normalize("NFC", filename).split("/") if part not in {"", "."})
    return "/".join(parts) or "_"


def _safe_part(part: str) -> str:
    part = _FORBIDDEN.sub("_", part)
    stem, dot, extension = part.rpartition(".")
    if len(part.encode()) > _MAX_PART_BYTES:
        ending = dot + extension if stem and len(extension) <= 8 else ""
        part = part.encode()[: _MAX_PART_BYTES - len(ending.encode())].decode(errors="ignore") + ending
    # Windows drops trailing dots and spaces, which would also turn ".. " into "..".
    part = re.sub(r"[. ]+$", "_", part)
    return f"_{part}" if _RESERVED.match(part) else part


def _folders(name: str) -> list[str]:
    """Every folder of `name`, the deepest first."""
    return [str(parent).casefold() for parent in PurePosixPath(name).parents][:-1]
