"""Strategies written out as their papers say them: slow loops over float64, to compare with."""

import numpy as np
import numpy.typing as npt

Float32 = npt.NDArray[np.float32]
Float64 = npt.NDArray[np.float64]
Int64 = npt.NDArray[np.int64]


def clusters(n_rows: int, dim: int, *, n_clusters: int = 6, width: float = 0.5, seed: int = 0) -> Float32:
    """Unit vectors around a few centres of different size."""
    rng = np.random.default_rng(seed)
    centres = rng.standard_normal((n_clusters, dim))
    which = rng.choice(n_clusters, size=n_rows, p=np.arange(1, n_clusters + 1) / sum(range(1, n_clusters + 1)))
    return unit(centres[which] + width * rng.standard_normal((n_rows, dim)))


def unit(vectors: npt.ArrayLike) -> Float32:
    found = np.asarray(vectors, dtype=np.float64)
    scaled: Float32 = (found / np.linalg.norm(found, axis=1, keepdims=True)).astype(np.float32)
    return scaled


def distances(vectors: Float32) -> Float64:
    points = vectors.astype(np.float64)
    return np.array([[np.linalg.norm(left - right) for right in points] for left in points])


def kernel(name: str, distance: Float64, sigma: float) -> Float64:
    if name == "tophat":
        return (distance <= sigma).astype(np.float64)
    return np.exp(-((distance / sigma) ** 2)) if name == "rbf" else np.exp(-distance / sigma)


def coverage(similarity: Float64, picks: list[int], weights: Float64) -> float:
    """The weighted mean over all rows of the similarity to the nearest pick."""
    if not picks:
        return 0.0
    return float((weights * similarity[:, picks].max(axis=1)).mean())


def greedy_coverage(similarity: Float64, n_samples: int, given: list[int], weights: Float64) -> list[int]:
    """Facility location, one look at every candidate for every pick."""
    picks = list(given)
    for _ in range(n_samples):
        values = [
            -1.0 if row in picks else coverage(similarity, [*picks, row], weights) for row in range(len(similarity))
        ]
        picks.append(int(np.argmax(values)))
    return picks[len(given) :]


def typicality(vectors: Float32, n_neighbors: int) -> Float64:
    found = []
    gaps = distances(vectors)
    for row in range(len(vectors)):
        near = sorted(np.delete(gaps[row], row))[: max(1, min(n_neighbors, len(vectors) // 2))]
        found.append(1 / (np.mean(near) + 1e-5))
    return np.array(found)


def product_of_distance_and_weights(
    vectors: Float32, weights: Float64, strengths: tuple[float, float], given: list[int], n_samples: int
) -> list[int]:
    """LightlyOne's combination of diversity and weights."""
    gaps, picks = distances(vectors), list(given)
    for _ in range(n_samples):
        nearest = gaps[:, picks].min(axis=1) / 2 if picks else np.ones(len(vectors))
        score = np.maximum(nearest, 1e-6) ** strengths[0] * np.maximum(weights, 1e-6) ** strengths[1]
        score[picks] = -1
        picks.append(int(np.argmax(score)))
    return picks[len(given) :]


def gradients(probabilities: Float64, vectors: Float32) -> Float64:
    """BADGE's gradient embedding, written out: (M, C * D)."""
    found = []
    for p, vector in zip(probabilities, vectors.astype(np.float64), strict=True):
        delta = p.copy()
        delta[int(p.argmax())] -= 1
        found.append(np.outer(delta, vector).ravel())
    return np.array(found)


def without_duplicates(vectors: Float32, order: list[int], max_distance: float, n_given: int = 2) -> list[int]:
    """The first rows of the order stay in any case."""
    gaps, kept = distances(vectors), list(order[:n_given])
    for row in order[n_given:]:
        if all(gaps[row, other] > max_distance for other in kept):
            kept.append(row)
    return kept


def even_split(sizes: list[int], total: int) -> list[int]:
    """Give one at a time to the smallest part that can still take one."""
    parts = [0] * len(sizes)
    for _ in range(total):
        open_ = [index for index, size in enumerate(sizes) if parts[index] < size]
        parts[min(open_, key=lambda index: parts[index])] += 1
    return sorted(parts)
