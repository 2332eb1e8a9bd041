"""An archive with videos, seen as one in which every video is a folder of frames.

with VideoDecoders() as decoders:
    clips = survey(archive, decoders, sampling, scratch)
    unfolded = Unfolded(archive, clips, sampling, decoders, scratch)
    images = read_samples(unfolded, 0, 1000, inspectors)
    frames = unfolded.frames(0, 1000)

A clip takes as many places among the entries as it has frames to look at, so that a range of entries is a range of
frames, and a long video can be shared out like a large archive.
"""

import hashlib
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from pathlib import Path
from typing import BinaryIO, Protocol, overload, runtime_checkable

import numpy as np

from store.specs.videos import VideoSampling
from worker.ingest.contents import Contents
from worker.ingest.names import folder_label
from worker.ingest.outcomes import Entry, EntryFault, Refusal
from worker.ingest.samples import ItemReport
from worker.ingest.video_signatures import OPENING_BYTES, may_be_video, sniff_video
from worker.video.container import VideoRefused
from worker.video.decoder_process import Order
from worker.video.decoders import Lost, Picture, VideoDecoders
from worker.video.index import FrameIndex, Int64, VideoFacts
from worker.video.sampling import candidates

_MAX_NAME_BYTES = 1024
_FEW_FRAMES = 16
_LARGEST_PIECE = 0.6


@runtime_checkable
class VideoSource(Protocol):
    """Contents that also give what is no image."""

    def copy_out(self, index: int, out: BinaryIO) -> Refusal | None:
        """Write the contents of an entry, whatever they are, or say why it is refused."""

    def local_path(self, index: int) -> Path | None:
        """The entry as a file of its own, where it is one."""


@dataclass(frozen=True, slots=True)
class Clip:
    """A video among the entries of an archive."""

    entry: int
    """Its index there."""
    name: str
    sha256: str
    size_bytes: int
    places: int
    """How many entries it is unfolded into: its frames to look at, 1 if it cannot be read."""
    facts: VideoFacts | None
    reason: str | None
    """Why it cannot be read, or is read in part only."""


@dataclass(frozen=True, slots=True)
class FrameEntry(Entry):
    """A frame of a video as an entry."""

    clip: Clip
    frame_index: int
    seconds: float | None
    """None for a frame that cannot be decoded."""


def survey(
    contents: Contents, decoders: VideoDecoders, sampling: VideoSampling, scratch: Path, *, only: int | None = None
) -> Iterator[Clip]:
    """Yield every video of `contents` in order, or only the entry `only`, whatever its name is.

    Each is copied to `scratch` under a name of ours, and one at a time. Files that are called like videos and are none
    are left to be judged as images.
    """
    if not isinstance(contents, VideoSource):
        return
    for entry in contents.entries if only is None else [contents.entries[only]]:
        if only is not None or may_be_video(entry.name):
            with suppress(VideoRefused), closing(_OpenClip(contents, entry.index, scratch)) as clip:
                if (found := _surveyed(entry, clip.path, decoders, sampling)) is not None:
                    yield found


def _surveyed(entry: Entry, path: Path, decoders: VideoDecoders, sampling: VideoSampling) -> Clip | None:
    with path.open("rb") as file:
        if sniff_video(file.read(OPENING_BYTES)) is None:
            return None
        file.seek(0)
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    clip = Clip(entry.index, entry.name, sha256, path.stat().st_size, 1, None, None)
    if len(frame_name(entry.name, 0).encode()) > _MAX_NAME_BYTES:
        return replace(clip, reason="the name is too long for the names of its frames")
    try:
        facts, index = decoders.scan(path)
    except VideoRefused as refused:
        return replace(clip, reason=refused.reason)
    return replace(clip, places=len(candidates(index, sampling)), facts=facts, reason=facts.reason)


class Unfolded:
    """See worker.ingest.contents.Contents. It closes neither the contents nor the decoders that it is given.

    `read` yields what is no video; `frames` the rest, inspected where it was decoded.
    """

    def __init__(
        self,
        contents: Contents,
        clips: Sequence[Clip],
        sampling: VideoSampling,
        decoders: VideoDecoders,
        scratch: Path,
    ) -> None:
        assert isinstance(contents, VideoSource)
        self._contents, self._source = contents, contents
        self._sampling, self._decoders, self._scratch = sampling, decoders, scratch
        self._entries = UnfoldedEntries(contents.entries, clips)
        self._open: dict[int, _OpenClip] = {}

    @property
    def entries(self) -> "UnfoldedEntries":
        """Every file that is no video, and every place of a frame."""
        return self._entries

    def read(self, start: int, stop: int) -> Iterator[tuple[Entry, bytes | Refusal]]:
        """See worker.ingest.contents.Contents."""
        for part in self._entries.parts(start, stop):
            if part.clip is None:
                for entry, content in self._contents.read(part.start, part.stop):
                    yield replace(entry, index=entry.index + part.shift), content

    def frames(self, start: int, stop: int) -> Iterator[ItemReport]:
        """Yield the frames among the entries of `start <= index < stop`, those of several videos as they are decoded.

        When scenes are asked for, the places of all other frames stay empty.
        """
        parts = []
        for part in self._entries.parts(start, stop):
            if part.clip is not None and part.clip.facts is None:
                yield part.refused(part.clip.reason or "the video cannot be read")
            elif part.clip is not None:
                parts.append(part)
        self._close_all_but({part.clip.entry for part in parts if part.clip is not None})
        yield from self._frames(parts)

    def close(self) -> None:
        """Remove the copies of videos."""
        self._close_all_but(set())

    def _frames(self, parts: "Sequence[_Part]") -> Iterator[ItemReport]:
        """The frames of parts of clips. A clip's file goes when its last frame has been read."""
        unreadable = []
        running = [0] * len(parts)

        def orders() -> Iterator[Order]:
            for tag, part in enumerate(parts):
                try:
                    found = self._orders(part, tag, split=len(parts) == 1)
                except VideoRefused as refused:
                    unreadable.append(part.refused(refused.reason))
                    continue
                running[tag] = len(found)
                yield from found

        def ended(order: Order) -> None:
            running[order.tag] -= 1
            part = parts[order.tag]
            if not running[order.tag] and part.clip is not None and part.stop == part.clip.places:
                self._open.pop(part.clip.entry).close()

        for order, news in self._decoders.extract(orders(), ended=ended):
            yield parts[order.tag].frame(order.first + news.place, news)
        yield from unreadable

    def _orders(self, part: "_Part", tag: int, *, split: bool) -> list[Order]:
        """What to take of a clip; several orders where processes can share the work. Raises VideoRefused."""
        assert part.clip is not None
        clip = self._open.get(part.clip.entry)
        if clip is None:
            clip = self._open[part.clip.entry] = _OpenClip(self._source, part.clip.entry, self._scratch)
            clip.scan(self._decoders, self._sampling)
        wanted = clip.wanted[part.start : part.stop]
        cuts = _cuts(wanted, clip.index) if split and len(wanted) >= _FEW_FRAMES else [0, len(wanted)]
        return [
            Order(clip.path, clip.index, wanted[start:stop], self._sampling.scene_threshold, tag, part.start + start)
            for start, stop in pairwise(cuts)
            if stop > start
        ]

    def _close_all_but(self, entries: set[int]) -> None:
        for entry in self._open.keys() - entries:
            self._open.pop(entry).close()


@dataclass(frozen=True, slots=True)
class _Part:
    """A range of entries that are of one sort: ordinary ones, or places of one clip."""

    clip: Clip | None
    start: int
    """Counted among the original entries, or among the places of the clip."""
    stop: int
    shift: int
    """What is to be added to get the index of the unfolded entry."""

    def frame(self, place: int, news: Picture | Lost) -> ItemReport:
        assert self.clip is not None
        name = frame_name(self.clip.name, news.index)
        if isinstance(news, Picture):
            entry = FrameEntry(self.shift + place, name, len(news.jpeg), self.clip, news.index, news.seconds)
            return ItemReport(entry, replace(news.facts, label=folder_label(self.clip.name)), news.jpeg)
        lost = FrameEntry(self.shift + place, name, 0, self.clip, news.index, None)
        return ItemReport(lost, Refusal(EntryFault.DAMAGED, news.reason), None)

    def refused(self, reason: str) -> ItemReport:
        assert self.clip is not None
        entry = Entry(self.shift + self.start, self.clip.name, self.clip.size_bytes)
        return ItemReport(entry, Refusal(EntryFault.DAMAGED, reason), None)


class UnfoldedEntries(Sequence[Entry]):
    """The entries of an archive, with as many places for each clip as it needs. What a place holds, `read` tells."""

    def __init__(self, entries: Sequence[Entry], clips: Sequence[Clip]) -> None:
        self._entries, self._clips = entries, clips
        grown = accumulate((clip.places - 1 for clip in clips), initial=0)
        self._firsts = [clip.entry + growth for clip, growth in zip(clips, grown, strict=False)]
        self._total = len(entries) + sum(clip.places - 1 for clip in clips)

    def __len__(self) -> int:
        return self._total

    @overload
    def __getitem__(self, index: int) -> Entry: ...
    @overload
    def __getitem__(self, index: slice) -> list[Entry]: ...
    def __getitem__(self, index: int | slice) -> Entry | list[Entry]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        place = range(len(self))[index]
        (part,) = self.parts(place, place + 1)
        original = self._entries[part.start] if part.clip is None else self._entries[part.clip.entry]
        return replace(original, index=place)

    def parts(self, start: int, stop: int) -> Iterator[_Part]:
        """Split `start <= index < stop` by what is there."""
        stop = min(stop, len(self))
        while start < stop:
            number = bisect_right(self._firsts, start) - 1
            clip = self._clips[number] if number >= 0 else None
            after = 0 if clip is None else self._firsts[number] + clip.places
            if clip is not None and start < after:
                first, end = self._firsts[number], min(stop, after)
                yield _Part(clip, start - first, end - first, first)
            else:
                following = self._firsts[number + 1] if number + 1 < len(self._clips) else stop
                end = min(stop, following)
                shift = 0 if clip is None else after - clip.entry - 1
                yield _Part(None, start - shift, end - shift, shift)
            start = end


class _OpenClip:
    """A video as a local file with its index."""

    index: FrameIndex
    wanted: Int64

    def __init__(self, source: VideoSource, entry: int, scratch: Path) -> None:
        """Raises VideoRefused when its contents cannot be had."""
        own = source.local_path(entry)
        self.path = scratch / f"video-{entry}" if own is None else own
        self._ours = own is None
        if self._ours:
            with self.path.open("wb") as file:
                refusal = source.copy_out(entry, file)
            if refusal is not None:
                self.close()
                raise VideoRefused(refusal.reason)

    def scan(self, decoders: VideoDecoders, sampling: VideoSampling) -> None:
        """List its frames. Raises VideoRefused."""
        _, self.index = decoders.scan(self.path)
        self.wanted = candidates(self.index, sampling)

    def close(self) -> None:
        if self._ours:
            self.path.unlink(missing_ok=True)


def _cuts(wanted: Int64, index: FrameIndex) -> list[int]:
    """Where to cut so that two processes have the same to do: at keyframes, into pieces of an eighth or more.

    Where keyframes are rare the cut is in the middle, and the second process decodes what is before its part, too. That
    is less than all the rest of the work.
    """
    count = len(wanted)
    least = max(_FEW_FRAMES, count // 8)
    cuts = [0]
    for place in np.searchsorted(wanted, index.keys).tolist():
        if place - cuts[-1] >= least and count - place >= _FEW_FRAMES:
            cuts.append(place)
    cuts.append(count)
    longest = max(stop - start for start, stop in pairwise(cuts))
    return cuts if longest <= count * _LARGEST_PIECE else [0, count // 2, count]


def frame_name(video: str, index: int) -> str:
    """The name of a sample that is a frame."""
    return f"{video}/{index:06}.jpg"
