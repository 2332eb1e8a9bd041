"""A server folder: its files in the order of their names, folder by folder. Links are reported, never followed."""

import os
from collections.abc import Collection, Iterator
from pathlib import Path
from urllib.parse import quote_from_bytes

from worker.ingest.names import is_clutter
from worker.ingest.outcomes import EntryFault, Refusal
from worker.reporting import UserError
from worker.sources.inventory import Listed


def list_folder(folder: Path, *, hidden: Collection[Path] = ()) -> Iterator[Listed]:
    """Yield every file below `folder` except clutter, named by its path from there.

    Only the names of one folder and its parents are held at a time. `hidden`: folders to leave out. Raises UserError if
    `folder` cannot be read; a folder below it that cannot be read is reported as a refused file.
    """
    if not folder.is_dir():
        raise UserError("The folder of the source does not exist on the worker, or is no folder.")
    yield from _walk(os.fsencode(folder), b"", {os.fsencode(path) for path in hidden})


def file_uri(path: bytes) -> str:
    """The `file://` URI (RFC 8089) of an absolute path; bytes that are no UTF-8 survive."""
    return "file://" + quote_from_bytes(path)


def _walk(folder: bytes, prefix: bytes, hidden: set[bytes]) -> Iterator[Listed]:
    try:
        with os.scandir(folder) as found:
            members = sorted((entry.name, entry) for entry in found)
    except OSError as error:
        if not prefix:
            raise UserError("The folder of the source cannot be read by the worker.") from error
        unreadable = Refusal(EntryFault.UNREACHABLE, "the folder cannot be read")
        yield Listed(_text(prefix.rstrip(b"/")), "", refusal=unreadable)
        return
    for name, member in members:
        if is_clutter(_text(name)):
            continue
        if member.is_dir(follow_symlinks=False):
            if member.path not in hidden:
                yield from _walk(member.path, prefix + name + b"/", hidden)
        else:
            yield _file(member, prefix + name)


def _file(member: "os.DirEntry[bytes]", name: bytes) -> Listed:
    if member.is_symlink():
        refusal = Refusal(EntryFault.LINK, "symbolic links are not followed; import the folder that it leads to")
        return Listed(_text(name), "", refusal=refusal)
    if not member.is_file(follow_symlinks=False):
        return Listed(_text(name), "", refusal=Refusal(EntryFault.SPECIAL_FILE, "not a regular file"))
    try:
        size = member.stat(follow_symlinks=False).st_size
    except OSError:
        return Listed(_text(name), "", refusal=Refusal(EntryFault.UNREACHABLE, "the file cannot be read"))
    return Listed(_text(name), file_uri(member.path), size)


def _text(name: bytes) -> str:
    """Names that are no UTF-8 get surrogates, which `clean_name` refuses."""
    return name.decode("utf-8", "surrogateescape")
