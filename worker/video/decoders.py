"""Videos of unknown origin, decoded in processes that may do little and die often.

The counterpart of `worker.ingest.sandbox` for videos: the processes are confined in the same way. They are given the
path of a file and what to take of it, and send JPEGs. What they send is checked and never unpickled. A process that
crashes, hangs or runs out of memory costs the frames that it had left of one order.
"""

import hashlib
import multiprocessing
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from multiprocessing.connection import wait
from multiprocessing.context import ForkServerContext
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
from pydantic import ValidationError

from store.limits import MIB
from worker.ingest.inspect import ImageFacts
from worker.ingest.limits import ProcessLimits
from worker.video.container import VideoLimits, VideoRefused
from worker.video.decoder_process import HEADER, LENGTH_BYTES, Alive, Ended, Header, Order, Pictured, Scanned, serve
from worker.video.index import FrameIndex, VideoFacts

PROCESSES = 2
_MAX_MESSAGE_BYTES = 512 * MIB
_END_GRACE_SECONDS = 5


@dataclass(frozen=True, slots=True)
class Picture:
    """A frame as a JPEG, inspected."""

    place: int
    """Among the wanted frames of the order."""
    index: int
    seconds: float
    jpeg: bytes
    facts: ImageFacts
    """As of any image, but measured before it became a JPEG; without a label."""


@dataclass(frozen=True, slots=True)
class Lost:
    """A frame that was wanted and cannot be had. `reason` is a sentence for the user."""

    place: int
    index: int
    reason: str


class VideoDecoders:
    """A few confined processes that decode videos. Use it as a context manager."""

    def __init__(
        self,
        processes: int = PROCESSES,
        *,
        video_limits: VideoLimits | None = None,
        process_limits: ProcessLimits | None = None,
    ) -> None:
        self._limits = process_limits or ProcessLimits()
        self._video_limits = video_limits or VideoLimits()
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload([__name__])
        self._children = [self._new_child() for _ in range(processes)]
        # Of its own, because a video may be scanned while others are decoded.
        self._scanner: _Child | None = None

    def scan(self, path: Path) -> tuple[VideoFacts, FrameIndex]:
        """As `worker.video.scan`, in a confined process. Raises VideoRefused, also when that process dies."""
        child = self._scanner = self._scanner or self._new_child()
        child.give(path, self._limits)
        try:
            header, payload = child.expect()
            while isinstance(header, Alive):
                header, payload = child.expect()
            if isinstance(header, Ended) and header.refused is not None:
                raise VideoRefused(header.refused)
            return _received_scan(header, payload)
        except _ChildFailed as failure:
            child.end()
            self._scanner = None
            raise VideoRefused(failure.reason) from failure

    def extract(
        self, orders: Iterable[Order], *, ended: Callable[[Order], None] | None = None
    ) -> Iterator[tuple[Order, Picture | Lost]]:
        """Yield every frame of every order, as the processes make them: those of one order come in order.

        The next order is asked for when a process has nothing to do; `ended` is called when one is done. Of a scene
        order only what begins a scene comes, and nothing is ever lost.
        """
        waiting = iter(orders)
        try:
            while True:
                for child in self._children:
                    if child.order is None and (order := next(waiting, None)) is not None:
                        child.give(order, self._limits)
                busy = [child for child in self._children if child.order is not None]
                if not busy:
                    return
                for child in _ready(busy):
                    given = child.order
                    assert isinstance(given, Order)
                    yield from ((given, news) for news in self._news_of(child, given))
                    if child.order is None and ended is not None:
                        ended(given)
        finally:
            # Somebody stopped listening: what is left of an order must not turn up in the next one.
            for child in self._children:
                if child.order is not None:
                    self._replace(child)

    def close(self) -> None:
        """End the processes."""
        for child in [*self._children, *filter(None, [self._scanner])]:
            child.end()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def _news_of(self, child: "_Child", order: Order) -> Iterator[Picture | Lost]:
        try:
            header, payload = child.expect(wait_for_it=False)
            if isinstance(header, Alive):
                return
            if isinstance(header, Pictured):
                yield from child.pictures(order, header, payload)
                return
            reason = child.ended(header)
        except _ChildFailed as failure:
            self._replace(child)
            reason = failure.reason
        yield from child.lost(order, len(order.wanted), reason)

    def _replace(self, child: "_Child") -> None:
        child.end()
        self._children[self._children.index(child)] = self._new_child()

    def _new_child(self) -> "_Child":
        return _Child(self._context, self._limits, self._video_limits)


_NONSENSE = "the decoder gave a malformed answer"
_DAMAGED = "the data of this frame is damaged"


class _ChildFailed(Exception):
    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class _Child:
    """One confined process, seen from the parent."""

    def __init__(self, context: ForkServerContext, limits: ProcessLimits, video_limits: VideoLimits) -> None:
        self.connection, far_end = context.Pipe()
        self._process = context.Process(
            target=serve, args=(far_end, limits, video_limits), name="winnow-video-decoder", daemon=True
        )
        self._process.start()
        far_end.close()
        self._limits = limits
        self.order: Order | Path | None = None
        self.deadline = 0.0
        self._place = 0

    def give(self, order: Order | Path, limits: ProcessLimits) -> None:
        self.order, self._place = order, 0
        self.deadline = time.monotonic() + limits.wall_seconds
        try:
            self.connection.send(order)
        except (BrokenPipeError, ConnectionResetError):
            return  # it died idle; waiting for its answer finds the closed connection

    def expect(self, *, wait_for_it: bool = True) -> tuple[Header, memoryview]:
        """Its next message, header and payload. Raises _ChildFailed if there will be none."""
        patience = self.deadline - time.monotonic() if wait_for_it else 0
        try:
            if not self.connection.poll(max(0, patience)):
                raise _ChildFailed(f"decoding took longer than {self._limits.wall_seconds:g} s")
            message = memoryview(self.connection.recv_bytes(_MAX_MESSAGE_BYTES))
            end = LENGTH_BYTES + int.from_bytes(message[:LENGTH_BYTES], "little")
            header = HEADER.validate_json(bytes(message[LENGTH_BYTES:end]))
        except (EOFError, OSError) as error:
            raise _ChildFailed(self._cause_of_death()) from error
        except ValidationError as error:
            raise _ChildFailed(_NONSENSE) from error
        self.deadline = time.monotonic() + self._limits.wall_seconds
        return header, message[end:]

    def pictures(self, order: Order, header: Pictured, payload: memoryview) -> Iterator[Picture | Lost]:
        """Frames that have arrived, and before each those that were to come earlier and did not."""
        for number, facts in header.frames:
            place = self._place + int(np.searchsorted(order.wanted[self._place :], number))
            jpeg, payload = bytes(payload[: facts.size_bytes]), payload[facts.size_bytes :]
            if place == len(order.wanted) or order.wanted[place] != number or not _is_of(facts, jpeg):
                raise _ChildFailed(_NONSENSE)
            yield from self.lost(order, place, _DAMAGED)
            self._place = place + 1
            yield Picture(place, number, order.index.seconds(number), jpeg, facts)

    def ended(self, header: Header) -> str:
        """Take back what it was given. Returns why the frames that have not come never will."""
        if not isinstance(header, Ended):
            raise _ChildFailed(_NONSENSE)
        self.order = None
        return header.refused or _DAMAGED

    def lost(self, order: Order, until: int, reason: str) -> Iterator[Lost]:
        """The frames up to a place of the order, none of which has come."""
        start, self._place = self._place, until
        if order.scene_threshold is None:
            for place in range(start, until):
                yield Lost(place, int(order.wanted[place]), reason)

    def end(self) -> None:
        self.order = None
        self.connection.close()
        self._process.kill()
        self._process.join()
        self._process.close()

    def _cause_of_death(self) -> str:
        self._process.join(_END_GRACE_SECONDS)
        code = self._process.exitcode
        if code == -signal.SIGXCPU:
            return f"decoding took more than {self._limits.cpu_seconds} s of processor time"
        if code is not None and code < 0:
            return f"the decoder crashed with {signal.Signals(-code).name}"
        return "the decoder failed"


def _ready(busy: list[_Child]) -> list[_Child]:
    """Those that have something to say, or whose time is up."""
    patience = max(0.0, min(child.deadline for child in busy) - time.monotonic())
    talking = wait([child.connection for child in busy], patience)
    return [child for child in busy if child.connection in talking or time.monotonic() >= child.deadline]


def _is_of(facts: ImageFacts, jpeg: bytes) -> bool:
    return hashlib.sha256(jpeg).hexdigest() == facts.sha256


def _received_scan(header: Header, payload: memoryview) -> tuple[VideoFacts, FrameIndex]:
    """The facts and the index. Raises _ChildFailed if they contradict each other."""
    if not isinstance(header, Scanned):
        raise _ChildFailed(_NONSENSE)
    count = header.facts.frame_count
    try:
        numbers = np.frombuffer(payload, dtype=np.int64)
        keys, key_dts = np.split(numbers[count:], 2)
        index = FrameIndex(numbers[:count], keys, key_dts, Fraction(*header.time_base), header.counted)
    except (ValueError, ZeroDivisionError) as error:
        raise _ChildFailed(_NONSENSE) from error
    return header.facts, index
