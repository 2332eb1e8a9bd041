"""import_embedding: a user's own vectors become an embedding."""

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from store import uploads
from store.db import now
from store.embeddings import Embedding
from store.ids import new_id
from store.samples import Row, rows
from store.specs.curation import ImportEmbeddingSpec
from worker.embed.own import Block, OwnEmbedding, faults, unit_length
from worker.engine.context import JobContext
from worker.jobs import files, pixels
from worker.jobs.embedding_quality import evaluate
from worker.jobs.keyed import Placement
from worker.reporting import UserError
from worker.tabular import TableRefused

_SHOWN = 5
_BLOCK = 65_536
Matrix = npt.NDArray[np.floating]


def job(context: JobContext) -> None:
    """Put every vector at its sample's position, check all of them, and publish the matrix."""
    spec = context.spec
    assert isinstance(spec, ImportEmbeddingSpec)
    version = pixels.pinned_version(context, spec)
    with context.database.read() as session:
        upload = uploads.get(session, spec.source.upload_id)
        present = list(rows(session, spec.dataset_id, version))
    path = files.fetch(context.blobs, upload.blob_key, context.scratch)
    reading = _Reading(context, spec, present, version)
    try:
        matrix = reading.matrix(OwnEmbedding(path, spec.format))
    except TableRefused as refused:
        raise UserError(f"{upload.filename}: {refused}.") from refused
    _publish(context, spec, matrix, reading, source=spec.model or f"uploaded as {upload.filename}")


@dataclass
class _Faults:
    """Vectors that cannot be taken."""

    reason: str
    count: int = 0
    names: list[str] = field(default_factory=list)

    def add(self, names: Sequence[str]) -> None:
        self.count += len(names)
        self.names += names[: _SHOWN - len(self.names)]

    def __str__(self) -> str:
        return f"{self.count} {self.reason}: {', '.join(self.names)}" if self.count else ""


class _Reading:
    """One way through the file."""

    def __init__(self, context: JobContext, spec: ImportEmbeddingSpec, present: Sequence[Row], version: int) -> None:
        self._context, self._spec = context, spec
        self.present, self.version = present, version
        self.usable = np.array([row.ok for row in present], dtype=np.bool_)
        self.placement = Placement(spec.dataset_id, version, len(present))
        self.ignored = 0
        """Vectors of samples that are corrupt, duplicates or deleted."""
        self._faults = [_Faults("vectors have a NaN or an infinity"), _Faults("vectors are all zeros")]

    def matrix(self, file: OwnEmbedding) -> Matrix:
        """(N, D), mapped. Raises UserError with all that is wrong, and TableRefused."""
        places = self._places_of_npy(file.count)
        found: Matrix | None = None
        read = 0
        for block in file.blocks():
            if found is None:
                found = _room(self._context.scratch / "own.npy", (len(self.present), block.vectors.shape[1]))
            positions = self._positions(file, block, places)
            self._take(found, positions, block)
            read = block.start + len(block.vectors)
            self._context.progress("read", read, file.count or read, "vectors")
        if found is None:
            raise TableRefused("the file has no vectors")
        if file.table is not None and file.table.key is None and read != len(self.present):
            raise UserError(self._wrong_count(read))
        self.placement.check(ignore_unknown=self._spec.ignore_unknown)
        wrong = [str(fault) for fault in self._faults if fault.count]
        if wrong:
            raise UserError(". ".join(wrong) + ".")
        return found

    def _places_of_npy(self, count: int | None) -> npt.NDArray[np.int64] | None:
        """Where the rows of an .npy file belong: to all positions, or to the usable samples in order."""
        if count is None:
            return None
        if count == len(self.present):
            return np.arange(count)
        if count == int(self.usable.sum()):
            self._context.log(f"The file has {count} rows: they are taken as the usable samples in order of position.")
            return np.flatnonzero(self.usable)
        raise UserError(self._wrong_count(count))

    def _wrong_count(self, count: int) -> str:
        usable = int(self.usable.sum())
        return (
            f"The file names no samples and has {count} rows. Version {self.version} of the dataset has "
            f"{len(self.present)} positions, {usable} of them usable: give a row for each position, or name the "
            "samples in a column filename or sample_id of a parquet or csv file."
        )

    def _positions(
        self, file: OwnEmbedding, block: Block, places: npt.NDArray[np.int64] | None
    ) -> npt.NDArray[np.int64]:
        if block.rows is None:
            assert places is not None
            return places[block.start : block.start + len(block.vectors)]
        assert file.table is not None
        with self._context.database.read() as session:
            return self.placement.positions(session, file.table.key, block.rows)

    def _take(self, matrix: Matrix, positions: npt.NDArray[np.int64], block: Block) -> None:
        usable = (positions >= 0) & self.usable[positions]
        self.ignored += int(((positions >= 0) & ~usable).sum())
        for fault, wrong in zip(self._faults, faults(block.vectors), strict=True):
            at = np.flatnonzero(usable & wrong)
            fault.add([self._name(block, int(index), int(positions[index])) for index in at[:_SHOWN]])
            fault.count += len(at) - len(at[:_SHOWN])
        vectors = block.vectors[usable]
        matrix[positions[usable]] = unit_length(vectors) if self._spec.normalise else vectors

    def _name(self, block: Block, index: int, position: int) -> str:
        if block.rows is not None and block.rows.keys is not None:
            return block.rows.keys[index].encode("utf-8", "backslashreplace").decode().replace("\x00", "\\x00")[:100]
        return f"row {block.start + index + 1} ({self.present[position].id})"


def _room(path: Path, shape: tuple[int, int]) -> Matrix:
    """A matrix of zeros in a file, whose room is taken at once: a full disk is then an error and not a signal."""
    with path.open("wb") as file:
        np.lib.format.write_array_header_1_0(file, {"descr": "<f4", "fortran_order": False, "shape": shape})
        start = file.tell()
        os.posix_fallocate(file.fileno(), start, max(1, shape[0] * shape[1] * 4))
        file.truncate(start + shape[0] * shape[1] * 4)
    matrix: Matrix = np.load(path, mmap_mode="r+")
    return matrix


def _publish(context: JobContext, spec: ImportEmbeddingSpec, matrix: Matrix, reading: _Reading, *, source: str) -> None:
    has_vector = np.concatenate([matrix[at : at + _BLOCK].any(axis=1) for at in range(0, len(matrix), _BLOCK)])
    valid, missing = int(has_vector.sum()), int((reading.usable & ~has_vector).sum())
    if valid == 0:
        raise UserError("The file has no vector of any usable sample.")
    if missing:
        context.log(f"{missing} usable samples have no vector in the file.")
    metrics = evaluate(matrix, [row for row in reading.present if row.ok])
    path = context.scratch / "embedding.npy"
    with path.open("wb") as file:
        dtype = np.dtype(spec.storage).newbyteorder("<")
        header = {"descr": dtype.str, "fortran_order": False, "shape": matrix.shape}
        np.lib.format.write_array_header_1_0(file, header)
        for start in range(0, len(matrix), _BLOCK):
            with np.errstate(over="ignore"):
                block = matrix[start : start + _BLOCK].astype(dtype)
            if not np.isfinite(block).all():
                raise UserError("Some numbers are too large for float16. Take storage float32, or normalise.")
            file.write(block.data)
    stored = files.publish(context, path)
    manifest: dict[str, Any] = {
        "dataset_id": spec.dataset_id,
        "dataset_version": reading.version,
        "job_id": context.job_id,
        "checkpoint_id": None,
        "source": source,
        "shape": list(matrix.shape),
        "dtype": spec.storage,
        "normalised": "l2" if spec.normalise else None,
        "rows": "row i is the sample at position i; a row of zeros has no vector",
        "valid_count": valid,
        "sha256": stored.sha256,
        "metrics": metrics,
    }
    manifest_path = context.scratch / "manifest.json"
    manifest_path.write_text(json.dumps(manifest, indent=2))
    stored_manifest = files.publish(context, manifest_path)
    with context.succeed() as (session, result):
        embedding = Embedding(
            id=new_id("emb"), dataset_id=spec.dataset_id, dataset_version=reading.version, job_id=context.job_id,
            source=source[:80], count=len(matrix), valid_count=valid, dim=matrix.shape[1], metrics=metrics,
            normalised=spec.normalise, storage=spec.storage, blob_key=stored.key, manifest_key=stored_manifest.key,
            size_bytes=stored.size_bytes, sha256=stored.sha256, created_at=now(session),
        )  # fmt: skip
        session.add(embedding)
        uploads.expire_soon(session, spec.source.upload_id)
        result |= {
            "embedding_id": embedding.id, "valid_count": valid, "missing": missing, "ignored": reading.ignored,
            "unknown": reading.placement.unknown_count, "metrics": metrics,
        }  # fmt: skip
