"""Numbers out of the columns of a table."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from worker.tabular.table import TableRefused

Float64 = npt.NDArray[np.float64]


def scalars(column: pa.Array, *, name: str, first: int) -> Float64:
    """(M,) float64, NaN where the column has nothing. `first` is the number of its first row.

    Raises TableRefused for texts and infinities.
    """
    numbers = _numbers(column, name=name, first=first)
    infinite = np.flatnonzero(np.isinf(numbers))
    if len(infinite):
        raise TableRefused(f"the column {name} is infinite in row {first + int(infinite[0])}")
    return numbers


def vectors(batch: pa.RecordBatch, columns: Sequence[str], *, first: int) -> Float64:
    """(M, D) float64 out of one column of lists or of D columns of numbers. NaN where something is missing.

    `first` is the number of its first row. Raises TableRefused for texts, and for lists of different lengths.
    """
    if len(columns) > 1 or not _is_list(batch.schema.field(columns[0]).type):
        numbers = [_numbers(batch.column(name), name=name, first=first) for name in columns]
        return np.stack(numbers, axis=1)
    lists = batch.column(columns[0])
    lengths = np.array(pc.list_value_length(lists).fill_null(0))
    if len(lengths) and (lengths != lengths[0]).any():
        row = int(np.flatnonzero(lengths != lengths[0])[0])
        raise TableRefused(f"the vector in row {first + row} has {lengths[row]} numbers, row {first} has {lengths[0]}")
    flat = _numbers(lists.flatten(), name=columns[0], first=first)
    return flat.reshape(len(lengths), -1)


def _numbers(column: pa.Array, *, name: str, first: int) -> Float64:
    if not _is_number(column.type):
        raise TableRefused(f"the column {name} holds no numbers, in the rows from {first} on")
    numbers: Float64 = np.array(pc.cast(column, pa.float64()).to_numpy(zero_copy_only=False), dtype=np.float64)
    return numbers


def _is_list(type_: pa.DataType) -> bool:
    kinds = (pa.types.is_list, pa.types.is_large_list, pa.types.is_fixed_size_list)
    return any(is_one(type_) for is_one in kinds)


def _is_number(type_: pa.DataType) -> bool:
    kinds = (pa.types.is_integer, pa.types.is_floating, pa.types.is_boolean, pa.types.is_null)
    return any(is_one(type_) for is_one in kinds)
