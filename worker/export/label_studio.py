"""Import tasks for Label Studio: one JSON list.

Label Studio loads the image from its URL in the annotator's browser. Importing the same tasks twice makes two tasks
each; `sample_id` is there to find them again.
"""

import json
from collections.abc import Iterable
from typing import Any, BinaryIO

from store.specs.exporters import Exporter, LabelStudioExporter
from worker.export.rows import ExportRow, ReadImage, finite

MEDIA_TYPE = "application/json"
FILE_NAME = "label_studio.json"


def write(exporter: Exporter, rows: Iterable[ExportRow], out: BinaryIO, read_image: ReadImage) -> None:
    """The labelling interface needs an Image tag with value="$image"."""
    del read_image
    assert isinstance(exporter, LabelStudioExporter)
    prefix = exporter.image_url_prefix.rstrip("/")
    separator = b"[\n"
    for row in rows:
        out.write(separator + json.dumps(_task(row, prefix), ensure_ascii=False, allow_nan=False).encode())
        separator = b",\n"
    out.write(b"\n]\n" if separator == b",\n" else b"[]\n")


def _task(row: ExportRow, prefix: str) -> dict[str, Any]:
    return {
        "data": {
            "image": f"{prefix}/v1/datasets/{row.dataset_id}/samples/{row.sample_id}/image",
            "sample_id": row.sample_id,
            "filename": row.filename,
        },
        "meta": {"rank": row.rank, "gain": finite(row.gain), "reason": row.reason, "label": row.label},
    }
