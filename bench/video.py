"""Our path from a video to inspected frames, against a plain decode loop: `python -m bench.video [PATH]`.

The plain loop decodes every frame with PyAV as it comes, converts it to RGB and encodes it as a JPEG of the same
quality and subsampling: what anybody would write, in one process. Ours does the same in confined processes, and hashes,
measures and thumbnails every frame as ingestion does. Both take the same 250 frames in turn, several times; the ratio
is that of the medians. Processes are started before the clock, as a job starts them once for all of its videos.

Without a path, a clip of 854 x 480 is made: moving shapes with noise, H.264, a keyframe at least every 250 frames.
"""

import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import av
import numpy as np
import simplejpeg

from store.specs.videos import VideoSampling
from worker.ingest.archive import open_archive
from worker.video.decoder_process import JPEG_QUALITY
from worker.video.decoders import VideoDecoders
from worker.video.unfold import Unfolded, survey

REPEATS = 5
FRAMES = 250
SIZE = (854, 480)
ALLOWED = 1.5
EVERY_FRAME = VideoSampling(every_nth=1)


def make_clip(path: Path) -> None:
    """A clip whose frames cost about as much as those of a camera: texture, motion and some noise."""
    width, height = SIZE
    rng = np.random.default_rng(0)
    rows, columns = np.mgrid[0:height, 0 : width + FRAMES * 2]
    scene = 110 + 50 * np.sin(columns / 17)[..., None] * np.cos(rows / 23)[..., None] + rng.normal(0, 8, (3,))
    scene = (scene + rng.normal(0, 10, (*rows.shape, 1))).clip(0, 255).astype(np.uint8)
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=25, options={"preset": "veryfast"})
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        for number in range(FRAMES):
            view = np.ascontiguousarray(scene[:, 2 * number : 2 * number + width])
            view[40:140, 3 * number : 3 * number + 100] = (200, 40, 40)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(view, "rgb24")))
        container.mux(stream.encode(None))


def plain_loop(path: Path) -> int:
    """How many frames were decoded and encoded."""
    count = 0
    with av.open(str(path)) as container:
        for frame in container.decode(video=0):
            simplejpeg.encode_jpeg(frame.to_ndarray(format="rgb24"), JPEG_QUALITY, "RGB", "420")
            count += 1
            if count == FRAMES:
                break
    return count


def ours(path: Path, scratch: Path, decoders: VideoDecoders) -> int:
    """How many frames were decoded, encoded, hashed, measured and thumbnailed."""
    with open_archive(path) as upload:
        clips = list(survey(upload, decoders, EVERY_FRAME, scratch, only=0))
        contents = Unfolded(upload, clips, EVERY_FRAME, decoders, scratch)
        return sum(report.status == "ok" for report in contents.frames(0, FRAMES))


def seconds(run: Callable[[], int]) -> tuple[float, int]:
    started = time.perf_counter()
    count = run()
    return time.perf_counter() - started, count


def measure(path: Path, scratch: Path) -> tuple[dict[str, list[float]], set[int]]:
    """Wall times in seconds, both in turn, and how many frames they took."""
    times: dict[str, list[float]] = {"ours": [], "plain": []}
    counts: set[int] = set()
    with VideoDecoders() as decoders:
        ours(path, scratch, decoders)  # the first run imports and warms up
        for _ in range(REPEATS):
            for name, run in (
                ("plain", lambda: plain_loop(path)),
                ("ours", lambda: ours(path, scratch, decoders)),
            ):
                elapsed, count = seconds(run)
                times[name].append(elapsed)
                counts.add(count)
    return times, counts


def main() -> None:
    """Print one line of JSON."""
    print(json.dumps({"bench": "video", **run(Path(sys.argv[1]) if len(sys.argv) > 1 else None)}))


def run(given: Path | None) -> dict[str, Any]:
    """Ratios, checks and figures of a clip, by default one that is made here."""
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        path = given or scratch / "clip.mp4"
        if given is None:
            make_clip(path)
        times, counts = measure(path, scratch)
    medians = {name: statistics.median(values) for name, values in times.items()}
    ratio = medians["plain"] / medians["ours"]
    frames = max(counts)
    figures = {f"{name}_frames_per_second": round(frames / median, 1) for name, median in medians.items()}
    checks = {"same_frames": len(counts) == 1, "video_at_most_1.5_times_the_plain_loop": ratio >= 1 / ALLOWED}
    ratios = {"video_frames/plain_loop": round(ratio, 2)}
    return {"ratios": ratios, "checks": checks, "figures": {**figures, "frames": frames}}


if __name__ == "__main__":
    main()
