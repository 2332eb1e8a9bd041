"""The rows that every exporter writes."""

import math
from collections.abc import Callable
from dataclasses import dataclass

ReadImage = Callable[[str], bytes]
"""The original file with a sha256, given as 64 hexadecimal digits."""


@dataclass(frozen=True, slots=True)
class ExportRow:
    """One sample of a subset."""

    rank: int
    """Place in pick order."""
    sample_id: str
    filename: str
    label: str | None
    """Weak label: the folder the file lay in."""
    width: int | None
    height: int | None
    sha256: str
    gain: float | None
    """What the pick added, in the units of its strategy."""
    reason: str | None
    dataset_id: str


FIELDS = ("rank", "sample_id", "filename", "label", "width", "height", "sha256", "gain", "reason")


def record(row: ExportRow) -> dict[str, str | int | float | None]:
    """The public fields of a row, in order. JSON and CSV have no infinity or NaN; a gain of that kind is None."""
    return {field: getattr(row, field) for field in FIELDS} | {"gain": finite(row.gain)}


def finite(gain: float | None) -> float | None:
    """`gain` unless it is infinite or NaN, e.g. the distance of a first pick to nothing."""
    return gain if gain is not None and math.isfinite(gain) else None
