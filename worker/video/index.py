"""Which frames a video holds, from one walk through its packets: nothing is decoded."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

from worker.video.container import OpenedVideo, VideoLimits, VideoRefused, opened

Int64 = NDArray[np.int64]
_NO_STAMP = np.iinfo(np.int64).min
_PTS, _DTS, _KEYFRAME, _DURATION = range(4)


def no_tick() -> None:
    """The default of every `tick`: a function called often, by which a caller notices that work goes on."""


@dataclass(frozen=True, slots=True)
class VideoFacts:
    """What is known about a video."""

    format: str
    """mov (also mp4, m4v), avi, matroska (also webm), mpeg, mpegvideo or mpegts."""
    codec: str
    width: int
    """Pixels, as the video is shown (after its rotation)."""
    height: int
    rotation: int
    """Degrees counter-clockwise, a multiple of 90, that turn the stored frames upright."""
    frame_count: int
    """Frames whose data is there; the header of a truncated file may promise more."""
    duration_seconds: float
    average_fps: float
    variable_frame_rate: bool
    reason: str | None
    """What is wrong with a video of which only a part is there, a sentence for the user."""


@dataclass(frozen=True, slots=True)
class FrameIndex:
    """The N frames of a video in presentation order, and where decoding can begin."""

    pts: Int64
    """(N,) presentation time in units of `time_base`, never decreasing."""
    keys: Int64
    """(K,) indices of the frames at which decoding can begin, increasing; the first is 0, the start of the file."""
    key_dts: Int64
    """(K,) decoding times of those, for seeking; that of the first is not used."""
    time_base: Fraction
    counted: bool
    """Frames are told apart by counting, because the times of the packets are not those of their frames."""

    def __post_init__(self) -> None:
        """Raises ValueError if the parts do not fit together."""
        in_order = bool((np.diff(self.pts) >= 0).all() and (np.diff(self.keys) > 0).all())
        in_range = bool(len(self.keys)) and self.keys[0] == 0 and self.keys[-1] < len(self.pts)
        if not in_order or not in_range or len(self.keys) != len(self.key_dts) or self.time_base <= 0:
            raise ValueError("not an index of frames")

    def __len__(self) -> int:
        return len(self.pts)

    def seconds(self, index: int) -> float:
        """Exact presentation time of a frame, correctly rounded."""
        return float(int(self.pts[index]) * self.time_base)

    def key_before(self, index: int) -> int:
        """The position in `keys` of where decoding must begin to get at a frame."""
        return int(np.searchsorted(self.keys, index, side="right")) - 1


def probe(path: Path, limits: VideoLimits | None = None) -> VideoFacts:
    """Describe a video file. Raises VideoRefused for one without any frame and for one above the limits."""
    return scan(path, limits)[0]


def scan(
    path: Path, limits: VideoLimits | None = None, *, tick: Callable[[], None] = no_tick
) -> tuple[VideoFacts, FrameIndex]:
    """Describe a video file and list its frames. Raises VideoRefused as `probe` does."""
    limits = limits or VideoLimits()
    with opened(path, limits) as video:
        packets, broken = _walk(video, limits, tick)
        if not len(packets):
            raise VideoRefused("the video holds no frames")
        index = _index(packets, video)
        if index.seconds(len(index) - 1) - index.seconds(0) > limits.max_seconds:
            raise VideoRefused(f"the video is longer than {limits.max_seconds:g} seconds")
        reason = _what_is_missing(len(index), video.stream.frames, broken=broken)
        context = video.stream.codec_context
        width, height, rotation = context.width, context.height, _rotation(path, limits)
    if rotation % 180:
        width, height = height, width
    steps = np.diff(index.pts)
    # The last frame is shown as long as its packet says, or else as long as frames are in the middle.
    last = int(packets[packets[:, _PTS].argmax(), _DURATION]) or (int(np.median(steps)) if len(steps) else 0)
    duration = float((int(index.pts[-1]) - int(index.pts[0]) + last) * index.time_base)
    facts = VideoFacts(
        format=video.format,
        codec=video.codec,
        width=width,
        height=height,
        rotation=rotation,
        frame_count=len(index),
        duration_seconds=duration,
        average_fps=len(index) / duration if duration else 0.0,
        # Containers round times to their clock, Matroska to milliseconds: neighbouring steps then differ by one.
        variable_frame_rate=bool(len(steps)) and int(steps.max()) - int(steps.min()) > 1,
        reason=reason,
    )
    return facts, index


def _what_is_missing(found: int, promised: int, *, broken: bool) -> str | None:
    if broken:
        return "the file is damaged: what follows its last frame cannot be read"
    if promised > found:
        return f"the file is truncated: {found} of {promised} frames are there"
    return None


def rotation_of(frame: Any) -> int:
    """The counter-clockwise turn that a decoded frame needs, in degrees: 0, 90, 180 or 270."""
    quarter_turns: int = round(frame.rotation / 90) % 4
    return quarter_turns * 90


def _rotation(path: Path, limits: VideoLimits) -> int:
    """That of the first frame: FFmpeg tells it with the frames."""
    try:
        with opened(path, limits) as video:
            return next((rotation_of(frame) for frame in video.container.decode(video.stream)), 0)
    except VideoRefused:
        return 0


def is_shown(packet: Any, codec: str) -> bool:
    """Whether a packet holds a whole frame that is shown, as opposed to one that others only refer to."""
    if packet.size == 0 or packet.is_discard or packet.is_corrupt:
        return False
    # The show_frame bit of RFC 6386, section 9.1: hidden reference frames are packets of their own in VP8.
    return codec != "vp8" or bool(bytes(packet)[0] >> 4 & 1)


def _walk(video: OpenedVideo, limits: VideoLimits, tick: Callable[[], None]) -> tuple[Int64, bool]:
    """((N, 4) pts, dts, keyframe, duration in decoding order; whether reading broke off)."""
    rows: list[tuple[int, int, int, int]] = []
    packets: Iterator[Any] = video.container.demux(video.stream)
    broken = False
    while True:
        tick()
        try:
            packet = next(packets, None)
        except av.FFmpegError:
            broken = True
            break
        if packet is None:
            break
        broken = broken or packet.is_corrupt
        if is_shown(packet, video.codec):
            dts = _NO_STAMP if packet.dts is None else packet.dts
            pts = dts if packet.pts is None else packet.pts
            rows.append((pts, dts, packet.is_keyframe, packet.duration or 0))
            if len(rows) > limits.max_frames:
                raise VideoRefused(f"the video has more than {limits.max_frames} frames")
    return np.array(rows, dtype=np.int64).reshape(-1, 4), broken


def _index(packets: Int64, video: OpenedVideo) -> FrameIndex:
    pts = _complete(packets[:, _PTS], packets[:, _DURATION])
    order = np.argsort(pts, kind="stable")
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    # Times that are missing, or that two packets share, FFmpeg has guessed at best: only the order in which the decoder
    # gives the frames is right then.
    guessed = not np.array_equal(pts, packets[:, _PTS]) or len(np.unique(pts)) < len(pts)
    keyframes = np.flatnonzero(packets[:, _KEYFRAME])
    if guessed:
        keyframes = keyframes[:0]
    # AVI stores frames without their own times. Groups of frames are closed there, so that as many frames precede a
    # keyframe in the file as on the screen, and counting can begin at any of them.
    keys, first = np.unique(rank[keyframes], return_index=True)
    dts, key_pts = packets[keyframes[first], _DTS], pts[keyframes[first]]
    key_dts = np.where(dts == _NO_STAMP, key_pts, np.minimum(dts, key_pts))
    later = keys > 0
    return FrameIndex(
        pts=pts[order],
        keys=np.concatenate([[0], keys[later]]),
        key_dts=np.concatenate([pts[order[:1]], key_dts[later]]),
        time_base=Fraction(video.stream.time_base),
        counted=guessed or video.format == "avi",
    )


def _complete(pts: Int64, durations: Int64) -> Int64:
    """`pts` with a guess where a packet has neither of its times: right after the one before."""
    missing = np.flatnonzero(pts == _NO_STAMP)
    complete = pts.copy()
    for i in missing:
        complete[i] = complete[i - 1] + max(1, int(durations[i - 1])) if i else 0
    return complete
