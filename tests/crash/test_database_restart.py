"""The database may go away in the middle of a job, and come back."""

import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.crash.ground import SMALL, Ground, ground
from tests.crash.private_postgres import PrivatePostgres
from tests.e2e.stack import wait_until

pytestmark = pytest.mark.crash


@pytest.fixture(scope="module")
def server() -> Iterator[PrivatePostgres]:
    # Not in pytest's folder: every other session of pytest closes that to the user that PostgreSQL runs as.
    with TemporaryDirectory(prefix="winnow-postgres-", ignore_cleanup_errors=True) as folder:
        made = PrivatePostgres(Path(folder) / "data")
        yield made
        made.stop()


@pytest.fixture(scope="module")
def field(server: PrivatePostgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    with ground("postgres", tmp_path_factory.mktemp("ground"), WINNOW_DATABASE_URL=server.url) as made:
        made.prepare()
        yield made
        findings = made.holds()
        assert findings.clean, findings


@pytest.mark.parametrize("outage_seconds", [0.5, 6], ids=["shorter than the lease", "longer than the lease"])
def test_a_training_run_survives_a_restart(field: Ground, server: PrivatePostgres, outage_seconds: float) -> None:
    field.points.arm("epoch-1-saved")
    running = field.submit(kind="train", **SMALL, epochs=3, method={"name": "simclr", "hidden_dim": 8})
    waiting = field.export()
    field.points.wait("epoch-1-saved", seconds=120)
    server.kill()
    field.points.release()
    time.sleep(outage_seconds)
    server.start()
    wait_until(field.stack.answers, "the gateway to answer again")
    for job_id in (running, waiting):
        field.made(job_id)
        assert field.job(job_id).attempt <= 2
    if field.job(running).attempt == 2:
        assert "Training continues after epoch 1" in field.log(running)
