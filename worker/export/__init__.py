"""Files that carry a subset out, one module per exporter. Everything streams.

A module defines MEDIA_TYPE, FILE_NAME and `write`; it is registered here under the name of its spec.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from store.specs.exporters import Exporter
from worker.export import csv_table, filenames, images, json_lines, label_studio
from worker.export.rows import ExportRow, ReadImage

__all__ = ["EXPORTERS", "ExportFile", "ExportRow", "ReadImage", "describe", "export"]


class ExportModule(Protocol):
    """What a module of this package defines."""

    MEDIA_TYPE: str
    FILE_NAME: str

    def write(self, exporter: Exporter, rows: Iterable[ExportRow], out: BinaryIO, read_image: ReadImage) -> None:
        """Write `rows` to `out` in order, without holding more than a few of them."""


EXPORTERS: Mapping[str, ExportModule] = {
    "filenames": filenames,
    "csv": csv_table,
    "jsonl": json_lines,
    "label_studio": label_studio,
    "images": images,
}


@dataclass(frozen=True, slots=True)
class ExportFile:
    """How the result of an exporter is offered for download."""

    media_type: str
    file_name: str


def describe(exporter: Exporter) -> ExportFile:
    """The media type and the usual file name of what `exporter` writes."""
    module = EXPORTERS[exporter.name]
    return ExportFile(module.MEDIA_TYPE, module.FILE_NAME)


def export(exporter: Exporter, rows: Iterable[ExportRow], out: BinaryIO, *, read_image: ReadImage) -> None:
    """Write `rows`, which are in pick order, to `out`. `read_image` is called for formats that hold images only.

    Raises UserError if a row cannot be expressed in the format.
    """
    EXPORTERS[exporter.name].write(exporter, rows, out, read_image)
