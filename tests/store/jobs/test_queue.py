"""Claims, leases and fencing."""

import threading
from datetime import timedelta

import pytest

from store.datasets import Dataset
from store.db import Database
from store.errors import LeaseLost
from store.jobs import control, gate, queue
from store.jobs.submit import submit
from store.jobs.tables import JobState
from store.specs.jobs import JOB_SPEC, Queue
from tests.store.jobs.conftest import Submit, claim, claimed, end, get, make_dataset

NOW = timedelta(0)


def test_a_job_is_claimed_once_by_many_at_the_same_time(database: Database, submit_train: Submit) -> None:
    job_id, leases = submit_train(), []
    start = threading.Barrier(8)

    def contend(index: int) -> None:
        start.wait()
        leases.append(claim(database, f"run_{index}"))

    threads = [threading.Thread(target=contend, args=(index,)) for index in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    won = [lease for lease in leases if lease is not None]
    assert [lease.job_id for lease in won] == [job_id]
    assert get(database, job_id).attempt == 1


def test_higher_priority_first_then_first_come(database: Database, submit_train: Submit) -> None:
    first, urgent, second = submit_train(), submit_train(priority=5), submit_train()
    assert [claimed(database).job_id for _ in range(3)] == [urgent, first, second]


def test_a_busy_dataset_does_not_starve_another(database: Database, submit_train: Submit) -> None:
    many = [submit_train() for _ in range(3)]
    other = make_dataset(database, "dogs")
    with database.write() as session:
        single = submit(session, JOB_SPEC.validate_python({"kind": "train", "dataset_id": other.id})).id
    assert [claimed(database).job_id for _ in range(4)] == [many[0], single, many[1], many[2]]


def test_runs_on_wants_every_label(database: Database, submit_train: Submit) -> None:
    job_id = submit_train(runs_on=["a100", "berlin"])
    assert claim(database) is None
    assert claim(database, labels=("a100",)) is None
    lease = claim(database, labels=("a100", "berlin", "extra"))
    assert lease is not None
    assert lease.job_id == job_id


def test_a_stale_lease_writes_nothing(database: Database, submit_train: Submit) -> None:
    job_id = submit_train()
    stale = claimed(database, "run_1", lease=NOW)
    with database.write() as session:
        assert queue.reap(session, backoff=NOW) == 1
    with pytest.raises(LeaseLost), queue.fenced(database, stale) as (_, job):
        job.name = "written by a zombie"
    with database.write() as session:
        queue.reap(session, backoff=NOW)
    fresh = claimed(database, "run_2")
    assert fresh.token > stale.token
    for lease in (stale, queue.Lease(job_id, fresh.token, "run_1"), queue.Lease(job_id, stale.token, "run_2")):
        with pytest.raises(LeaseLost), queue.fenced(database, lease) as (_, job):
            job.name = "written by a zombie"
    with queue.fenced(database, fresh) as (_, job):
        job.name = "written by the holder"
    assert get(database, job_id).name == "written by the holder"


def test_a_lease_in_time_is_not_reaped_and_renewal_extends_it(database: Database, submit_train: Submit) -> None:
    job_id = submit_train()
    lease = claimed(database, lease=timedelta(seconds=60))
    before = get(database, job_id).lease_expires_at
    with database.write() as session:
        assert queue.renew(session, lease, duration=timedelta(seconds=120)) is JobState.RUNNING
    after = get(database, job_id).lease_expires_at
    assert before is not None
    assert after is not None
    assert after - before > timedelta(seconds=55)
    with database.write() as session:
        assert queue.reap(session, backoff=NOW) == 0
        assert queue.renew(session, queue.Lease(job_id, lease.token, "run_other"), duration=NOW) is None


def test_crashes_are_repeated_after_a_pause_until_the_attempts_are_used_up(
    database: Database, submit_train: Submit
) -> None:
    job_id = submit_train(max_attempts=2)
    for attempt in (1, 2):
        claimed(database, lease=NOW)
        with database.write() as session:
            queue.reap(session, backoff=timedelta(hours=1))
        job = get(database, job_id)
        assert (job.attempt, job.crashes) == (attempt, attempt)
        if attempt == 1:
            assert job.state == JobState.CRASHED
            assert claim(database) is None
            with database.write() as session:
                assert queue.reap(session, backoff=NOW) == 0, "the pause is not over"
                gate.lock(session, job_id).run_after = job.created_at
            with database.write() as session:
                assert queue.reap(session, backoff=NOW) == 1
    job = get(database, job_id)
    assert job.state == JobState.FAILED
    assert job.failure is not None
    assert job.failure["type"] == "lost-worker"
    assert "2 times" in job.failure["detail"]


def test_a_crash_while_cancelling_is_a_cancellation(database: Database, submit_train: Submit) -> None:
    job_id = submit_train()
    claimed(database, lease=NOW)
    with database.write() as session:
        control.cancel(session, job_id)
    with database.write() as session:
        queue.reap(session, backoff=NOW)
    assert get(database, job_id).state == JobState.CANCELLED


def test_a_cancelled_job_publishes_nothing_any_more(database: Database, submit_train: Submit) -> None:
    submit_train()
    lease = claimed(database)
    with database.write() as session:
        control.cancel(session, lease.job_id)
    with pytest.raises(LeaseLost):
        end(database, lease, JobState.SUCCEEDED, {"checkpoint_id": "x"})
    assert get(database, lease.job_id).result is None


def test_rehint_tells_about_each_waiting_job_once(database: Database, submit_train: Submit, dataset: Dataset) -> None:
    for _ in range(3):
        submit_train()
    with database.write() as session:
        assert queue.rehint(session, queue=Queue.GPU, older_than=timedelta(hours=1), limit=10) == 0
        assert queue.rehint(session, queue=Queue.CPU, older_than=NOW, limit=10) == 0
        assert queue.rehint(session, queue=Queue.GPU, older_than=NOW, limit=2) == 2
