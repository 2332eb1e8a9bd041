"""Thinning metrics for a plot."""

import math
from collections.abc import Iterable, Sequence
from typing import Any

Point = tuple[int, float]


def collect(recorded: Iterable[dict[str, Any]]) -> dict[str, list[Point]]:
    """Points by metric, in order of the step, out of `{"step": ..., "values": {name: number}}`.

    An attempt that goes on from a checkpoint repeats some steps: the latest value counts.
    """
    series: dict[str, dict[int, float]] = {}
    for item in recorded:
        for name, value in item["values"].items():
            # JSON has no NaN, so a loss that became one cannot be a number on the wire.
            if isinstance(value, int | float) and math.isfinite(value):
                series.setdefault(name, {})[item["step"]] = float(value)
    return {name: sorted(values.items()) for name, values in sorted(series.items())}


def thin(points: Sequence[Point], limit: int) -> list[Point]:
    """At most `limit` (>= 2) of the points: the first, the last, and the lowest and highest of each bucket between."""
    if len(points) <= limit:
        return list(points)
    inner = points[1:-1]
    buckets = (limit - 2) // 2
    kept = [points[0]]
    for bucket in range(buckets):
        start, stop = len(inner) * bucket // buckets, len(inner) * (bucket + 1) // buckets
        part = inner[start:stop]
        extremes = {min(part, key=lambda point: point[1]), max(part, key=lambda point: point[1])}
        kept += sorted(extremes)
    return [*kept, points[-1]]
