"""The operating system's side of supervision: process trees, signals, output and memory."""

import os
import signal
import subprocess
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil


class Process:
    """A child in a process group of its own, whose output goes line by line to `on_line(stream, text)`."""

    def __init__(self, arguments: list[str], *, on_line: Callable[[str, str], None]) -> None:
        # A group of its own: a Ctrl-C in the terminal reaches the supervisor alone, which then ends the job in order.
        self._popen = subprocess.Popen(
            arguments,
            # Threads of OpenMP that wait by spinning starve everything else on a busy machine: with two processes on
            # two cores training is four times faster when they sleep instead.
            env={"OMP_WAIT_POLICY": "PASSIVE", **os.environ},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            errors="replace",
            start_new_session=True,
        )
        self._readers = [
            threading.Thread(target=self._read, args=(name, on_line), daemon=True) for name in ("stdout", "stderr")
        ]
        for reader in self._readers:
            reader.start()

    @property
    def pid(self) -> int:
        return self._popen.pid

    def wait(self, seconds: float) -> int | None:
        """The exit code (negative for a signal), or None when it still runs after `seconds`."""
        with suppress(subprocess.TimeoutExpired):
            return self._popen.wait(seconds)
        return None

    def terminate(self) -> None:
        """SIGTERM, to the process itself: it ends its own helpers."""
        with suppress(ProcessLookupError):
            self._popen.terminate()

    def kill(self) -> int:
        """SIGKILL to everything the child has started. Returns the exit code."""
        with suppress(ProcessLookupError):
            os.killpg(self._popen.pid, signal.SIGKILL)
        return self._popen.wait()

    def drain(self) -> None:
        """After the end: read what is left of the output and end stragglers of the group, which may hold the pipes."""
        with suppress(ProcessLookupError):
            os.killpg(self._popen.pid, signal.SIGKILL)
        for reader in self._readers:
            reader.join(timeout=5)

    def memory_bytes(self) -> int:
        """Resident memory of the child and everything below it."""
        total = 0
        with suppress(psutil.NoSuchProcess):
            child = psutil.Process(self._popen.pid)
            for member in [child, *child.children(recursive=True)]:
                with suppress(psutil.NoSuchProcess):
                    total += _private(member.memory_info())
        return total

    def _read(self, name: str, on_line: Callable[[str, str], None]) -> None:
        stream = getattr(self._popen, name)
        for line in stream:
            on_line(name, line.rstrip("\n"))


def _private(memory: Any) -> int:
    """Resident bytes without those of mapped files, which the kernel takes back when it needs them."""
    return int(memory.rss - getattr(memory, "shared", 0))


def oom_kills() -> int:
    """How many processes of this control group the kernel has killed for memory; 0 where it does not say."""
    for path in ("/sys/fs/cgroup/memory.events", "/sys/fs/cgroup/memory/memory.oom_control"):
        with suppress(OSError):
            for line in Path(path).read_text().splitlines():
                if line.startswith("oom_kill "):
                    return int(line.split()[1])
    return 0
