"""One filename per line, UTF-8, in pick order."""

from collections.abc import Iterable
from typing import BinaryIO

from store.specs.exporters import Exporter
from worker.export.rows import ExportRow, ReadImage
from worker.reporting import UserError

MEDIA_TYPE = "text/plain; charset=utf-8"
FILE_NAME = "filenames.txt"


def write(exporter: Exporter, rows: Iterable[ExportRow], out: BinaryIO, read_image: ReadImage) -> None:
    """Raises UserError for a name with a line break, which the format cannot express."""
    del exporter, read_image
    for row in rows:
        if "\n" in row.filename or "\r" in row.filename:
            raise UserError(f"the filename {row.filename!r} holds a line break; export as csv or jsonl instead")
        out.write(row.filename.encode() + b"\n")
