"""Videos to frames: which frames there are, which to take, and their pixels.

facts = probe(path)
for frame in frames(path, VideoSampling(fps=2)):
    frame.index, frame.seconds, frame.rgb

`worker.video.decoders` does the same in confined processes, for videos of unknown origin, and
`worker.video.unfold` shows an archive with videos as one of frames.
"""

from worker.video.container import VideoLimits, VideoRefused
from worker.video.frames import Frame, frames
from worker.video.index import FrameIndex, VideoFacts, probe, scan

__all__ = ["Frame", "FrameIndex", "VideoFacts", "VideoLimits", "VideoRefused", "frames", "probe", "scan"]
