"""The k-nearest-neighbour graph of an embedding, on disk."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Literal, NamedTuple

import faiss
import numpy as np
import numpy.typing as npt

from worker.reporting import Reporter

Float32 = npt.NDArray[np.float32]
Method = Literal["exact", "ivf"]

K = 64
MISSING = 2**32 - 1
"""In place of a neighbour that there is not; its distance is infinite."""

# n * n * d: below, comparing all with all takes minutes on two cores, and nothing is approximated.
_EXACT_WORK = 5e12
_BLOCK = 4096
# faiss computes distances by matrix products, whose rounding depends on the machine. Some more candidates are taken,
# and their distances computed anew, so that the neighbours and their order do not.
_SPARE = 8
_PROBED = 1000


@dataclass(frozen=True)
class Graph:
    """The neighbours of every row, the nearest first."""

    indices: npt.NDArray[np.uint32]
    """(N, K); MISSING where a row has fewer neighbours, or no vector."""
    distances: Float32
    """(N, K) Euclidean, infinite where `indices` is MISSING."""

    @property
    def has_vector(self) -> npt.NDArray[np.bool_]:
        """(N,) False for rows without neighbours."""
        found: npt.NDArray[np.bool_] = self.indices[:, 0] != MISSING
        return found


class Facts(NamedTuple):
    """How a graph was built."""

    k: int
    method: Method
    recall: float
    """The share of the true neighbours that it has; measured on a sample of rows where it is approximate."""


def open_graph(path: Path, k: int) -> Graph:
    """Map a file that `build_graph` has written."""
    rows = np.memmap(path, dtype=[("index", "<u4", (k,)), ("distance", "<f4", (k,))], mode="r")
    return Graph(rows["index"], rows["distance"])


def build_graph(
    matrix: npt.NDArray[np.floating], path: Path, *, reporter: Reporter, k: int = K, method: Method | None = None
) -> Facts:
    """Write the `k` nearest neighbours (Euclidean; by cosine, too, where rows have unit length) of every row.

    matrix: (N, D) float32 or float16; a row of zeros has no vector, is nobody's neighbour and has none. Without
    `method`, all rows are compared with all as long as N * N * D stays below 5e12, and an inverted file (IVF: Sivic
    and Zisserman 2003, as in Johnson et al. 2017) is used above. The same matrix gives the same graph: equal distances
    are ordered by row. Progress is reported as stage "neighbors" in "samples".

    Row i of the file is K row numbers (uint32) and K distances (float32), little-endian. With fewer than two vectors
    every row is MISSING; `k` is lowered to the number of other vectors, but never below 1.
    """
    valid = vector_rows(matrix)
    k = max(1, min(k, len(valid) - 1))
    method = method or ("exact" if float(len(valid)) ** 2 * matrix.shape[1] <= _EXACT_WORK else "ivf")
    with path.open("wb") as out:
        if len(valid) < 2:
            _fill(out, len(matrix), k)
            return Facts(k, "exact", 1.0)
        vectors = np.ascontiguousarray(matrix[valid], dtype=np.float32)
        index = _index(vectors, method)
        recall = 1.0 if method == "exact" else _recall(index, vectors, k)
        written = 0
        for rows, found, distances in _search(index, vectors, k):
            positions = valid[rows]
            block = np.empty(positions[-1] + 1 - written, dtype=_row(k))
            block["index"], block["distance"] = MISSING, np.inf
            others = np.where(found < 0, MISSING, valid[found])
            block["index"][positions - written], block["distance"][positions - written] = others, distances
            out.write(block.tobytes())
            written += len(block)
            reporter.progress("neighbors", int(rows[-1]) + 1, len(valid), "samples")
        _fill(out, len(matrix) - written, k)
    return Facts(k, method, recall)


def vector_rows(matrix: npt.NDArray[np.floating]) -> npt.NDArray[np.int64]:
    """(V,) the rows that are not all zeros, in order."""
    parts = [
        np.flatnonzero(matrix[start : start + 65_536].any(axis=1)) + start for start in range(0, len(matrix), 65_536)
    ]
    return np.concatenate([np.zeros(0, dtype=np.int64), *parts])


def _row(k: int) -> np.dtype[np.void]:
    return np.dtype([("index", "<u4", (k,)), ("distance", "<f4", (k,))])


def _fill(out: BinaryIO, n: int, k: int) -> None:
    """Write `n` rows without neighbours."""
    for start in range(0, n, _BLOCK):
        block = np.empty(min(_BLOCK, n - start), dtype=_row(k))
        block["index"], block["distance"] = MISSING, np.inf
        out.write(block.tobytes())


def _index(vectors: Float32, method: Method) -> faiss.Index:
    n, d = vectors.shape
    if method == "exact":
        flat = faiss.IndexFlatL2(d)
        flat.add(vectors)
        return flat
    lists = int(4 * np.sqrt(n))
    index = faiss.IndexIVFFlat(faiss.IndexFlatL2(d), d, lists)
    index.cp.seed, index.nprobe = 1234, max(16, lists // 50)
    index.train(vectors)
    index.add(vectors)
    return index


def _search(
    index: faiss.Index, vectors: Float32, k: int
) -> Iterator[tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], Float32]]:
    """(rows, their neighbours, the distances), block by block; -1 where an approximate index has found fewer."""
    for start in range(0, len(vectors), _BLOCK):
        rows = np.arange(start, min(start + _BLOCK, len(vectors)))
        _, found = index.search(vectors[rows], min(k + 1 + _SPARE, len(vectors)))
        found[found == rows[:, None]] = -1
        yield rows, *_ordered(vectors, rows, found, k)


def _ordered(
    vectors: Float32, rows: npt.NDArray[np.int64], found: npt.NDArray[np.int64], k: int
) -> tuple[npt.NDArray[np.int64], Float32]:
    """The nearest `k` of the candidates, by distances that are computed the same way everywhere."""
    distances = np.empty(found.shape, dtype=np.float32)
    for start in range(0, len(rows), 256):
        part = slice(start, start + 256)
        gaps = vectors[found[part]].astype(np.float64) - vectors[rows[part]][:, None, :]
        distances[part] = np.sqrt((gaps * gaps).sum(axis=2))
    distances[found < 0] = np.inf
    order = np.lexsort((found, distances), axis=1)[:, :k]
    return np.take_along_axis(found, order, axis=1), np.take_along_axis(distances, order, axis=1)


def _recall(index: faiss.Index, vectors: Float32, k: int) -> float:
    """The share of true neighbours that the index finds for evenly spaced rows."""
    probes = vectors[:: max(1, len(vectors) // _PROBED)]
    exact = faiss.IndexFlatL2(vectors.shape[1])
    exact.add(vectors)
    _, truth = exact.search(probes, k + 1)
    _, found = index.search(probes, k + 1)
    shared = sum(len(np.intersect1d(a, b)) for a, b in zip(truth, found, strict=True))
    return float(shared / truth.size)
