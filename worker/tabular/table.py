"""Tables of the users' own numbers: CSV, Parquet or JSON lines, with a column that says which sample a row is about."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Literal, TypeVar

import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq
from pydantic_core import from_json

MIB = 1 << 20
_ROWS = 1000
_MAX_LINE = 8 * MIB
_MAX_GROUP_BYTES = 2048 * MIB
_MAX_COLUMNS = 20_000

T = TypeVar("T")
Format = Literal["ndjson", "parquet", "csv"]
Key = Literal["filename", "sample_id"]
# LightlyOne writes `filenames`.
_KEYS: dict[str, Key] = {"filename": "filename", "filenames": "filename", "sample_id": "sample_id"}


class TableRefused(Exception):
    """Nothing of the table can be used. The message is a sentence for the user, without a full stop."""


@dataclass(frozen=True)
class Rows:
    """Some rows."""

    first: int
    """Number of the first row, from 1; a header is not counted."""
    keys: list[str] | None
    """What each row is about; None where the table has no such column: then rows are in order of position."""
    values: pa.RecordBatch
    """The other columns."""


class Table:
    """An opened file. Reading it again begins at the first row."""

    def __init__(self, path: Path, format_: Format) -> None:
        """Raises TableRefused when the file cannot be read as `format_`, or two columns name samples."""
        self._path, self._format = path, format_
        self.columns = _guarded(self._names)
        """In the order of the file, the key included."""
        if len(set(self.columns)) < len(self.columns):
            raise TableRefused("two columns have the same name")
        if len(self.columns) > _MAX_COLUMNS:
            raise TableRefused(f"the file has more than {_MAX_COLUMNS} columns")
        found = [name for name in self.columns if name in _KEYS]
        if "sample_id" in found:
            self._key: str | None = "sample_id"  # it is the surer one: names of deleted samples are used again
        elif len(found) > 1:
            raise TableRefused(f"the columns {' and '.join(found)} both name samples: keep one of them")
        else:
            self._key = found[0] if found else None

    @property
    def key(self) -> Key | None:
        """What the key column holds."""
        return None if self._key is None else _KEYS[self._key]

    @property
    def others(self) -> list[str]:
        """The columns that are no key."""
        return [name for name in self.columns if name not in _KEYS]

    def rows(self) -> Iterator[Rows]:
        """Everything, some rows at a time. Raises TableRefused for a file that is damaged further down."""
        first = 1
        batches = self._batches()
        while (batch := _guarded(lambda: next(batches, None))) is not None:
            if batch.num_rows:
                yield self._split(batch, first)
                first += batch.num_rows

    def _split(self, batch: pa.RecordBatch, first: int) -> Rows:
        if self._key is None:
            return Rows(first, None, batch)
        keys = batch.column(self._key).to_pylist()
        for offset, key in enumerate(keys):
            if not isinstance(key, str) or not key:
                raise TableRefused(f"row {first + offset} has no {self._key}")
        return Rows(first, keys, batch.select(self.others))

    def _names(self) -> list[str]:
        if self._format == "parquet":
            return list(pq.ParquetFile(self._path).schema_arrow.names)
        if self._format == "csv":
            with pa_csv.open_csv(self._path, read_options=_csv_options()) as reader:
                return list(reader.schema.names)
        first = next(_lines(self._path), None)
        if first is None:
            raise TableRefused("the file has no rows")
        names = {name: None for row in islice(_lines(self._path), _ROWS) for name in row}
        return list(names)

    def _batches(self) -> Iterator[pa.RecordBatch]:
        if self._format == "parquet":
            yield from self._parquet()
        elif self._format == "csv":
            types = {name: pa.string() if name in _KEYS else pa.float64() for name in self.columns}
            options = pa_csv.ConvertOptions(column_types=types, null_values=["", "null", "NULL", "None", "NaN", "nan"])
            with pa_csv.open_csv(self._path, read_options=_csv_options(), convert_options=options) as reader:
                yield from reader
        else:
            lines = _lines(self._path)
            while rows := list(islice(lines, _ROWS)):
                yield pa.RecordBatch.from_pylist(rows, schema=None if not rows else self._json_schema(rows))

    def _parquet(self) -> Iterator[pa.RecordBatch]:
        with pq.ParquetFile(
            self._path, thrift_string_size_limit=64 * MIB, thrift_container_size_limit=1_000_000, pre_buffer=False
        ) as file:
            for group in range(file.num_row_groups):
                if file.metadata.row_group(group).total_byte_size > _MAX_GROUP_BYTES:
                    raise TableRefused(f"a row group unpacks to more than {_MAX_GROUP_BYTES // MIB} MiB")
                yield from file.iter_batches(_ROWS, row_groups=[group])

    def _json_schema(self, rows: Sequence[dict[str, object]]) -> pa.Schema:
        """The columns of the first lines, whatever these lines have: a missing value is null."""
        inferred = pa.RecordBatch.from_pylist(list(rows)).schema
        unknown = {name for row in rows for name in row} - set(self.columns)
        if unknown:
            raise TableRefused(f"the column {min(unknown)} appears below the first {_ROWS} lines only")
        known = {field.name: field.type for field in inferred}
        return pa.schema([(name, known.get(name, pa.null())) for name in self.columns])


def _csv_options() -> pa_csv.ReadOptions:
    # One thread: errors then say in which row they are.
    return pa_csv.ReadOptions(use_threads=False, block_size=8 * MIB)


def _lines(path: Path) -> Iterator[dict[str, object]]:
    with path.open("rb") as file:
        number = 0
        while text := file.readline(_MAX_LINE + 1):
            number += 1
            if len(text) > _MAX_LINE:
                raise TableRefused(f"line {number} is longer than {_MAX_LINE // MIB} MiB")
            if not text.strip():
                continue
            try:
                row = from_json(text.removeprefix(b"\xef\xbb\xbf") if number == 1 else text, allow_inf_nan=False)
            except ValueError as error:
                raise TableRefused(f"line {number} is no JSON: {str(error)[:200].rstrip('.')}") from error
            if not isinstance(row, dict):
                raise TableRefused(f"line {number} is no JSON object")
            yield row


def _guarded(read: Callable[[], T]) -> T:
    """What pyarrow cannot read is the user's file, not our fault."""
    try:
        return read()
    except (pa.ArrowException, OSError, ValueError, OverflowError) as error:
        reason = " ".join(str(error).split())[:300].rstrip(".")
        raise TableRefused(f"the file cannot be read: {reason}") from error
