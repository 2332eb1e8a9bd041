"""The matrix of an embed job: rows that an earlier embedding has already, and rows out of the shards."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from pydantic import ValidationError
from sqlalchemy.orm import Session

from store import embeddings
from store.embeddings import Embedding
from store.jobs import control
from store.specs.job_request import JobRequest
from store.specs.jobs import JOB_SPEC, EmbedSpec
from worker.engine.context import Tools
from worker.jobs import files

_BLOCK = 16_384
# What does not change a vector, beyond rounding.
_BESIDES = {*JobRequest.model_fields, "dataset_version", "batch_size", "reuse"}


@dataclass(frozen=True)
class Part:
    """The vectors of a shard."""

    start: int
    stop: int
    path: Path
    """An .npy file, float32 (stop - start, D)."""


def earlier(session: Session, job_id: str, spec: EmbedSpec, version: int) -> Embedding | None:
    """The newest embedding of an older version that the same network has made in the same way.

    Only those from before this job was submitted count, so that everyone who works on it finds the same one.
    """
    before = control.get(session, job_id).created_at
    for found in embeddings.of_older_versions(session, spec.dataset_id, version, spec.checkpoint, before=before):
        try:
            made_by = JOB_SPEC.validate_python(control.get(session, found.job_id).spec)
        except ValidationError:
            continue  # of an older release, which knew other options
        if isinstance(made_by, EmbedSpec) and _network(made_by) == _network(spec):
            return found
    return None


def _network(spec: EmbedSpec) -> dict[str, object]:
    return spec.model_dump(exclude=_BESIDES)


def stored_matrix(tools: Tools, embedding: Embedding) -> npt.NDArray[np.floating]:
    """(N, D) as it is stored, mapped."""
    matrix: npt.NDArray[np.floating] = np.load(
        files.fetch(tools.blobs, embedding.blob_key, tools.scratch), mmap_mode="r"
    )
    return matrix


def join(
    path: Path,
    count: int,
    dim: int,
    *,
    storage: str,
    positions: npt.NDArray[np.int64],
    parts: Sequence[Part],
    reused: npt.NDArray[np.int64],
    earlier: npt.NDArray[np.floating] | None,
) -> npt.NDArray[np.floating]:
    """Write (count, dim) and map it: `parts`, one after the other, are the rows at `positions`; `reused` are positions
    whose rows come out of the `earlier` matrix; everything else is zeros.
    """
    dtype = np.dtype(storage).newbyteorder("<")
    vectors = [np.load(part.path, mmap_mode="r") for part in parts]
    # Written, not mapped: a full disk is then an error and not a signal.
    with path.open("wb") as file:
        header = {"descr": dtype.str, "fortran_order": False, "shape": (count, dim)}
        np.lib.format.write_array_header_1_0(file, header)
        for start in range(0, count, _BLOCK):
            block = np.zeros((min(_BLOCK, count - start), dim), dtype=dtype)
            if earlier is not None:
                low, high = np.searchsorted(reused, [start, start + len(block)])
                block[reused[low:high] - start] = earlier[reused[low:high]]
            low, high = np.searchsorted(positions, [start, start + len(block)])
            for part, rows in zip(parts, vectors, strict=True):
                first, last = max(low, part.start), min(high, part.stop)
                if first < last:
                    block[positions[first:last] - start] = rows[first - part.start : last - part.start]
            file.write(block.data)
    matrix: npt.NDArray[np.floating] = np.load(path, mmap_mode="r")
    return matrix
