"""A column of numbers with what a listing and a chart need of it."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

Float32 = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Summary:
    """What is known about the numbers of a column, NaN left out."""

    valid_count: int
    minimum: float | None
    maximum: float | None
    mean: float | None
    std: float | None
    histogram: list[int]
    """Counts in equal bins from `minimum` to `maximum`; empty without numbers."""


def summarise(values: Float32, *, bins: int) -> Summary:
    """`values` is (N,) float32, NaN where a sample has no number. Infinities are a ValueError."""
    known = values[~np.isnan(values)].astype(np.float64)
    if np.isinf(known).any():
        raise ValueError("a score is a finite number")
    if len(known) == 0:
        return Summary(0, None, None, None, None, [])
    low, high = float(known.min()), float(known.max())
    if low == high:
        counts = [0] * bins
        counts[0] = len(known)  # all of them are the lower edge
    else:
        place = np.minimum(((known - low) / (high - low) * bins).astype(np.int64), bins - 1)
        counts = np.bincount(place, minlength=bins).tolist()
    return Summary(len(known), low, high, float(known.mean()), float(known.std()), counts)


def write(values: Float32, values_path: Path, ranking_path: Path) -> None:
    """The two files of a score, see store.scores: the numbers by position, and the positions by number."""
    values.astype("<f4").tofile(values_path)
    known = np.flatnonzero(~np.isnan(values))
    order = known[np.argsort(values[known], kind="stable")]
    ranking = np.empty(len(order), dtype=[("position", "<u4"), ("number", "<f4")])
    ranking["position"], ranking["number"] = order, values[order]
    ranking.tofile(ranking_path)
