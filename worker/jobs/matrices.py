"""The matrix of an embedding as every stage takes it: float32, mapped."""

from pathlib import Path

import numpy as np
import numpy.typing as npt

from store.embeddings import Embedding
from worker.engine.context import JobContext
from worker.jobs import files

_BLOCK = 65_536


def load(context: JobContext, embedding: Embedding) -> npt.NDArray[np.float32]:
    """(N, D) float32 by position, mapped read-only; a row of zeros has no vector. One kept as float16 is widened."""
    path = files.fetch(context.blobs, embedding.blob_key, context.scratch)
    stored = np.load(path, mmap_mode="r")
    if stored.dtype == np.float32:
        matrix: npt.NDArray[np.float32] = stored
        return matrix
    wide = context.scratch / f"{embedding.id}-float32.npy"
    _widen(stored, wide)
    widened: npt.NDArray[np.float32] = np.load(wide, mmap_mode="r")
    return widened


def _widen(stored: npt.NDArray[np.float16], path: Path) -> None:
    # Written, not mapped: a full disk is then an error and not a signal.
    with path.open("wb") as file:
        header = {"descr": "<f4", "fortran_order": False, "shape": stored.shape}
        np.lib.format.write_array_header_1_0(file, header)
        for start in range(0, len(stored), _BLOCK):
            file.write(stored[start : start + _BLOCK].astype("<f4").data)
