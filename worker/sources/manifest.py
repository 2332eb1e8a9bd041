"""Manifests: lists of images as JSON lines, CSV or Parquet. A line that cannot be used is one refused file, with its
number; the others go on.
"""

import csv
import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Literal
from urllib.parse import unquote, urlsplit

import pyarrow as pa
import pyarrow.parquet as pq
from pydantic import TypeAdapter, ValidationError

from store.import_doors import DoorClosed, ImportDoors
from store.specs.sources import BUCKET_SCHEMES, Location, ManifestColumns
from worker.ingest.outcomes import EntryFault, Refusal
from worker.reporting import UserError
from worker.sources.inventory import Listed
from worker.sources.objects import object_uri

Format = Literal["jsonl", "csv", "parquet"]
_Row = Mapping[str, Any] | Refusal
_LOCATION: TypeAdapter[str] = TypeAdapter(Location)
_MAX_LINE = 1 << 20
_MAX_LABEL = 255
_MAX_METADATA = 64 * 1024
_PARQUET_ROWS = 4096
# NUL, which PostgreSQL does not store, and halves of surrogate pairs, which UTF-8 cannot carry.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def read_manifest(
    path: Path,
    format: Format | Literal["auto"],  # noqa: A002 - the name of the field in the spec
    columns: ManifestColumns,
    doors: ImportDoors,
    *,
    endpoint: str | None = None,
    connection: str | None = None,
) -> Iterator[Listed]:
    """Yield a file for every row, in order. Raises UserError if the manifest as a whole cannot be read."""
    readers: dict[str, Callable[[Path], Iterator[_Row]]] = {"jsonl": _json_lines, "csv": _csv, "parquet": _parquet}
    for number, row in enumerate(readers[_sniff(path) if format == "auto" else format](path), 1):
        if isinstance(row, Refusal):
            yield Listed(f"row {number}", "", refusal=row)
            continue
        try:
            yield _listed(row, columns, doors, endpoint, connection)
        except ValueError as error:
            yield Listed(f"row {number}", "", refusal=Refusal(EntryFault.BAD_REFERENCE, str(error)))


def _sniff(path: Path) -> Format:
    with path.open("rb") as file:
        opening = file.read(4096)
    if opening.startswith(b"PAR1"):
        return "parquet"
    return "jsonl" if opening.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") else "csv"


def _json_lines(path: Path) -> Iterator[_Row]:
    with path.open("rb") as file:
        while line := file.readline(_MAX_LINE + 1):
            if len(line) > _MAX_LINE:
                raise UserError(f"A line of the manifest is longer than {_MAX_LINE} bytes.")
            if not line.strip():
                continue
            try:
                row = json.loads(line.removeprefix(b"\xef\xbb\xbf"))
            except (ValueError, RecursionError):
                yield _bad("the line is no JSON")
            else:
                yield row if isinstance(row, dict) else _bad("the line is no JSON object")


def _csv(path: Path) -> Iterator[_Row]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        try:
            reader = csv.DictReader(file, strict=True)
            for row in reader:
                if None in row or None in row.values():
                    yield _bad("the line has another number of columns than the header")
                else:
                    yield {name: value for name, value in row.items() if value != "" and name is not None}
        except UnicodeDecodeError as error:
            raise UserError("The manifest is neither Parquet, JSON lines nor CSV in UTF-8.") from error
        except csv.Error as error:
            raise UserError(f"The manifest is no readable CSV: it breaks at line {reader.line_num}.") from error


def _parquet(path: Path) -> Iterator[_Row]:
    try:
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches(batch_size=_PARQUET_ROWS):
                for row in batch.to_pylist():
                    yield {name: value for name, value in row.items() if value is not None}
    except (pa.ArrowException, OSError) as error:
        raise UserError("The manifest is no readable Parquet file.") from error


def _listed(
    row: Mapping[str, Any], columns: ManifestColumns, doors: ImportDoors, endpoint: str | None, connection: str | None
) -> Listed:
    """Raises ValueError, whose text is for the user, for a row that names no file."""
    reference = row.get(columns.uri)
    if not isinstance(reference, str) or not reference:
        raise ValueError(f"the row has no {columns.uri}, or it is no text")
    uri, name = _resolved(reference, doors, endpoint, connection)
    given = row.get(columns.filename)
    if given is not None:
        if not isinstance(given, str):
            raise ValueError(f"{columns.filename} is no text")
        name = given
    label = _label(row.get(columns.label), columns.label)
    return Listed(name, uri, label=label, metadata=_metadata(row.get(columns.metadata), columns.metadata))


def _resolved(uri: str, doors: ImportDoors, endpoint: str | None, connection: str | None) -> tuple[str, str]:
    """(URI to fetch, name) of what a row points to."""
    scheme = uri.partition("://")[0]
    try:
        if scheme == "file":
            _, relative = doors.file(uri)
            return uri, relative.as_posix()
        if scheme in BUCKET_SCHEMES:
            doors.bucket(uri)
            return object_uri(uri, endpoint=endpoint, connection=connection)
        doors.web(_LOCATION.validate_python(uri))
        return uri, unquote(urlsplit(uri).path).lstrip("/")
    except ValidationError as error:
        raise ValueError("the URI begins with none of s3://, gs://, az://, https:// and file://") from error
    except DoorClosed as closed:
        raise ValueError(str(closed)) from closed


def _label(value: Any, column: str) -> str | None:
    """A text, or a whole number as class indices are."""
    if value is None:
        return None
    label = str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
    if not 0 < len(label) <= _MAX_LABEL or _UNSTORABLE.search(label):
        raise ValueError(f"{column} is no text of 1 to {_MAX_LABEL} characters")
    return label


def _metadata(value: Any, column: str) -> dict[str, Any] | None:
    """An object, or its JSON in a text. Its members must be JSON that a database takes."""
    if value is None:
        return None
    try:
        text = value if isinstance(value, str) else json.dumps(value, allow_nan=False)
        metadata = json.loads(text, parse_constant=_refuse_constant)
        storable = not any(_UNSTORABLE.search(part) for part in _texts(metadata))
    except (ValueError, TypeError, RecursionError):
        metadata, storable = None, False
    if not isinstance(metadata, dict) or not storable or len(text) > _MAX_METADATA:
        raise ValueError(f"{column} is no JSON object of at most {_MAX_METADATA} bytes")
    return metadata


def _texts(value: Any) -> Iterator[str]:
    """Every text in a JSON value, keys included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, member in value.items():
            yield key
            yield from _texts(member)
    elif isinstance(value, list):
        for member in value:
            yield from _texts(member)


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


def _bad(reason: str) -> Refusal:
    return Refusal(EntryFault.BAD_REFERENCE, reason)
