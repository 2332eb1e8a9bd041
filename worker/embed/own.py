"""Embeddings that users bring: npy, Parquet or CSV, read in blocks, with every vector checked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
import numpy.typing as npt

from worker.tabular import Rows, Table, TableRefused, vectors

_BLOCK = 4096
_MAX_DIM = 65_536
_NUMBERED = re.compile(r"(?:embedding|emb|vector|dim|d|x)?_?(\d{1,5})")
# One column of lists may be called either way.
_LISTS = ("embedding", "vector")


@dataclass(frozen=True)
class Block:
    """Some vectors of the file."""

    rows: Rows | None
    """The rows of the table that they come from; None for .npy, whose rows are positions."""
    start: int
    """The number of vectors before these."""
    vectors: npt.NDArray[np.float32]
    """(M, D); may hold NaN and zeros, see `faults`."""


class OwnEmbedding:
    """An opened file of vectors."""

    def __init__(self, path: Path, format_: Literal["npy", "parquet", "csv"]) -> None:
        """Raises TableRefused when the file holds no vectors."""
        self._matrix = _open_npy(path) if format_ == "npy" else None
        self.table = None if format_ == "npy" else Table(path, "csv" if format_ == "csv" else "parquet")
        self._columns = [] if self.table is None else _vector_columns(self.table)
        self.count = None if self._matrix is None else len(self._matrix)
        """Rows, where the file says so at its beginning."""

    def blocks(self) -> Iterator[Block]:
        """Everything in the order of the file. Raises TableRefused when the dimension changes."""
        if self._matrix is not None:
            for start in range(0, len(self._matrix), _BLOCK):
                yield Block(None, start, _narrow(self._matrix[start : start + _BLOCK]))
            return
        assert self.table is not None
        dim = None
        for rows in self.table.rows():
            block = _narrow(vectors(rows.values, self._columns, first=rows.first))
            dim = dim or block.shape[1]
            if block.shape[1] != dim:
                raise TableRefused(f"the vector in row {rows.first} has {block.shape[1]} numbers, row 1 has {dim}")
            if not 1 <= dim <= _MAX_DIM:
                raise TableRefused(f"vectors have 1 to {_MAX_DIM} numbers, and these have {dim}")
            yield Block(rows, rows.first - 1, block)


def faults(block: npt.NDArray[np.float32]) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """(M,) which vectors have a NaN or an infinity, and (M,) which are all zeros."""
    not_finite: npt.NDArray[np.bool_] = np.logical_not(np.isfinite(block).all(axis=1))
    return not_finite, np.logical_not(block.any(axis=1))


def unit_length(block: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """(M, D) scaled to unit length, in double precision; rows of zeros stay."""
    wide = block.astype(np.float64)
    norms = np.linalg.norm(wide, axis=1, keepdims=True)
    scaled = np.divide(wide, norms, out=np.zeros_like(wide), where=norms > 0)
    return np.asarray(scaled, dtype=np.float32)


def _narrow(block: npt.NDArray[np.floating]) -> npt.NDArray[np.float32]:
    with np.errstate(over="ignore"):  # what is too large for float32 becomes infinite, and that is a fault
        return np.asarray(block, dtype=np.float32)


def _open_npy(path: Path) -> npt.NDArray[np.floating]:
    try:
        matrix = np.load(path, mmap_mode="r", allow_pickle=False)
    except (ValueError, OSError, EOFError) as error:
        raise TableRefused("the file is no .npy file, or it is damaged") from error
    if (
        not isinstance(matrix, np.ndarray)
        or matrix.ndim != 2
        or matrix.dtype not in (np.float16, np.float32, np.float64)
    ):
        shape = f"{matrix.dtype} {matrix.shape}" if isinstance(matrix, np.ndarray) else "an archive"
        raise TableRefused(f"an embedding is a matrix (N, D) of float16, float32 or float64, and this is {shape}")
    if not 1 <= matrix.shape[1] <= _MAX_DIM:
        raise TableRefused(f"vectors have 1 to {_MAX_DIM} numbers, and these have {matrix.shape[1]}")
    return matrix


def _vector_columns(table: Table) -> list[str]:
    """One column of lists, or the numbered columns in the order of their numbers. Others are left out."""
    for name in _LISTS:
        if name in table.others:
            return [name]
    numbered = {int(matched[1]): name for name in table.others if (matched := _NUMBERED.fullmatch(name))}
    if not numbered:
        raise TableRefused("the file has neither a column embedding nor columns embedding_0, embedding_1, ...")
    first, last = min(numbered), max(numbered)
    missing = [number for number in range(first, last) if number not in numbered]
    if first > 1 or missing:
        name = re.sub(r"\d+$", str(0 if first > 1 else missing[0]), numbered[last])
        raise TableRefused(f"the column {name} is missing: there are others up to {numbered[last]}")
    return [numbered[number] for number in sorted(numbered)]
