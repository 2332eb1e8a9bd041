"""The crops of images as files, for what inspects files."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from worker.crops.boxes import Box, crop_name
from worker.crops.cutting import cut, encode
from worker.images.decode import ImageRefused, decode_rgb
from worker.ingest.outcomes import Entry, EntryFault, Refusal

_MAX_NAME_BYTES = 1024


@dataclass(frozen=True, slots=True)
class Region:
    """A part of an image that is wanted; the box is None where it lies outside."""

    box: Box | None
    label: str | None


@dataclass(frozen=True, slots=True)
class Whole:
    """An image to be cut."""

    index: int
    """That of its first crop; the next one has the next."""
    id: str
    name: str
    read: Callable[[], bytes]
    regions: Callable[[int, int], Sequence[Region]]
    """From the width and height of the upright image."""


@dataclass(frozen=True, slots=True)
class CropEntry(Entry):
    """A crop as an entry."""

    parent_id: str
    box: Box
    label: str | None


class Crops:
    """See worker.ingest.contents.Contents: an entry for each whole image, as many files as there are regions."""

    def __init__(
        self,
        wholes: Sequence[Whole],
        *,
        image_format: Literal["jpeg", "png"],
        min_side: int,
        cut_out: Callable[[int], None],
    ) -> None:
        """`cut_out` is called with the number of images that are done."""
        self._wholes, self._format, self._min_side, self._cut_out = wholes, image_format, min_side, cut_out
        self.entries = [Entry(number, whole.name, 0) for number, whole in enumerate(wholes)]

    def read(self, start: int, stop: int) -> Iterator[tuple[Entry, bytes | Refusal]]:
        """Yield the crops of the images `start` to `stop`, decoding each image once."""
        for number in range(start, min(stop, len(self._wholes))):
            yield from self._crops(self._wholes[number])
            self._cut_out(number + 1)

    def close(self) -> None:
        """Nothing stays open."""

    def _crops(self, whole: Whole) -> Iterator[tuple[Entry, bytes | Refusal]]:
        try:
            pixels = decode_rgb(whole.read())
        except ImageRefused as refused:
            yield Entry(whole.index, whole.name, 0), Refusal(EntryFault.DAMAGED, refused.reason)
            return
        height, width = pixels.shape[:2]
        for index, region in enumerate(whole.regions(width, height), whole.index):
            box = region.box
            if box is None:
                yield Entry(index, whole.name, 0), Refusal(EntryFault.BAD_REFERENCE, "the box is outside of the image")
                continue
            name = crop_name(whole.name, box)
            if (reason := self._unfit(box, name)) is not None:
                yield Entry(index, whole.name, 0), Refusal(EntryFault.BAD_REFERENCE, reason)
                continue
            data = encode(cut(pixels, box), self._format)
            yield CropEntry(index, name, len(data), whole.id, box, region.label), data

    def _unfit(self, box: Box, name: str) -> str | None:
        if min(box.width, box.height) < self._min_side:
            return f"the crop has {box.width} x {box.height} pixels, and min_side is {self._min_side}"
        return "the name would be too long" if len(name.encode()) > _MAX_NAME_BYTES else None
