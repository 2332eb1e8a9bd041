"""Exporters: the files that carry a subset out, one parameter model each, told apart by `name`."""

from typing import Annotated, Literal

from pydantic import Field

from store.specs.base import Spec


class FilenamesExporter(Spec):
    """One filename per line, in pick order."""

    name: Literal["filenames"] = "filenames"


class CsvExporter(Spec):
    """One row per sample in pick order: rank, sample_id, filename, label, width, height, sha256, gain, reason."""

    name: Literal["csv"] = "csv"


class JsonLinesExporter(Spec):
    """The same fields as `csv`, one JSON object per line."""

    name: Literal["jsonl"] = "jsonl"


class LabelStudioExporter(Spec):
    """A JSON list of Label Studio import tasks."""

    name: Literal["label_studio"] = "label_studio"
    image_url_prefix: str = Field(
        default="",
        max_length=1000,
        description="put before /v1/datasets/.../image, e.g. https://winnow.example.org",
    )


class ImagesExporter(Spec):
    """A zip of the original image files, in pick order, with a manifest."""

    name: Literal["images"] = "images"


Exporter = Annotated[
    FilenamesExporter | CsvExporter | JsonLinesExporter | LabelStudioExporter | ImagesExporter,
    Field(discriminator="name"),
]
