"""The inside of a process that decodes videos: what it is asked, what it answers, and how it is kept going."""

import hashlib
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Literal

import numpy as np
import simplejpeg
from PIL import Image
from pydantic import TypeAdapter

from store.limits import MIB
from worker.ingest.confinement import allow_cpu_seconds, confine
from worker.ingest.inspect import ImageFacts, look, reduced_size
from worker.ingest.limits import ProcessLimits
from worker.video.container import VideoLimits, VideoRefused
from worker.video.frames import UprightPixels, pick, scenes
from worker.video.index import FrameIndex, Int64, VideoFacts, scan

JPEG_QUALITY = 92
LENGTH_BYTES = 4
"""A message is the length of its header, the header as JSON, and its payload."""
_SIGN_OF_LIFE_SECONDS = 5
_BATCH_FRAMES = 16
_BATCH_BYTES = MIB


@dataclass(frozen=True, slots=True, eq=False)
class Order:
    """What to take of one video."""

    path: Path
    index: FrameIndex
    wanted: Int64
    """(M,) increasing indices of frames."""
    scene_threshold: float | None = None
    """Take of the wanted frames, which must be a range, those that begin a scene."""
    tag: int = 0
    first: int = 0
    """Both for the caller: whose order it is, and the place of its first frame among all that are wanted there."""


@dataclass(frozen=True, slots=True)
class Scanned:
    """The payload is int64: pts, one for each frame, then keys, then as many key_dts."""

    facts: VideoFacts
    time_base: tuple[int, int]
    counted: bool
    type: Literal["scanned"] = "scanned"


@dataclass(frozen=True, slots=True)
class Pictured:
    """The payload is the JPEGs, one after the other; each is as long as its facts say."""

    frames: list[tuple[int, ImageFacts]]
    type: Literal["pictured"] = "pictured"


@dataclass(frozen=True, slots=True)
class Ended:
    refused: str | None
    type: Literal["ended"] = "ended"


@dataclass(frozen=True, slots=True)
class Alive:
    type: Literal["alive"] = "alive"


Header = Scanned | Pictured | Ended | Alive
HEADER: TypeAdapter[Header] = TypeAdapter(Header)


def serve(connection: Connection, limits: ProcessLimits, video_limits: VideoLimits) -> None:
    """Answer orders until the parent is gone."""
    confine(limits)
    while True:
        try:
            order: Order | Path = connection.recv()
            _answer(connection, order, limits, video_limits)
        except (EOFError, BrokenPipeError, ConnectionResetError):
            return


def _answer(connection: Connection, order: Order | Path, limits: ProcessLimits, video_limits: VideoLimits) -> None:
    outbox = _Outbox(connection, limits)
    refused = None
    try:
        if isinstance(order, Path):
            facts, index = scan(order, video_limits, tick=outbox)
            base = index.time_base
            payload = np.concatenate([index.pts, index.keys, index.key_dts]).astype(np.int64).tobytes()
            outbox.send(Scanned(facts, (base.numerator, base.denominator), index.counted), payload)
            return
        upright = UprightPixels()
        for number, picture in _taken(order, video_limits, outbox):
            outbox.add(number, *_inspected(picture, upright))
    except VideoRefused as error:
        refused = error.reason
    except MemoryError:
        refused = "decoding needs more memory than is allowed"
    outbox.flush()
    outbox.send(Ended(refused))


def _taken(order: Order, limits: VideoLimits, tick: "_Outbox") -> Iterator[tuple[int, Any]]:
    if order.scene_threshold is None:
        return pick(order.path, order.index, order.wanted, limits, tick)
    start, stop = int(order.wanted[0]), int(order.wanted[-1]) + 1
    return scenes(order.path, order.index, start, stop, order.scene_threshold, limits, tick)


def _inspected(picture: Any, upright: UprightPixels) -> tuple[bytes, ImageFacts]:
    """A decoded frame as a JPEG, and what `inspect_image` would say about it without having to decode that again."""
    rgb = upright(picture)
    height, width = rgb.shape[:2]
    jpeg: bytes = simplejpeg.encode_jpeg(rgb, JPEG_QUALITY, "RGB", "420")
    reduced = upright(picture, size=reduced_size(width, height))
    facts = ImageFacts(
        sha256=hashlib.sha256(jpeg).hexdigest(),
        size_bytes=len(jpeg),
        format="JPEG",
        width=width,
        height=height,
        label=None,
        taken_at=None,
        **vars(look(Image.fromarray(reduced))),
    )
    return jpeg, facts


class _Outbox:
    """What goes to the parent, several frames at a time: on a busy machine every message waits for a processor.

    It is also called after every step of work: each may take so much processor time, and the parent hears of it when
    there is nothing else to say for long.
    """

    def __init__(self, connection: Connection, limits: ProcessLimits) -> None:
        self._connection = connection
        self._allow = partial(allow_cpu_seconds, limits.cpu_seconds)
        self._frames: list[tuple[int, ImageFacts]] = []
        self._jpegs: list[bytes] = []
        self._sent = time.monotonic()

    def __call__(self) -> None:
        self._allow()
        if time.monotonic() - self._sent > _SIGN_OF_LIFE_SECONDS:
            if self._frames:
                self.flush()
            else:
                self.send(Alive())

    def add(self, number: int, jpeg: bytes, facts: ImageFacts) -> None:
        self._frames.append((number, facts))
        self._jpegs.append(jpeg)
        if len(self._frames) >= _BATCH_FRAMES or sum(map(len, self._jpegs)) >= _BATCH_BYTES:
            self.flush()

    def flush(self) -> None:
        if self._frames:
            frames, jpegs, self._frames, self._jpegs = self._frames, self._jpegs, [], []
            self.send(Pictured(frames), b"".join(jpegs))

    def send(self, header: Header, payload: bytes = b"") -> None:
        head = HEADER.dump_json(header)
        self._connection.send_bytes(len(head).to_bytes(LENGTH_BYTES, "little") + head + payload)
        self._sent = time.monotonic()
