"""Images that were imported without copying them, as far as the gateway can reach them: files of server folders.

What lies in a bucket or on a web server, only workers read, with their credentials and through their guard.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from store.confined_files import open_beneath
from store.errors import Conflict
from store.import_doors import DoorClosed, ImportDoors
from store.samples import Sample

_CHUNK = 1024 * 1024


@dataclass(frozen=True)
class FolderImage:
    """An image in a server folder, known to be the one that was imported."""

    root: Path
    relative: Path
    size: int

    def stream_range(self, start: int, stop: int) -> Iterator[bytes]:
        """The bytes from `start` up to but without `stop`, in chunks of at most a mebibyte."""
        with open_beneath(self.root, self.relative) as file:
            file.seek(start)
            while start < stop and (chunk := file.read(min(_CHUNK, stop - start))):
                start += len(chunk)
                yield chunk


def find(sample: Sample, doors: ImportDoors) -> FolderImage:
    """The file of a sample with a `source_uri`. Conflict, with the reason, if the gateway cannot give it."""
    uri = sample.source_uri
    assert uri is not None
    if not uri.startswith("file://"):
        raise Conflict(f"This image was not copied, and only workers can read it where it is: {uri.partition('?')[0]}")
    try:
        root, relative = doors.file(uri)
        digest, size = _digest(root, relative)
    except DoorClosed as closed:
        raise Conflict("This image was not copied, and its folder is no longer open for imports.") from closed
    except OSError as error:
        raise Conflict("This image was not copied, and its file is gone or cannot be read.") from error
    if digest != sample.sha256:
        raise Conflict("This image was not copied, and its file has changed since it was imported.")
    return FolderImage(root, relative, size)


def _digest(root: Path, relative: Path) -> tuple[str, int]:
    with open_beneath(root, relative) as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        return digest, file.tell()
