"""Two-dimensional maps of an embedding."""

import warnings
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from store.specs.projections import PcaProjection, Projection, TsneProjection, UmapProjection
from worker.neighbors import MISSING, Graph
from worker.project.pca import pca
from worker.reporting import Reporter, UserError

Float32 = npt.NDArray[np.float32]
Float64 = npt.NDArray[np.float64]

_EXAGGERATED = 250
_FEWEST = 5
_PROBED = 2000
_SHARED = 10


class _Near(NamedTuple):
    """Neighbours among the rows that have a vector."""

    indices: npt.NDArray[np.int64]
    """(V, K)"""
    distances: Float64
    """(V, K)"""


def project(
    method: Projection, matrix: Float32, graph: Callable[[], Graph], *, reporter: Reporter
) -> tuple[Float32, dict[str, float]]:
    """(N, D) to (N, 2) float32, NaN where a row has no vector, and how well neighbours are kept.

    `graph` is asked for the kNN graph of `matrix` when the method or the measure needs it. The metric
    `neighbors_kept` is the share of the 10 nearest neighbours that are among the 10 nearest in the map, too, over
    evenly spaced rows. UserError with fewer than 5 vectors, except for PCA.
    """
    rows = np.flatnonzero(matrix.any(axis=1))
    if len(rows) < _FEWEST and not isinstance(method, PcaProjection):
        raise UserError(
            f"A map by {method.name} needs {_FEWEST} vectors at least, and there are {len(rows)}. Take pca."
        )
    vectors = np.ascontiguousarray(matrix[rows])
    reporter.progress("project", 0, 1, "maps")
    flat = pca(vectors)
    near = _compact(graph(), rows) if len(rows) >= _FEWEST else None
    if near is not None:
        match method:
            case TsneProjection():
                flat = _tsne(method, flat, near, reporter)
            case UmapProjection():
                flat = _umap(method, vectors, flat, near)
    found = np.full((len(matrix), 2), np.nan, dtype=np.float32)
    found[rows] = flat
    reporter.progress("project", 1, 1, "maps")
    return found, {} if near is None else {"neighbors_kept": neighbors_kept(flat, near.indices)}


def neighbors_kept(flat: Float64, indices: npt.NDArray[np.int64]) -> float:
    """The share of each row's 10 nearest, by `indices` (V, K), that are among its 10 nearest in (V, 2) `flat`."""
    from scipy.spatial import cKDTree

    k = min(_SHARED, indices.shape[1])
    probes = np.arange(0, len(flat), max(1, len(flat) // _PROBED))
    _, found = cKDTree(flat).query(flat[probes], k=min(k + 1, len(flat)))
    shared = [
        len(np.setdiff1d(np.intersect1d(around, near[:k]), [row]))
        for row, around, near in zip(probes, found, indices[probes], strict=True)
    ]
    return float(np.sum(shared) / (len(probes) * k))


def _compact(graph: Graph, rows: npt.NDArray[np.int64]) -> _Near:
    """The graph among `rows`, numbered from 0. What an approximate graph has not found repeats what it has."""
    positions = np.asarray(graph.indices[rows], dtype=np.int64)
    distances = np.asarray(graph.distances[rows], dtype=np.float64)
    lonely = positions[:, 0] == MISSING
    positions[lonely, 0], distances[lonely, 0] = rows[np.flatnonzero(lonely) - 1], 2.0
    for column in range(1, positions.shape[1]):
        gap = positions[:, column] == MISSING
        positions[gap, column], distances[gap, column] = positions[gap, column - 1], distances[gap, column - 1]
    return _Near(np.searchsorted(rows, positions), distances)


def _tsne(method: TsneProjection, start: Float64, near: _Near, reporter: Reporter) -> Float64:
    from openTSNE import TSNEEmbedding
    from openTSNE.affinity import PerplexityBasedNN
    from openTSNE.nearest_neighbors import PrecomputedNeighbors

    total = _EXAGGERATED + method.iterations

    def watch(before: int) -> dict[str, object]:
        def report(iteration: int, error: float, embedding: object) -> bool:
            del error, embedding
            reporter.progress("project", min(before + iteration, total), total, "iterations")
            return False

        return {"callbacks": report, "callbacks_every_iters": 10}

    k = near.indices.shape[1]
    perplexity = min(method.perplexity, (len(start) - 1) / 3, k / 3)
    knn = PrecomputedNeighbors(near.indices, near.distances)
    affinities = PerplexityBasedNN(perplexity=max(perplexity, 1.0), knn_index=knn, random_state=method.seed)
    spread = float(start[:, 0].std()) or 1.0
    embedding = TSNEEmbedding(start / spread * 1e-4, affinities, random_state=method.seed)
    embedding = embedding.optimize(_EXAGGERATED, exaggeration=12, momentum=0.5, **watch(0))
    embedding = embedding.optimize(method.iterations, momentum=0.8, **watch(_EXAGGERATED))
    return np.asarray(embedding, dtype=np.float64)


def _umap(method: UmapProjection, vectors: Float32, start: Float64, near: _Near) -> Float64:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of numba, and that new data cannot be transformed: nobody wants to
        from umap import UMAP

        # It counts every row as its own first neighbour.
        others = min(method.n_neighbors - 1, near.indices.shape[1])
        own = np.arange(len(vectors))[:, None]
        indices = np.concatenate([own, near.indices[:, :others]], axis=1).astype(np.int32)
        distances = np.concatenate([np.zeros(own.shape), near.distances[:, :others]], axis=1).astype(np.float32)
        spread = float(np.abs(start).max()) or 1.0
        mapper = UMAP(
            n_neighbors=others + 1,
            min_dist=method.min_dist,
            n_epochs=method.epochs,
            init=(10 * start / spread).astype(np.float32),
            precomputed_knn=(indices, distances, None),
            random_state=method.seed,
            n_jobs=1,
        )
        return np.asarray(mapper.fit_transform(vectors), dtype=np.float64)
