"""A broker hands messages out again when nobody acknowledges them; that starts nothing twice."""

import time

import pytest

from tests.crash.ground import Ground

pytestmark = pytest.mark.crash


def test_a_job_longer_than_the_visibility_timeout_runs_once(on_postgres: Ground) -> None:
    """Redis brokers hand a message out again when nobody acknowledges it in time, which the injector has set to 1 s."""
    on_postgres.points.arm("started")
    job_id = on_postgres.export()
    on_postgres.points.wait("started")
    time.sleep(3)  # three times the timeout, and the worker sweeps every second
    assert on_postgres.states(job_id) == ["queued", "running"]
    on_postgres.points.release()
    on_postgres.made(job_id)
    assert on_postgres.job(job_id).attempt == 1
