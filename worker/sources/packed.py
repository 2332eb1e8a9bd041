"""Datasets that come as one array of pixels: every image becomes a PNG, so that the rest is as with any other file."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, overload

import numpy as np
import numpy.typing as npt
from PIL import Image

from worker.ingest.outcomes import Entry, Refusal
from worker.sources.inventory import UNKNOWN_SIZE, SourceEntry

# These images are small and many: more effort would save little.
_PNG_EFFORT = 1


class Pixels(Protocol):
    """The images of one split, (H, W) or (H, W, 3) uint8 each."""

    def __len__(self) -> int: ...
    def __getitem__(self, index: int) -> npt.NDArray[np.uint8]: ...


@dataclass(frozen=True)
class Split:
    """One split of a dataset."""

    name: str
    pixels: Pixels
    labels: npt.NDArray[np.int64]
    """(N,) indices of `classes`."""
    classes: Sequence[str]


class PackedImages:
    """See worker.ingest.contents.Contents. Images are called `split/class/number.png`."""

    def __init__(self, splits: Sequence[Split]) -> None:
        self._splits = splits
        self.entries: Sequence[Entry] = _PackedEntries(splits)

    def read(self, start: int, stop: int) -> Iterator[tuple[Entry, bytes | Refusal]]:
        """See worker.ingest.contents.Contents."""
        for entry in self.entries[start:stop]:
            split, index = _locate(self._splits, entry.index)
            yield entry, _png(split.pixels[index])

    def close(self) -> None:
        """Nothing stays open."""


class _PackedEntries(Sequence[SourceEntry]):
    def __init__(self, splits: Sequence[Split]) -> None:
        self._splits = splits

    def __len__(self) -> int:
        return sum(len(split.pixels) for split in self._splits)

    @overload
    def __getitem__(self, index: int) -> SourceEntry: ...
    @overload
    def __getitem__(self, index: slice) -> list[SourceEntry]: ...
    def __getitem__(self, index: int | slice) -> SourceEntry | list[SourceEntry]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        dense = range(len(self))[index]
        split, number = _locate(self._splits, dense)
        label = split.classes[split.labels[number]]
        name = f"{split.name}/{label.replace('/', '-')}/{number:05}.png"
        return SourceEntry(dense, name, UNKNOWN_SIZE, label=label)


def _locate(splits: Sequence[Split], index: int) -> tuple[Split, int]:
    for split in splits:
        if index < len(split.pixels):
            return split, index
        index -= len(split.pixels)
    raise IndexError(index)


def _png(pixels: npt.NDArray[np.uint8]) -> bytes:
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "PNG", compress_level=_PNG_EFFORT)
    return file.getvalue()
