"""Comma-separated values as in RFC 4180: UTF-8, CRLF, one header line, quotes only where they are needed.

Values are written as they are. A filename such as `=1+1.jpg` is not prefixed to stop spreadsheets from calculating it:
the file is made for programs, and a changed name no longer finds its image.
"""

import csv
import io
from collections.abc import Iterable
from typing import BinaryIO

from store.specs.exporters import Exporter
from worker.export.rows import FIELDS, ExportRow, ReadImage, record

MEDIA_TYPE = "text/csv; charset=utf-8; header=present"
FILE_NAME = "subset.csv"


def write(exporter: Exporter, rows: Iterable[ExportRow], out: BinaryIO, read_image: ReadImage) -> None:
    """An empty cell stands for null."""
    del exporter, read_image
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    try:
        table = csv.DictWriter(text, FIELDS, lineterminator="\r\n")
        table.writeheader()
        table.writerows(map(record, rows))
    finally:
        # The caller's file must outlive the wrapper.
        text.detach()
