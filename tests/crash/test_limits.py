"""Jobs that misbehave end with a reason that says how, and leave nothing behind."""

import signal
from typing import Any

import psutil
import pytest

from tests.crash.crew import Role, kill
from tests.crash.ground import Ground
from tests.e2e.stack import wait_until

pytestmark = pytest.mark.crash


def failure_of(ground: Ground, job_id: str) -> dict[str, Any]:
    job = ground.ended(job_id)
    assert job.state == "failed"
    assert job.failure is not None
    return job.failure


def test_a_job_that_kills_its_process_is_given_up(on_sqlite: Ground) -> None:
    on_sqlite.points.make("started", "crash")
    job_id = on_sqlite.export(max_attempts=2)
    failure = failure_of(on_sqlite, job_id)
    assert (failure["type"], failure["signal"]) == ("signal", signal.SIGSEGV)
    assert "SIGSEGV" in failure["detail"]
    assert "2 times" in failure["detail"]
    assert on_sqlite.states(job_id) == ["queued", "running", "crashed"] * 2 + ["failed"]
    on_sqlite.points.release()
    on_sqlite.made(on_sqlite.export())


@pytest.mark.parametrize(
    ("act", "limits", "kind"),
    [("idle", {"wall_seconds": 2}, "wall-limit"), ("eat", {"memory_mb": 512}, "memory-limit")],
)
def test_limits_are_told_apart_and_not_tried_again(
    on_sqlite: Ground, act: str, limits: dict[str, int], kind: str
) -> None:
    on_sqlite.points.make("started", act)
    job_id = on_sqlite.export(limits=limits)
    failure = failure_of(on_sqlite, job_id)
    assert failure["type"] == kind
    assert str(*limits.values()) in failure["detail"]
    assert on_sqlite.job(job_id).attempt == 1


def test_a_job_that_refuses_to_stop_is_killed(on_sqlite: Ground) -> None:
    on_sqlite.points.make("started", "refuse")
    job_id = on_sqlite.export()
    wait_until(lambda: on_sqlite.crew.find(Role.JOB), "the job to run")
    (process,) = on_sqlite.crew.find(Role.JOB)
    wait_until(lambda: on_sqlite.points.refuses(process.pid), "the job to refuse")
    assert on_sqlite.stack.client.post(f"/v1/jobs/{job_id}/cancel").json()["state"] == "cancelling"
    assert on_sqlite.ended(job_id).state == "cancelled"
    assert on_sqlite.points.has_refused(process.pid), "it was asked to end before it was killed"
    assert not psutil.wait_procs([process], timeout=30)[1]
    assert on_sqlite.states(job_id) == ["queued", "running", "cancelling", "cancelled"]


def test_a_job_dies_with_its_supervisor(on_sqlite: Ground) -> None:
    on_sqlite.points.arm("stage-export")
    job_id = on_sqlite.export()
    held = on_sqlite.points.wait("stage-export")
    (supervisor,) = [process for process in on_sqlite.crew.find(Role.SUPERVISOR) if process.pid == held.ppid()]
    kill(supervisor)
    assert not psutil.wait_procs([held], timeout=30)[1]
    on_sqlite.points.release()
    on_sqlite.made(job_id)
