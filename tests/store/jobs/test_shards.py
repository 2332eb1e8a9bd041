"""Shards: claimed side by side, done again alone."""

from datetime import timedelta

import pytest

from store.db import Database
from store.errors import LeaseLost
from store.jobs import control, gate, shards
from store.jobs.queue import Lease
from store.jobs.shards import ShardLease
from store.jobs.tables import JobState, ShardState
from store.specs.jobs import Queue
from tests.store.jobs.conftest import LEASE, Submit, claimed

NOW = timedelta(0)


@pytest.fixture
def job(database: Database, submit_train: Submit) -> Lease:
    """A running job of 25 items in shards of 10."""
    submit_train()
    lease = claimed(database)
    with database.write() as session:
        shards.plan(session, lease.job_id, total=25, size=10)
    return lease


def claim(database: Database, job: Lease, run_id: str, *, lease: timedelta = LEASE) -> ShardLease | None:
    with database.write() as session:
        return shards.claim(session, job.job_id, run_id=run_id, duration=lease)


def finish(database: Database, lease: ShardLease) -> None:
    with shards.fenced(database, lease) as (_, shard):
        shards.finish(shard, {"by": lease.run_id})


def test_every_item_is_in_one_shard_and_a_second_plan_changes_nothing(database: Database, job: Lease) -> None:
    with database.write() as session:
        shards.plan(session, job.job_id, total=99, size=1)
    ranges = []
    while (lease := claim(database, job, "run_1")) is not None:
        ranges.append((lease.start, lease.stop))
    assert ranges == [(0, 10), (10, 20), (20, 25)]


def test_a_lost_shard_is_done_again_alone(database: Database, job: Lease) -> None:
    lost = claim(database, job, "run_1", lease=NOW)
    assert lost is not None
    again = claim(database, job, "run_2")
    assert again is not None
    assert (again.index, again.attempt) == (lost.index, 2)
    with pytest.raises(LeaseLost):
        finish(database, lost)
    finish(database, again)
    with database.read() as session:
        results = [(shard.state, shard.result) for shard in shards.results(session, job.job_id)]
    assert results == [(ShardState.DONE, {"by": "run_2"}), (ShardState.PENDING, None), (ShardState.PENDING, None)]


def test_a_shard_of_a_job_that_no_longer_runs_writes_nothing(database: Database, job: Lease) -> None:
    lease = claim(database, job, "run_helper")
    assert lease is not None
    with database.write() as session:
        control.cancel(session, job.job_id)
    with pytest.raises(LeaseLost):
        finish(database, lease)
    with database.write() as session:
        gate.transition(session, gate.lock(session, job.job_id), JobState.CANCELLED)
    with database.read() as session:
        assert not [shard for shard in shards.results(session, job.job_id) if shard.state == ShardState.RUNNING]


def test_renewal_and_release_touch_the_run_s_own_shards(database: Database, job: Lease) -> None:
    mine, other = claim(database, job, "run_1", lease=NOW), claim(database, job, "run_2", lease=LEASE)
    assert mine is not None
    assert other is not None
    # The expired one was claimed again by the second run: the first must not bring it back to life.
    assert other.index == mine.index
    with database.write() as session:
        shards.renew(session, "run_1", duration=LEASE)
        shards.release(session, "run_1")
    with shards.fenced(database, other) as (_, shard):
        assert shard.lease_owner == "run_2"
    with database.write() as session:
        shards.release(session, "run_2")
    third = claim(database, job, "run_3")
    assert third is not None
    assert (third.index, third.attempt) == (other.index, 3)


def test_totals_add_up_and_name_the_worst_shard(database: Database, job: Lease) -> None:
    first = claim(database, job, "run_1")
    assert first is not None
    with shards.fenced(database, first) as (_, shard):
        shard.done = 4
    claim(database, job, "run_1", lease=NOW)
    claim(database, job, "run_1")
    with database.read() as session:
        totals = shards.totals(session, job.job_id)
    assert (totals.shards, totals.shards_done, totals.items, totals.items_done) == (3, 0, 25, 4)
    assert totals.worst_attempt == 2
    finish(database, first)
    with database.read() as session:
        totals = shards.totals(session, job.job_id)
    assert (totals.shards_done, totals.items_done, totals.complete) == (1, 10, False)


def test_idle_workers_of_the_right_queue_hear_about_waiting_shards(database: Database, job: Lease) -> None:
    def needy(queues: list[Queue], labels: list[str]) -> str | None:
        with database.read() as session:
            return shards.needs_help(session, queues=queues, labels=labels)

    assert needy([Queue.GPU], []) == job.job_id
    assert needy([Queue.CPU], []) is None
    while claim(database, job, "run_1") is not None:
        pass
    assert needy([Queue.GPU], []) is None
