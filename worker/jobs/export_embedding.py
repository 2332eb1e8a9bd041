"""export_embedding: an embedding as a file that names its samples."""

from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from store import embeddings, samples
from store.specs.curation import ExportEmbeddingSpec
from worker.engine.context import JobContext
from worker.jobs import files, matrices

_BLOCK = 2048
_MEDIA_TYPES = {
    "parquet": "application/vnd.apache.parquet",
    "csv": "text/csv",
    "lightly_csv": "text/csv",
    "npy": "application/octet-stream",
}

Vectors = npt.NDArray[np.float32]


def job(context: JobContext) -> None:
    """Write the rows that have a vector, in order of position, and list the file in the result."""
    spec = context.spec
    assert isinstance(spec, ExportEmbeddingSpec)
    with context.database.read() as session:
        embedding = embeddings.get(session, spec.embedding)
    matrix = matrices.load(context, embedding)
    suffix = "csv" if spec.format == "lightly_csv" else spec.format
    path = context.scratch / f"embedding.{suffix}"
    written = _write(spec.format, path, _blocks(context, matrix, embedding.dataset_id), matrix.shape[1])
    stored = files.publish(context, path)
    with context.succeed() as (_, result):
        result |= {"rows": written, "artifacts": [files.artifact(stored, media_type=_MEDIA_TYPES[spec.format])]}


def _blocks(
    context: JobContext, matrix: Vectors, dataset_id: str
) -> Iterator[tuple[Sequence[samples.Sample], Vectors]]:
    """Samples with their vectors."""
    for start in range(0, len(matrix), _BLOCK):
        block = np.asarray(matrix[start : start + _BLOCK])
        has_vector = np.flatnonzero(block.any(axis=1))
        positions = (has_vector + start).tolist()
        with context.database.read() as session:
            found = samples.at_positions(session, dataset_id, positions)
        yield [found[position] for position in positions], block[has_vector]
        context.progress("export", start + len(block), len(matrix), "rows")


def _write(format_: str, path: Path, blocks: Iterator[tuple[Sequence[samples.Sample], Vectors]], dim: int) -> int:
    if format_ == "npy":
        parts = [vectors for _, vectors in blocks]
        np.save(path, np.concatenate([np.zeros((0, dim), dtype=np.float32), *parts]))
        return sum(map(len, parts))
    tables = (_table(format_, found, vectors) for found, vectors in blocks)
    first = next(tables)
    written = 0
    writer = pq.ParquetWriter(path, first.schema) if format_ == "parquet" else pa_csv.CSVWriter(path, first.schema)
    with writer:
        for table in chain([first], tables):
            writer.write_table(table)
            written += table.num_rows
    return written


def _table(format_: str, found: Sequence[samples.Sample], vectors: Vectors) -> pa.Table:
    filenames = pa.array([sample.filename for sample in found], pa.string())
    if format_ == "parquet":
        flat = pa.array(vectors.reshape(-1), pa.float32())
        return pa.table(
            {
                "sample_id": pa.array([sample.id for sample in found], pa.string()),
                "filename": filenames,
                "position": pa.array([sample.position for sample in found], pa.int64()),
                "embedding": pa.FixedSizeListArray.from_arrays(flat, vectors.shape[1]),
            }
        )
    numbers = {f"embedding_{index}": pa.array(column, pa.float32()) for index, column in enumerate(vectors.T)}
    if format_ == "lightly_csv":
        return pa.table({"filenames": filenames, **numbers, "labels": pa.array(np.zeros(len(found), dtype=np.int64))})
    return pa.table({"sample_id": pa.array([sample.id for sample in found], pa.string()), **numbers})
