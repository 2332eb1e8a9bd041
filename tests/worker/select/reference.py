"""What the tests compare with: the textbook definitions, in float64 and without any shortcut."""

import numpy as np

from worker.select.pool import Float32, Float64, Int64


def distances(embeddings: Float32) -> Float64:
    """All (N, N) Euclidean distances, by differences."""
    points = embeddings.astype(np.float64)
    squared: Float64 = ((points[:, None, :] - points[None, :, :]) ** 2).sum(axis=2)
    return np.sqrt(squared)


def farthest_first(embeddings: Float32, start: list[int], n_samples: int) -> tuple[list[int], list[float]]:
    """Gonzalez's loop from the `start` rows on: picks, ties to the lowest row, and their distances."""
    table = distances(embeddings)
    nearest = table[start].min(axis=0)
    nearest[start] = -1.0
    picks: list[int] = []
    gains: list[float] = []
    for _ in range(n_samples):
        pick = int(nearest.argmax())
        picks.append(pick)
        gains.append(float(nearest[pick]))
        nearest = np.minimum(nearest, table[pick])
        nearest[[*start, *picks]] = -1.0
    return picks, gains


def indices(*rows: int) -> Int64:
    return np.array(rows, dtype=np.int64)
