"""Opening a file below a folder, and nowhere else, whatever anybody does to the folder meanwhile."""

import errno
import os
import stat
from io import BufferedReader
from pathlib import Path, PurePath

_FLAGS = os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW
# Without it, opening a pipe would wait for somebody to write to it.
_FILE_FLAGS = _FLAGS | os.O_NONBLOCK


class NotConfined(OSError):
    """On the way to the file, or in its place, is a link, or something that is no regular file."""


def open_beneath(root: Path, relative: PurePath) -> BufferedReader:
    """Open the regular file `relative` below `root` for reading.

    One folder after the other is opened from the one before without following links, so that no link, and no exchange
    of a folder by a link between check and use, leads out of `root`. Raises NotConfined, FileNotFoundError or another
    OSError.
    """
    if relative.is_absolute() or ".." in relative.parts or not relative.parts:
        raise NotConfined(errno.EPERM, "the path leaves its folder")
    *folders, name = relative.parts
    folder = os.open(root, os.O_RDONLY | os.O_CLOEXEC | os.O_DIRECTORY)
    try:
        for part in folders:
            inner = _open(part, _FLAGS | os.O_DIRECTORY, folder)
            os.close(folder)
            folder = inner
        descriptor = _open(name, _FILE_FLAGS, folder)
    finally:
        os.close(folder)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise NotConfined(errno.EPERM, "not a regular file")
    return os.fdopen(descriptor, "rb")


def _open(name: str, flags: int, folder: int) -> int:
    try:
        return os.open(name, flags, dir_fd=folder)
    except OSError as error:
        # What a link is called differs: ELOOP for a file, ENOTDIR for a folder, EMLINK on FreeBSD. ENXIO is a socket.
        if error.errno in {errno.ELOOP, errno.ENOTDIR, errno.EMLINK, errno.ENXIO}:
            raise NotConfined(error.errno, "a link or a special file") from error
        raise
