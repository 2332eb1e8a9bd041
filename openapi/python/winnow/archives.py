"""What is uploaded for a path: a file as it is, a folder as one archive of everything in it."""

import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def packed(path: Path) -> Iterator[Path]:
    """A single file to upload. A folder becomes a zip without compression, since images are compressed already.

    Raises FileNotFoundError when there is nothing at `path` or nothing in the folder.
    """
    if path.is_file():
        yield path
        return
    files = sorted(file for file in path.rglob("*") if file.is_file()) if path.is_dir() else []
    if not files:
        raise FileNotFoundError(f"{path} is neither a file nor a folder with files in it")
    with tempfile.TemporaryDirectory(prefix="winnow-") as scratch:
        archive = Path(scratch) / f"{path.resolve().name}.zip"
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED, strict_timestamps=False) as zipped:
            for file in files:
                zipped.write(file, file.relative_to(path).as_posix())
        yield archive
