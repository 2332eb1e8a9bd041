"""Parquet: a `filename` or `sample_id` column beside the payload, read in small batches.

Metadata is either one struct column `metadata` or simply all the other columns. NULL means "not said" there, since a
column has a value in every row; so it removes nothing.
"""

from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from store.limits import MIB
from store.specs.annotations import MetadataTarget, WeakLabelTarget
from worker.annotations.records import FileRefused, FoundTask, Item
from worker.annotations.rows import RowReader, Target

_BATCH = 256
_MAX_GROUP_BYTES = 2048 * MIB
_MAX_BATCH_BYTES = 256 * MIB
_MAX_COLUMNS = 2000
_KEYS = ("filename", "sample_id")


class ParquetSource:
    """A file of rows."""

    unit = "rows"

    def __init__(self, path: Path, target: Target) -> None:
        self._target, self._rows = target, RowReader(target)
        try:
            self._file = pq.ParquetFile(
                path, thrift_string_size_limit=64 * MIB, thrift_container_size_limit=1_000_000, pre_buffer=False
            )
        except (pa.ArrowException, OSError, ValueError) as error:
            raise FileRefused("the file is no Parquet file, or it is damaged") from error
        metadata = self._file.metadata
        self.total, self.done = metadata.num_rows, 0
        if metadata.num_columns > _MAX_COLUMNS:
            raise FileRefused(f"the file has more than {_MAX_COLUMNS} columns")
        self._columns = self._wanted(self._file.schema_arrow.names)

    def tasks(self) -> list[FoundTask]:
        return []

    def items(self, *, after: int) -> Iterator[Item]:
        row = 0
        for group in range(self._file.num_row_groups):
            described = self._file.metadata.row_group(group)
            if row + described.num_rows > after:
                if described.total_byte_size > _MAX_GROUP_BYTES:
                    raise FileRefused(f"a row group unpacks to more than {_MAX_GROUP_BYTES // MIB} MiB")
                yield from self._group(group, first=row + 1, after=after)
            row += described.num_rows
            self.done = row

    def _group(self, group: int, *, first: int, after: int) -> Iterator[Item]:
        lines = count(first)
        try:
            for batch in self._file.iter_batches(_BATCH, row_groups=[group], columns=self._columns):
                # One dictionary entry can stand for a large text in every row.
                if batch.nbytes > _MAX_BATCH_BYTES:
                    raise FileRefused(f"{_BATCH} rows unpack to more than {_MAX_BATCH_BYTES // MIB} MiB")
                weight = batch.nbytes // max(1, batch.num_rows)
                for raw in batch.to_pylist():
                    line = next(lines)
                    self.done = line
                    if line > after:
                        yield self._rows.item(line, self._row(raw), weight=weight)
        except (pa.ArrowException, OSError, ValueError, OverflowError) as error:
            raise FileRefused("the Parquet file is damaged") from error

    def _wanted(self, names: list[str]) -> list[str]:
        """The columns to read, or FileRefused."""
        if len(set(names)) < len(names):
            raise FileRefused("two columns of the Parquet file have the same name")
        if not set(names) & set(_KEYS):
            raise FileRefused("the Parquet file has neither a column filename nor a column sample_id")
        if isinstance(self._target, MetadataTarget):
            self._is_wide = "metadata" not in names
            return names if self._is_wide else [name for name in names if name in {*_KEYS, "metadata"}]
        self._is_wide = False
        payload = "label" if isinstance(self._target, WeakLabelTarget) else "annotations"
        if payload not in names:
            raise FileRefused(f"the Parquet file has no column {payload}")
        return [name for name in names if name in {*_KEYS, payload}]

    def _row(self, raw: dict[str, Any]) -> dict[str, Any]:
        row = {key: raw[key] for key in _KEYS if raw.get(key) is not None}
        rest = {key: _json(value) for key, value in raw.items() if key not in _KEYS}
        if isinstance(self._target, WeakLabelTarget):
            return row | rest
        rest = {key: value for key, value in rest.items() if value is not None}
        return row | ({"metadata": rest} if self._is_wide else rest)

    def __enter__(self) -> "ParquetSource":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._file.close()


def _json(value: Any) -> Any:
    """A value of Arrow as JSON has it; members of structs that are NULL are left out."""
    match value:
        case dict():
            return {key: _json(member) for key, member in value.items() if member is not None}
        case list():
            return [_json(element) for element in value]
        case datetime() | date() | time():
            return value.isoformat()
        case Decimal():
            return float(value)
    return value
