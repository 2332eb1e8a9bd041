"""kill -9 at every point where something has been done and not yet been recorded."""

import httpx
import psutil
import pytest

from tests.crash.crew import Role, kill
from tests.crash.ground import SMALL, Ground
from tests.e2e.stack import AUTHORIZED, wait_until

pytestmark = pytest.mark.crash

# What dies while the job's process (or at `claimed` its supervisor) waits at a point, and how many attempts it takes.
CASES = [
    ("claimed", Role.SUPERVISOR, 2),
    ("claimed", Role.WORKER, 2),
    ("claimed", Role.DISPATCHER, 1),
    ("claimed", Role.GATEWAY, 1),
    ("claimed", Role.BROKER, 1),
    ("started", Role.JOB, 2),
    ("started", Role.SUPERVISOR, 2),
    ("stage-export", Role.JOB, 2),
    ("published", Role.JOB, 2),
    ("published", Role.SUPERVISOR, 2),
    ("published", Role.WORKER, 2),
    ("published", Role.DISPATCHER, 1),
    ("published", Role.GATEWAY, 1),
    ("published", Role.BROKER, 1),
    ("committing", Role.JOB, 2),
    ("succeeded", Role.JOB, 1),
    ("succeeded", Role.SUPERVISOR, 1),
]
SOME_CASES = [("claimed", Role.WORKER, 2), ("published", Role.SUPERVISOR, 2), ("committing", Role.JOB, 2)]


@pytest.mark.parametrize(("point", "victim", "attempts"), CASES)
def test_the_job_succeeds_once_whoever_dies(on_sqlite: Ground, point: str, victim: Role, attempts: int) -> None:
    survives(on_sqlite, point, victim, attempts)


@pytest.mark.parametrize(("point", "victim", "attempts"), [*SOME_CASES, ("published", Role.BROKER, 1)])
def test_so_it_does_on_postgresql(on_postgres: Ground, point: str, victim: Role, attempts: int) -> None:
    survives(on_postgres, point, victim, attempts)


def survives(ground: Ground, point: str, victim: Role, attempts: int) -> None:
    ground.points.arm(point)
    job_id = ground.export()
    held = ground.points.wait(point)
    busy = [process for process in (held, *held.parents()) if process in ground.crew.find(victim)]
    for process in busy or ground.crew.find(victim):
        kill(process)
    if victim in {Role.SUPERVISOR, Role.WORKER}:
        assert not psutil.wait_procs([held], timeout=30)[1], "the job's process dies with whoever started it"
    ground.points.release()
    export_id = ground.made(job_id)["export_id"]
    assert ground.job(job_id).attempt == attempts
    wait_until(lambda: downloads(ground, export_id), "the gateway to hand out the export")


def downloads(ground: Ground, export_id: str) -> bool:
    try:
        return ground.stack.client.get(f"/v1/exports/{export_id}/download").status_code == httpx.codes.OK
    except httpx.TransportError:
        return False


@pytest.mark.parametrize("victim", [Role.DISPATCHER, Role.WORKER, Role.GATEWAY, Role.BROKER])
def test_somebody_dies_between_broker_and_outbox(on_sqlite: Ground, victim: Role) -> None:
    on_sqlite.points.arm("claimed", "sent")
    job_id = on_sqlite.export()
    held = on_sqlite.points.wait("sent")
    for process in [held] if victim is Role.DISPATCHER else on_sqlite.crew.find(victim):
        kill(process)
    on_sqlite.points.release()
    on_sqlite.made(job_id)
    at_most = 2 if victim is Role.WORKER else 1
    assert on_sqlite.job(job_id).attempt <= at_most, "a hint that is sent twice starts nothing twice"


def test_everybody_else_dies_in_the_middle_of_an_epoch(on_sqlite: Ground) -> None:
    on_sqlite.points.arm("stage-train")
    job_id = on_sqlite.submit(kind="train", **SMALL, epochs=2, method={"name": "simclr", "hidden_dim": 8})
    held = on_sqlite.points.wait("stage-train", seconds=120)
    for victim in (Role.BROKER, Role.DISPATCHER, Role.GATEWAY):
        for process in on_sqlite.crew.find(victim):
            kill(process)
    on_sqlite.points.release()
    on_sqlite.made(job_id)
    assert not psutil.wait_procs([held], timeout=30)[1]
    assert on_sqlite.job(job_id).attempt == 1, "a running job needs nobody but its supervisor and the database"


def test_a_broker_that_forgets_everything_loses_no_job(on_sqlite: Ground) -> None:
    on_sqlite.points.arm("started")
    running = on_sqlite.export()
    on_sqlite.points.wait("started")
    waiting = [on_sqlite.export() for _ in range(3)]
    for process in on_sqlite.crew.find(Role.BROKER):
        kill(process)
    on_sqlite.points.release()
    for job_id in (running, *waiting):
        on_sqlite.made(job_id)
        assert on_sqlite.job(job_id).attempt == 1


@pytest.mark.parametrize(("point", "is_there"), [("submitted", False), ("acknowledging", True)])
def test_a_gateway_dies_before_its_answer(on_sqlite: Ground, point: str, is_there: bool) -> None:
    """The client cannot know, repeats the request with its key, and has one job in the end."""
    key, name = {"Idempotency-Key": f"gateway-dies-{point}"}, f"submitted to a gateway that dies: {point}"
    body = {"kind": "export", "dataset_id": on_sqlite.dataset, "subset": on_sqlite.subset, "name": name}
    on_sqlite.points.arm(point)
    with pytest.raises(httpx.TransportError), httpx.Client(base_url=on_sqlite.stack.url, timeout=0.5) as client:
        client.post("/v1/jobs", json=body, headers={**AUTHORIZED, **key})
    kill(on_sqlite.points.wait(point))
    on_sqlite.points.release()
    wait_until(on_sqlite.stack.answers, "the gateway to answer again")
    assert (len(named(on_sqlite, name)) == 1) is is_there
    answers = [on_sqlite.stack.client.post("/v1/jobs", json=body, headers=key) for _ in range(2)]
    assert {answer.status_code for answer in answers} == {httpx.codes.ACCEPTED}
    (job_id,) = {answer.json()["id"] for answer in answers}
    assert named(on_sqlite, name) == [job_id]
    assert answers[0].headers.get("Idempotent-Replayed") == ("true" if is_there else None)
    on_sqlite.made(job_id)


def named(ground: Ground, name: str) -> list[str]:
    return [job["id"] for job in ground.stack.get("/v1/jobs", limit=100)["items"] if job["name"] == name]
