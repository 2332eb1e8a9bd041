"""Run-length encoded masks as COCO writes them: runs down the columns, beginning with zeros, packed six bits a byte."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

_OFFSET = 48
_MORE = 0x20
_SIGN = 0x10


def pack(counts: Sequence[int]) -> str:
    """The compressed form: each run as the difference to the one before the last, in little-endian groups of 5 bits."""
    packed = bytearray()
    for index, count in enumerate(counts):
        value = count - counts[index - 2] if index > 2 else count
        while True:
            group = value & 0x1F
            value >>= 5
            more = value != -1 if group & _SIGN else value != 0
            packed.append((group | _MORE if more else group) + _OFFSET)
            if not more:
                break
    return packed.decode("ascii")


def unpack(packed: str, *, limit: int) -> list[int]:
    """The runs of a compressed mask of at most `limit` pixels. Raises ValueError for what `pack` never writes."""
    counts: list[int] = []
    value, shift = 0, 0
    for character in packed:
        group = ord(character) - _OFFSET
        if not 0 <= group < 64 or shift > 40:
            raise ValueError("is no compressed run-length encoding")
        value |= (group & 0x1F) << shift
        shift += 5
        if group & _MORE:
            continue
        if group & _SIGN:
            value |= -1 << shift
        if len(counts) > 2:
            value += counts[-2]
        if not 0 <= value <= limit:
            raise ValueError("has a run that does not fit into the image")
        counts.append(value)
        value, shift = 0, 0
    if shift:
        raise ValueError("is cut off")
    return counts


def check(counts: Sequence[int], pixels: int) -> None:
    """Raise ValueError unless the runs cover an image of `pixels` exactly."""
    if any(count < 0 for count in counts):
        raise ValueError("has a negative run")
    if sum(counts) != pixels:
        raise ValueError(f"covers {sum(counts)} pixels, and the image has {pixels}")


def from_rows(counts: Sequence[int], *, width: int, height: int) -> list[int]:
    """Runs along the rows turned into runs down the columns; both begin with zeros. Raises ValueError, see `check`."""
    check(counts, width * height)
    values = np.arange(len(counts)) % 2
    mask = np.repeat(values.astype(np.bool_), np.asarray(counts, dtype=np.int64)).reshape(height, width)
    return _runs(mask.T.reshape(-1))


def _runs(flat: npt.NDArray[np.bool_]) -> list[int]:
    changes = np.flatnonzero(flat[1:] != flat[:-1]) + 1
    runs = np.diff(np.concatenate([[0], changes, [len(flat)]])).tolist()
    return [0, *runs] if flat[0] else list(runs)
