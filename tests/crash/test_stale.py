"""A worker that is frozen for longer than its lease must write nothing when it wakes up."""

import psutil
import pytest

from tests.crash.crew import Role
from tests.crash.ground import Ground
from tests.e2e.stack import wait_until

pytestmark = pytest.mark.crash


@pytest.mark.parametrize("point", ["published", "stage-export"])
def test_who_wakes_up_late_writes_nothing(on_sqlite: Ground, point: str) -> None:
    frozen_while_another_takes_over(on_sqlite, point)


def test_nor_on_postgresql(on_postgres: Ground) -> None:
    frozen_while_another_takes_over(on_postgres, "published")


def frozen_while_another_takes_over(ground: Ground, point: str) -> None:
    points = ground.points
    # Both are stopped where they hold no lock of the database.
    points.arm(point)
    job_id = ground.export()
    job = points.wait(point)
    points.arm("beat")
    supervisor = points.wait("beat")
    assert job.ppid() == supervisor.pid
    frozen = [job, supervisor]
    for process in frozen:
        process.suspend()
    points.release()
    ground.crew.join("worker")
    try:
        result = ground.made(job_id)
        assert ground.states(job_id) == ["queued", "running", "crashed", "queued", "running", "succeeded"]
        before = everything(ground, job_id)
    finally:
        for process in frozen:
            process.resume()
    assert not psutil.wait_procs([job], timeout=60)[1], "it ends when it finds that its lease is gone"
    wait_until(lambda: idle_workers(ground) == len(ground.crew.find(Role.WORKER)), "the supervisor to be free again")
    assert everything(ground, job_id) == before
    assert ground.job(job_id).result == result


def idle_workers(ground: Ground) -> int:
    return sum(worker["job_id"] is None for worker in ground.stack.get("/v1/workers")["items"])


def everything(ground: Ground, job_id: str) -> object:
    """The job's row, its events and its blobs."""
    job = ground.job(job_id)
    blobs = {key: (moment, ground.blobs.get(key)) for key, moment in ground.blobs.list(f"jobs/{job_id}")}
    columns = {column.key: getattr(job, column.key) for column in job.__table__.columns}
    return columns, ground.states(job_id), ground.log(job_id), blobs
