"""Numbers out of the columns of a table."""

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
    if not _is_number(column.type):
        raise TableRefused(f"the column {name} holds no numbers, in the rows from {first} on")
    numbers: Float64 = np.array(pc.cast(column, pa.float64()).to_numpy(zero_copy_only=False), dtype=np.float64)
    infinite = np.flatnonzero(np.isinf(numbers))
    if len(infinite):
        raise TableRefused(f"the column {name} is infinite in row {first + int(infinite[0])}")
    return numbers


def _is_number(type_: pa.DataType) -> bool:
    kinds = (pa.types.is_integer, pa.types.is_floating, pa.types.is_boolean, pa.types.is_null)
    return any(is_one(type_) for is_one in kinds)
