"""Opening a video file of unknown origin: only known containers and codecs, and never a second file."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import av

from store.limits import VIDEO_FRAMES, VIDEO_SECONDS
from worker.images.decode import MAX_PIXELS
from worker.ingest.video_signatures import OPENING_BYTES, sniff_video

# What cameras, phones, screen recorders and editors write. Every decoder less is one less to attack.
_CODECS = frozenset(
    {
        "av1", "dvvideo", "ffv1", "flv1", "h263", "h264", "hevc", "huffyuv", "mjpeg", "mpeg1video", "mpeg2video",
        "mpeg4", "msmpeg4v2", "msmpeg4v3", "png", "prores", "rawvideo", "theora", "vp8", "vp9", "wmv1", "wmv2",
    }
)  # fmt: skip
# FFmpeg names decoders after libraries, and codecs after standards.
_DECODER_CODECS = {"libdav1d": "av1", "libaom-av1": "av1", "libvpx": "vp8", "libvpx-vp9": "vp9", "msmpeg4": "msmpeg4v3"}


@dataclass(frozen=True, slots=True)
class VideoLimits:
    """What one video may cost before it is turned away."""

    max_frames: int = VIDEO_FRAMES
    max_seconds: float = VIDEO_SECONDS
    max_pixels: int = MAX_PIXELS
    """Width times height of one frame."""


class VideoRefused(Exception):
    """The file cannot become frames. `reason` is a short sentence for the user."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class OpenedVideo:
    """A container and its first video stream."""

    container: Any
    stream: Any
    format: str
    """As in `sniff_video`."""
    codec: str


@contextmanager
def opened(path: Path, limits: VideoLimits) -> Iterator[OpenedVideo]:
    """Open a video file with one decoding thread. Raises VideoRefused; so does what FFmpeg objects to inside the block.

    The container is pinned to what the first bytes say, so that FFmpeg cannot be talked into reading a playlist, and
    with it other files or the network.
    """
    with path.open("rb") as file:
        container_format = sniff_video(file.read(OPENING_BYTES))
    if container_format is None:
        raise VideoRefused("not a video of a supported format")
    try:
        options = {"protocol_whitelist": "file"}
        with av.open(str(path), format=container_format, container_options=options) as container:
            stream, codec = _video_stream(container, limits)
            yield OpenedVideo(container, stream, container_format, codec)
    except av.FFmpegError as error:
        raise VideoRefused(_reason(error)) from error


def _video_stream(container: Any, limits: VideoLimits) -> tuple[Any, str]:
    if not container.streams.video:
        raise VideoRefused("the file holds no video, only sound" if container.streams.audio else "the video is empty")
    stream = container.streams.video[0]
    context = stream.codec_context
    if context is None:
        raise VideoRefused("the codec of the video is not supported")
    codec = _DECODER_CODECS.get(context.codec.name, context.codec.name)
    if codec not in _CODECS:
        raise VideoRefused(f"videos with the codec {codec} are not read; convert it to H.264")
    check_pixels(context.width, context.height, limits)
    context.thread_count = 1
    # The stream can change its size later on; the decoder itself refuses that before it allocates anything.
    context.options = {**context.options, "max_pixels": str(limits.max_pixels)}
    return stream, codec


def check_pixels(width: int, height: int, limits: VideoLimits) -> None:
    """Raises VideoRefused for frames above the limit."""
    if width * height > limits.max_pixels:
        raise VideoRefused(f"the video has {width} x {height} pixels, more than {limits.max_pixels}")


def _reason(error: Exception) -> str:
    """A sentence for the user; FFmpeg's own may show paths."""
    if isinstance(error, av.error.EOFError):
        return "truncated video: its end is missing"
    if isinstance(error, av.error.MemoryError):
        return "the video needs too much memory to decode"
    if isinstance(error, av.error.DecoderNotFoundError):
        return "the codec of the video is not supported"
    return "damaged video: it cannot be read"
