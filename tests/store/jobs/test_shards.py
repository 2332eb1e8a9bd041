"""Shards: every item once, whoever comes and goes."""

import threading
from datetime import timedelta

import pytest

from store.db import Database
from store.errors import LeaseLost
from store.jobs import control, queue, shards
from store.jobs.queue import Lease
from store.jobs.shards import ShardLease, ShardTotals
from store.jobs.tables import JobState, ShardState
from store.specs.jobs import Queue
from tests.store.jobs.conftest import LEASE, Submit, claimed, end

NOW = timedelta(0)
RESULT = {"key": "jobs/x"}


@pytest.fixture
def lease(database: Database, submit_train: Submit) -> Lease:
    """A running job with the shards 0..2, 2..4 and 4..5."""
    submit_train()
    held = claimed(database, "run_holder")
    plan(database, held, total=5)
    return held


def plan(database: Database, lease: Lease, *, total: int) -> None:
    with queue.fenced(database, lease) as (session, job):
        shards.plan(session, job.id, total=total, size=2)


def take(database: Database, lease: Lease, run_id: str = "run_1", *, duration: timedelta = LEASE) -> ShardLease | None:
    with database.write() as session:
        return shards.claim(session, lease.job_id, run_id=run_id, duration=duration)


def taken(database: Database, lease: Lease, run_id: str = "run_1", *, duration: timedelta = LEASE) -> ShardLease:
    found = take(database, lease, run_id, duration=duration)
    assert found is not None
    return found


def finish(database: Database, held: ShardLease) -> None:
    with shards.fenced(database, held) as (_, shard):
        shards.finish(shard, RESULT)


def totals(database: Database, lease: Lease) -> ShardTotals:
    with database.read() as session:
        return shards.totals(session, lease.job_id)


def test_shards_cover_every_item_once_and_are_planned_once(database: Database, lease: Lease) -> None:
    plan(database, lease, total=100)
    with database.read() as session:
        ranges = [(shard.start, shard.stop) for shard in shards.results(session, lease.job_id)]
    assert ranges == [(0, 2), (2, 4), (4, 5)]


def test_many_workers_take_each_shard_once(database: Database, submit_train: Submit) -> None:
    submit_train()
    lease = claimed(database)
    plan(database, lease, total=24)
    found: list[int] = []
    start = threading.Barrier(6)

    def work(name: str) -> None:
        start.wait()
        for _ in range(50):
            held = take(database, lease, name)
            if held is not None:
                found.append(held.index)
                finish(database, held)
            elif totals(database, lease).complete:
                return

    threads = [threading.Thread(target=work, args=(f"run_{index}",)) for index in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == list(range(12))
    assert totals(database, lease) == ShardTotals(shards=12, shards_done=12, items=24, items_done=24, worst_attempt=0)


def test_a_shard_of_a_silent_worker_is_done_by_another(database: Database, lease: Lease) -> None:
    silent = taken(database, lease, "run_silent", duration=NOW)
    other = taken(database, lease, "run_other")
    assert (other.index, other.attempt) == (silent.index, 2)
    assert other.token > silent.token
    with pytest.raises(LeaseLost), shards.fenced(database, silent) as (_, shard):
        shard.done = 2
    finish(database, other)
    assert totals(database, lease).items_done == 2
    with pytest.raises(LeaseLost):
        finish(database, other)


def test_renewal_keeps_a_shard(database: Database, lease: Lease) -> None:
    held = taken(database, lease, duration=NOW)
    with database.write() as session:
        shards.renew(session, held.run_id, duration=LEASE)
    assert taken(database, lease, "run_other").index != held.index
    finish(database, held)


def test_the_holders_heartbeat_renews_its_shards(database: Database, lease: Lease) -> None:
    held = taken(database, lease, lease.run_id, duration=NOW)
    with database.write() as session:
        assert queue.renew(session, lease, duration=LEASE) is JobState.RUNNING
    assert taken(database, lease, "run_other").index != held.index


def test_what_is_given_back_can_be_taken_at_once(database: Database, lease: Lease) -> None:
    held = taken(database, lease)
    with database.write() as session:
        shards.release(session, held.run_id)
    with pytest.raises(LeaseLost):
        finish(database, held)
    assert taken(database, lease, "run_other").index == held.index


@pytest.mark.parametrize("state", [JobState.SUCCEEDED, JobState.FAILED])
def test_the_end_of_a_job_ends_the_work_on_its_shards(database: Database, lease: Lease, state: JobState) -> None:
    helper = taken(database, lease, "run_helper")
    end(database, lease, state)
    with pytest.raises(LeaseLost):
        finish(database, helper)
    with database.read() as session:
        assert {shard.state for shard in shards.results(session, lease.job_id)} == {ShardState.PENDING}


def test_a_cancelled_job_takes_no_more_from_its_helpers(database: Database, lease: Lease) -> None:
    helper = taken(database, lease, "run_helper")
    with database.write() as session:
        control.cancel(session, lease.job_id)
    with pytest.raises(LeaseLost):
        finish(database, helper)


def test_worst_attempt_counts_what_is_not_done(database: Database, lease: Lease) -> None:
    for _ in range(3):
        last = taken(database, lease, duration=NOW)
    assert totals(database, lease).worst_attempt == 3
    finish(database, last)
    assert totals(database, lease).worst_attempt == 0


def test_a_retry_by_hand_gives_unfinished_shards_their_attempts_again(database: Database, lease: Lease) -> None:
    finish(database, taken(database, lease))
    for _ in range(3):
        taken(database, lease, duration=NOW)
    end(database, lease, JobState.FAILED)
    with database.write() as session:
        control.retry(session, lease.job_id)
    again = claimed(database, "run_again")
    plan(database, again, total=5)
    assert totals(database, again).shards_done == 1, "what was done stays done"
    assert taken(database, again).attempt == 1


def test_help_is_wanted_while_shards_wait(database: Database, lease: Lease) -> None:
    def wanted(queues: list[Queue]) -> str | None:
        with database.read() as session:
            return shards.needs_help(session, queues=queues, labels=[])

    assert wanted([Queue.GPU]) == lease.job_id
    assert wanted([Queue.CPU]) is None
    while take(database, lease) is not None:
        pass
    assert wanted([Queue.GPU]) is None
