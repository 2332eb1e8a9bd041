"""One JSON object per line, UTF-8, in pick order."""

import json
from collections.abc import Iterable
from typing import BinaryIO

from store.specs.exporters import Exporter
from worker.export.rows import ExportRow, ReadImage, record

MEDIA_TYPE = "application/x-ndjson"
FILE_NAME = "subset.jsonl"


def write(exporter: Exporter, rows: Iterable[ExportRow], out: BinaryIO, read_image: ReadImage) -> None:
    """Fields as in the CSV table."""
    del exporter, read_image
    out.writelines(json.dumps(record(row), ensure_ascii=False, allow_nan=False).encode() + b"\n" for row in rows)
