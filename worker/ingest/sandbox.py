"""Decode untrusted images in processes that may do little and die often.

Image decoders are the most attacked code of any upload service. Here they run in child processes with bounded
memory, processor time and files. A process that crashes, hangs or runs out of memory costs one image: what it had
not answered for is given to another process one by one, which tells the image that is to blame. Answers come
back as JSON and are checked, never unpickled: a decoder that was taken over must not reach the parent through them.
"""

import hashlib
import multiprocessing
import os
import signal
import time
import warnings
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkServerContext
from types import TracebackType
from typing import Self

from pydantic import TypeAdapter, ValidationError

from worker.ingest.confinement import allow_cpu_seconds, confine
from worker.ingest.inspect import Corrupt, ImageFacts, inspect_image
from worker.ingest.limits import FlightLimits, ProcessLimits

Inspect = Callable[[str, bytes], ImageFacts | Corrupt]

_ANSWERS: TypeAdapter[list[ImageFacts | Corrupt]] = TypeAdapter(list[ImageFacts | Corrupt])
_MAX_MESSAGE_BYTES = 16 << 20
# Every message wakes the parent up, which costs as much as looking at a small image.
_ANSWER_EVERY_SECONDS = 0.05
_END_GRACE_SECONDS = 5


class Inspectors:
    """A pool of confined processes that inspect images. Use it as a context manager.

    `inspect` is called in the processes as `inspect(name, data)` and must be importable there; give a
    `functools.partial` of `inspect_image` to set its limits.
    """

    def __init__(
        self,
        processes: int | None = None,
        *,
        limits: ProcessLimits | None = None,
        flight: FlightLimits | None = None,
        inspect: Inspect = inspect_image,
    ) -> None:
        """Start `processes` processes, by default one per processor that this process may use."""
        self._limits = limits or ProcessLimits()
        self._flight = flight or FlightLimits()
        self._inspect = inspect
        # Children are forked from a small server that has the imports done and has never had a thread or a secret.
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload([__name__])
        count = processes or len(os.sched_getaffinity(0))
        self._children = [self._new_child() for _ in range(count)]

    def map(self, items: Iterable[tuple[str, bytes]]) -> Generator[ImageFacts | Corrupt, None, None]:
        """Yield what `inspect` says about every (name, data), in order, reading ahead within the flight limits."""
        flight = _Flight(iter(items), self._flight, len(self._children))
        try:
            while flight.fill():
                self._dispatch(flight)
                yield from flight.landed()
                self._collect(flight)
        finally:
            # Somebody stopped listening: unfinished answers must not turn up in the next call.
            for child in self._children:
                if child.tasks:
                    self._replace(child)

    def close(self) -> None:
        """End the processes."""
        for child in self._children:
            child.end()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def _dispatch(self, flight: "_Flight") -> None:
        for child in self._children:
            if not child.tasks and (batch := flight.next_batch()):
                child.give(batch, self._limits.wall_seconds)

    def _collect(self, flight: "_Flight") -> None:
        """Wait until a process answers, dies or runs out of time."""
        busy = [child for child in self._children if child.tasks]
        if not busy:
            return
        patience = max(0.0, min(child.deadline for child in busy) - time.monotonic())
        ready = wait([child.connection for child in busy], patience)
        for child in busy:
            if child.connection in ready:
                failure = child.receive(self._limits)
            elif time.monotonic() >= child.deadline:
                failure = f"decoding took longer than {self._limits.wall_seconds:g} s"
            else:
                continue
            if failure is not None:
                if len(child.tasks) == 1:
                    child.tasks.popleft().fail(failure)
                for task in child.tasks:
                    task.alone = True
                flight.take_back(child.tasks)
                self._replace(child)

    def _replace(self, child: "_Child") -> None:
        child.end()
        self._children[self._children.index(child)] = self._new_child()

    def _new_child(self) -> "_Child":
        return _Child(self._context, self._inspect, self._limits)


@dataclass(slots=True, eq=False)
class _Task:
    name: str
    data: bytes
    answer: ImageFacts | Corrupt | None = None
    alone: bool = False
    """It was with a process that failed, and will be the only one with the next."""

    def fail(self, reason: str) -> None:
        self.answer = Corrupt(hashlib.sha256(self.data).hexdigest(), len(self.data), reason)


class _Flight:
    """The items between being read and being yielded: bounded in bytes and number, and yielded in order."""

    def __init__(self, source: Iterator[tuple[str, bytes]], limits: FlightLimits, processes: int) -> None:
        self._source = source
        self._limits = limits
        self._processes = processes
        self._window: deque[_Task] = deque()
        self._backlog: deque[_Task] = deque()
        self._bytes = 0
        self._exhausted = False

    def fill(self) -> bool:
        """Read ahead as far as one batch for every process; False when everything was yielded."""
        wanted = self._limits.batch_items * self._processes
        while (
            not self._exhausted
            and len(self._backlog) < wanted
            and len(self._window) < self._limits.max_items
            and self._bytes < self._limits.max_bytes
        ):
            item = next(self._source, None)
            if item is None:
                self._exhausted = True
                break
            task = _Task(*item)
            self._window.append(task)
            self._backlog.append(task)
            self._bytes += len(task.data)
        return bool(self._window)

    def next_batch(self) -> list[_Task]:
        """Tasks for one process, none if there is nothing to do. A short backlog is shared out evenly."""
        most = min(self._limits.batch_items, -(-len(self._backlog) // self._processes))
        batch: list[_Task] = []
        room = self._limits.batch_bytes
        while self._backlog and len(batch) < most:
            task = self._backlog[0]
            if batch and (task.alone or len(task.data) > room):
                break
            batch.append(self._backlog.popleft())
            room -= len(task.data)
            if task.alone:
                break
        return batch

    def take_back(self, tasks: Iterable[_Task]) -> None:
        """Put tasks that have no answer to the front again, in order."""
        self._backlog.extendleft(reversed(list(tasks)))

    def landed(self) -> Iterator[ImageFacts | Corrupt]:
        """Yield the answers that are due."""
        while self._window and (answer := self._window[0].answer) is not None:
            self._bytes -= len(self._window.popleft().data)
            yield answer


class _Child:
    """One confined process, seen from the parent. It is given a batch only when it has finished the last one:
    it is then listening, so that neither side ever waits for the other to read.
    """

    def __init__(self, context: ForkServerContext, inspect: Inspect, limits: ProcessLimits) -> None:
        self.connection, far_end = context.Pipe()
        self._process = context.Process(
            target=_serve, args=(far_end, inspect, limits), name="winnow-inspector", daemon=True
        )
        self._process.start()
        far_end.close()
        self.tasks: deque[_Task] = deque()
        self.deadline = 0.0

    def give(self, batch: list[_Task], wall_seconds: float) -> None:
        self.tasks.extend(batch)
        self.deadline = time.monotonic() + wall_seconds
        try:
            self.connection.send([(task.name, task.data) for task in batch])
        except (BrokenPipeError, ConnectionResetError):
            return  # it died idle; waiting for its answer finds the closed connection

    def receive(self, limits: ProcessLimits) -> str | None:
        """Take answers. Returns why there are none if the process has died or talks nonsense."""
        try:
            answers = _ANSWERS.validate_json(self.connection.recv_bytes(_MAX_MESSAGE_BYTES))
        except (EOFError, OSError):
            return self._cause_of_death(limits)
        except ValidationError:
            return "the decoder gave a malformed answer"
        if not 0 < len(answers) <= len(self.tasks):
            return "the decoder gave a malformed answer"
        for answer in answers:
            task = self.tasks[0]
            if answer.sha256 != hashlib.sha256(task.data).hexdigest():
                return "the decoder answered for another file"
            task.answer = answer
            self.tasks.popleft()
        self.deadline = time.monotonic() + limits.wall_seconds
        return None

    def end(self) -> None:
        self.connection.close()
        self._process.kill()
        self._process.join()
        self._process.close()

    def _cause_of_death(self, limits: ProcessLimits) -> str:
        self._process.join(_END_GRACE_SECONDS)
        code = self._process.exitcode
        if code == -signal.SIGXCPU:
            return f"decoding took more than {limits.cpu_seconds} s of processor time"
        if code is not None and code < 0:
            return f"the decoder crashed with {signal.Signals(-code).name}"
        return "the decoder failed"


def _serve(connection: Connection, inspect: Inspect, limits: ProcessLimits) -> None:
    """Answer batches until the parent is gone."""
    confine(limits)
    # Anybody can upload broken EXIF blocks by the thousand; a line of log for each helps nobody.
    warnings.filterwarnings("ignore", category=UserWarning, module=r"PIL\.")
    while True:
        try:
            batch: list[tuple[str, bytes]] = connection.recv()
            answers, due = [], time.monotonic() + _ANSWER_EVERY_SECONDS
            for number, (name, data) in enumerate(batch, 1):
                allow_cpu_seconds(limits.cpu_seconds)
                answers.append(_inspect_within_memory(inspect, name, data))
                if number == len(batch) or time.monotonic() >= due:
                    connection.send_bytes(_ANSWERS.dump_json(answers))
                    answers, due = [], time.monotonic() + _ANSWER_EVERY_SECONDS
        except (EOFError, BrokenPipeError, ConnectionResetError):
            return


def _inspect_within_memory(inspect: Inspect, name: str, data: bytes) -> ImageFacts | Corrupt:
    try:
        return inspect(name, data)
    except MemoryError:
        return Corrupt(hashlib.sha256(data).hexdigest(), len(data), "decoding needs more memory than is allowed")
