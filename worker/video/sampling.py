"""Which frames to take: by number, by time, or where the picture changes."""

import numpy as np
from numpy.typing import NDArray

from store.specs.videos import DEFAULT_FPS, VideoSampling
from worker.video.index import FrameIndex, Int64

SCENE_LEAD = 2
"""How many frames before a frame its scene score depends on."""
SCENE_SIZE = (64, 36)
"""Width and height of the grey pictures that are compared."""


def is_by_scene(sampling: VideoSampling) -> bool:
    """Whether the pixels decide, so that every frame is a candidate."""
    return sampling.scene_threshold is not None


def candidates(index: FrameIndex, sampling: VideoSampling) -> Int64:
    """(M,) increasing indices of the frames to take, or to look at when the pixels decide."""
    if is_by_scene(sampling):
        return np.arange(len(index))
    if sampling.every_nth is not None:
        return np.arange(0, len(index), sampling.every_nth)
    return _per_interval(index, DEFAULT_FPS if sampling.fps is None else sampling.fps)


def _per_interval(index: FrameIndex, fps: float) -> Int64:
    """The first frame of every interval [k / fps, (k + 1) / fps), counted from the first frame of the video."""
    ticks = (index.pts - index.pts[0]).astype(np.float64)
    # Half a unit of the clock is less than any distance of two frames, and more than the rounding of the product.
    interval = np.floor((ticks + 0.5) * (float(index.time_base) * fps))
    return np.flatnonzero(np.diff(interval, prepend=-1))


class SceneScore:
    """How much each frame differs from the one before, 0 to 1, given the frames one after the other.

    The mean absolute difference of the luma, or its own change where that is smaller: what moves steadily is no cut.
    The scale is that of the `scene` value of FFmpeg's `select` filter.
    """

    def __init__(self) -> None:
        self._last: NDArray[np.float32] | None = None
        self._last_difference = 0.0

    def __call__(self, luma: NDArray[np.uint8]) -> float:
        """Score a grey picture of SCENE_SIZE; the first one of all has the score 1."""
        picture = luma.astype(np.float32)
        last, self._last = self._last, picture
        if last is None:
            return 1.0
        difference = float(np.abs(picture - last).mean())
        change, self._last_difference = abs(difference - self._last_difference), difference
        return min(difference, change, 100.0) / 100
