"""A zip of the original files with a manifest.

Images are stored, not deflated: they are compressed already. Names keep their folders, but are made safe and unique;
`manifest.jsonl` gives for every file (`file`) what the other exporters say about its sample.
"""

import json
import shutil
import tempfile
import zipfile
from collections.abc import Iterable
from typing import BinaryIO

from store.specs.exporters import Exporter
from worker.export.rows import ExportRow, ReadImage, record
from worker.export.safe_names import UniqueNames

MEDIA_TYPE = "application/zip"
FILE_NAME = "images.zip"

_MANIFEST = "manifest.jsonl"
_MANIFEST_BYTES_IN_MEMORY = 1 << 20


def write(exporter: Exporter, rows: Iterable[ExportRow], out: BinaryIO, read_image: ReadImage) -> None:
    """Hold one image at a time. The same subset always makes the same bytes; `out` need not be seekable."""
    del exporter
    names = UniqueNames(taken=[_MANIFEST])
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_STORED, allowZip64=True) as archive,
        tempfile.SpooledTemporaryFile(_MANIFEST_BYTES_IN_MEMORY) as manifest,
    ):
        for row in rows:
            name = names.add(row.filename)
            archive.writestr(_member(name), read_image(row.sha256))
            line = {"file": name} | record(row)
            manifest.write(json.dumps(line, ensure_ascii=False, allow_nan=False).encode() + b"\n")
        manifest.seek(0)
        with archive.open(_member(_MANIFEST), "w", force_zip64=True) as member:
            shutil.copyfileobj(manifest, member)


def _member(name: str) -> zipfile.ZipInfo:
    """Without the time of day: exports of one subset are equal."""
    info = zipfile.ZipInfo(name)
    info.external_attr = 0o644 << 16
    return info
