"""Small videos for tests, made here. The grey level of a frame says which one it is."""

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np

STEP = 8
MILLISECONDS = Fraction(1, 1000)


def make_clip(
    path: Path,
    *,
    count: int = 30,
    codec: str = "libx264",
    container: str | None = None,
    size: tuple[int, int] = (64, 48),
    gop: int = 10,
    b_frames: int = 2,
    times: Sequence[int] | None = None,
    levels: Sequence[int] | None = None,
    rotation: int = 0,
    noise: bool = False,
    options: dict[str, str] | None = None,
) -> Path:
    """`count` frames at 10 a second, or at `times` in milliseconds.

    Each is of one grey, or noise, with a dark left upper corner.
    """
    width, height = size
    with av.open(str(path), "w", format=container) as out:
        stream: Any = out.add_stream(codec, rate=10, options=options or {})
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        stream.codec_context.gop_size = gop
        if b_frames:
            stream.codec_context.max_b_frames = b_frames
        if times is not None:
            stream.codec_context.time_base = MILLISECONDS
        if rotation:
            stream.set_display_rotation(rotation)
        for number in range(count):
            level = STEP * number % 256 if levels is None else levels[number]
            pixels = np.full((height, width, 3), level, np.uint8)
            if noise:
                pixels = np.random.default_rng(number).integers(0, 256, pixels.shape, np.uint8)
            pixels[: height // 4, : width // 4] = 0
            frame = av.VideoFrame.from_ndarray(pixels, "rgb24")
            frame.pts = number if times is None else times[number]
            frame.time_base = Fraction(1, 10) if times is None else MILLISECONDS
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    return path


def make_sound(path: Path) -> Path:
    """A file with sound and no picture."""
    with av.open(str(path), "w") as out:
        stream: Any = out.add_stream("aac", rate=44_100)
        frame = av.AudioFrame.from_ndarray(np.zeros((2, 1024), np.float32), format="fltp", layout="stereo")
        frame.sample_rate, frame.pts = 44_100, 0
        out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    return path


def level(rgb: np.ndarray[Any, Any]) -> int:
    """The number of the frame that the grey of its middle tells, modulo 32."""
    return round(float(rgb[rgb.shape[0] // 2, rgb.shape[1] // 2].mean()) / STEP)
