"""Decoding: the frames that are wanted, in presentation order, without decoding what lies far from them."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, cast

import av
import numpy as np
from av.video.reformatter import VideoReformatter

from store.specs.videos import VideoSampling
from worker.images.decode import Pixels
from worker.video.container import OpenedVideo, VideoLimits, check_pixels, opened
from worker.video.index import FrameIndex, Int64, no_tick, rotation_of, scan
from worker.video.sampling import SCENE_LEAD, SCENE_SIZE, SceneScore, candidates


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame of a video."""

    index: int
    """From 0, in presentation order."""
    seconds: float
    """Exact presentation time, by the clock of the file: the first frame need not be at 0."""
    pts: int
    """The same in units of the stream's time base."""
    rgb: Pixels
    """(H, W, 3) uint8, upright."""


def frames(
    path: Path,
    sampling: VideoSampling,
    *,
    start: int = 0,
    stop: int | None = None,
    index: FrameIndex | None = None,
    limits: VideoLimits | None = None,
    tick: Callable[[], None] = no_tick,
) -> Iterator[Frame]:
    """Yield the sampled frames whose indices lie in `start <= index < stop`, in presentation order.

    Taking a video in ranges gives the same frames as taking it at once. Frames that cannot be decoded are left out.
    `index` saves the walk through the file to whoever has one from `scan`; `tick` is called after every step of work.
    Raises VideoRefused like `probe`.
    """
    limits = limits or VideoLimits()
    if index is None:
        _, index = scan(path, limits, tick=tick)
    wanted = candidates(index, sampling)
    stop = len(index) if stop is None else min(stop, len(index))
    if sampling.scene_threshold is not None:
        taken = scenes(path, index, start, stop, sampling.scene_threshold, limits, tick)
    else:
        taken = pick(path, index, wanted[(wanted >= start) & (wanted < stop)], limits, tick)
    upright = UprightPixels()
    for number, picture in taken:
        yield Frame(number, index.seconds(number), int(index.pts[number]), upright(picture))


class UprightPixels:
    """Converts decoded frames. It keeps what the conversion needs, which costs more to set up than to use."""

    def __init__(self) -> None:
        self._whole, self._reduced = VideoReformatter(), VideoReformatter()

    def __call__(self, picture: Any, *, size: tuple[int, int] | None = None) -> Pixels:
        """The pixels (H, W, 3), uint8, of a decoded frame, reduced to `size` (W, H) if it is given."""
        turns = rotation_of(picture) // 90
        if size is None:
            converted = self._whole.reformat(picture, format="rgb24", threads=1)
        else:
            width, height = size if turns % 2 == 0 else size[::-1]
            converted = self._reduced.reformat(picture, width, height, format="rgb24", interpolation="AREA", threads=1)
        rgb = cast("Pixels", converted.to_ndarray())
        return np.ascontiguousarray(np.rot90(rgb, turns)) if turns else rgb


def scenes(
    path: Path,
    index: FrameIndex,
    start: int,
    stop: int,
    threshold: float,
    limits: VideoLimits,
    tick: Callable[[], None] = no_tick,
) -> Iterator[tuple[int, Any]]:
    """Yield (index, decoded frame) of the frames of `start <= index < stop` that begin a scene."""
    lead = max(0, start - SCENE_LEAD)
    score, grey = SceneScore(), VideoReformatter()
    width, height = SCENE_SIZE
    for number, picture in pick(path, index, np.arange(lead, stop), limits, tick):
        small = grey.reformat(picture, width, height, format="gray", interpolation="AREA", threads=1)
        changed = score(cast("Pixels", small.to_ndarray())) > threshold
        if number >= start and changed:
            yield number, picture


def pick(
    path: Path, index: FrameIndex, wanted: Int64, limits: VideoLimits, tick: Callable[[], None] = no_tick
) -> Iterator[tuple[int, Any]]:
    """Yield (index, decoded frame) of the frames whose increasing indices (M,) are `wanted`, in their order.

    Those that cannot be decoded are left out.
    """
    with ExitStack() as stack:

        def reopened() -> OpenedVideo:
            stack.close()
            return stack.enter_context(opened(path, limits))

        video: OpenedVideo | None = None
        for run in _runs(index, wanted):
            key = index.key_before(int(run[0]))
            video = reopened() if video is None or key == 0 else video
            packets = _seek(video, index, key) if key else _packets(video)
            if packets is None:
                video = reopened()
                packets = _from_key(_packets(video), index, key) or iter(())
            numbered = _numbered(video, packets, index, int(index.keys[key]), tick)
            for number, picture in _among(numbered, run):
                check_pixels(picture.width, picture.height, limits)
                yield number, picture


def _runs(index: FrameIndex, wanted: Int64) -> list[Int64]:
    """Split indices where decoding on would cost more than a jump: at groups of pictures of which none is wanted."""
    groups = np.searchsorted(index.keys, wanted, side="right")
    return [run for run in np.split(wanted, np.flatnonzero(np.diff(groups) > 1) + 1) if len(run)]


def _among(numbered: Iterator[tuple[int, Any]], wanted: Int64) -> Iterator[tuple[int, Any]]:
    """Those of the decoded frames, which come in order, that are wanted; stops after the last."""
    place = 0
    for number, picture in numbered:
        place += int(np.searchsorted(wanted[place:], number))
        if place == len(wanted):
            return
        if wanted[place] == number:
            yield number, picture
            if place + 1 == len(wanted):
                return


def _seek(video: OpenedVideo, index: FrameIndex, key: int) -> Iterator[Any] | None:
    """The packets from a keyframe on, or None when the container's own index leads elsewhere."""
    try:
        video.container.seek(int(index.key_dts[key]), stream=video.stream, backward=True)
    except av.FFmpegError:
        return None
    return _from_key(_packets(video), index, key)


def _packets(video: OpenedVideo) -> Iterator[Any]:
    """Every packet of the stream; then None, which makes the decoder give what it holds back."""
    with suppress(av.FFmpegError):
        for packet in video.container.demux(video.stream):
            if packet.size:
                yield packet
    yield None


def _from_key(packets: Iterator[Any], index: FrameIndex, key: int) -> Iterator[Any] | None:
    """`packets` from that of a keyframe on, or None if they begin behind it."""
    pts, dts = int(index.pts[index.keys[key]]), int(index.key_dts[key])
    for packet in packets:
        if packet is None:
            return None
        stamp = packet.dts if packet.pts is None else packet.pts
        if packet.is_keyframe and stamp == pts:
            return chain([packet], packets)
        if packet.dts is not None and packet.dts > dts:
            return None
    return None


def _numbered(
    video: OpenedVideo, packets: Iterator[Any], index: FrameIndex, count: int, tick: Callable[[], None]
) -> Iterator[tuple[int, Any]]:
    """(index, decoded frame) of what the decoder makes of packets whose first shown frame has the index `count`."""
    for packet in packets:
        tick()
        try:
            pictures = video.stream.decode(packet)
        except av.FFmpegError:
            continue  # this frame is lost; the next keyframe mends what depends on it
        for picture in pictures:
            number = count if index.counted else _number(picture.pts, index)
            count += 1
            if number is not None and number < len(index) and not picture.is_corrupt:
                yield number, picture


def _number(pts: int | None, index: FrameIndex) -> int | None:
    """The index of the frame shown at `pts`."""
    if pts is None:
        return None
    number = int(np.searchsorted(index.pts, pts))
    return number if number < len(index) and index.pts[number] == pts else None
