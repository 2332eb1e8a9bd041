"""Retrying by hand, and what the reaper leaves for later."""

import threading
from datetime import timedelta

import pytest

from store.datasets import Dataset
from store.db import Database
from store.errors import Conflict
from store.jobs import control, gate, queue, shards
from store.jobs.tables import JobState
from tests.store.jobs.conftest import Submit, claimed, end, get
from tests.store.jobs.test_pipelines import children, run_to_the_end, states, submit_pipeline

NOW = timedelta(0)
CHECKPOINT = "ckpt_" + "0" * 26
JOBS: dict[str, dict[str, object]] = {"train": {"kind": "train"}, "embed": {"kind": "embed", "checkpoint": "$train"}}


def retry(database: Database, job_id: str, *, from_start: bool = False) -> None:
    with database.write() as session:
        control.retry(session, job_id, from_start=from_start)


def test_one_child_after_the_other(database: Database, dataset: Dataset) -> None:
    """A child that failed for want of another one runs when that has succeeded and it is retried itself."""
    pipeline = submit_pipeline(database, dataset, JOBS)
    train = claimed(database)
    end(database, train, JobState.FAILED)
    retry(database, train.job_id)
    end(database, claimed(database), JobState.SUCCEEDED, {"checkpoint_id": CHECKPOINT})
    embed = children(database, pipeline)["embed"]
    assert embed.state == JobState.FAILED
    retry(database, embed.id)
    lease = claimed(database)
    assert lease.job_id == embed.id
    assert get(database, embed.id).spec["checkpoint"] == CHECKPOINT
    end(database, lease, JobState.SUCCEEDED, {"embedding_id": "emb_" + "0" * 26})
    assert get(database, pipeline).state == JobState.SUCCEEDED


def test_nothing_is_retried_in_a_pipeline_that_is_being_cancelled(database: Database, dataset: Dataset) -> None:
    pipeline = submit_pipeline(database, dataset, JOBS | {"aside": {"kind": "train"}})
    running = claimed(database)
    with database.write() as session:
        control.cancel(session, pipeline)
    aside = children(database, pipeline)["aside"]
    assert aside.state == JobState.CANCELLED
    with pytest.raises(Conflict, match="being cancelled"):
        retry(database, aside.id)
    with database.write() as session:
        gate.crash(session, gate.lock(session, running.job_id), {}, backoff=NOW)
    assert set(states(database, pipeline).values()) == {"cancelled"}


def test_from_the_start_forgets_what_another_checkpoint_had_embedded(database: Database, dataset: Dataset) -> None:
    pipeline = submit_pipeline(database, dataset, JOBS)
    end(database, claimed(database), JobState.SUCCEEDED, {"checkpoint_id": CHECKPOINT})
    embed = children(database, pipeline)["embed"].id
    with database.write() as session:
        shards.plan(session, embed, total=4, size=2)
    run_to_the_end(database)
    retry(database, pipeline, from_start=True)
    with database.read() as session:
        assert not shards.results(session, embed)


def test_the_pause_after_a_crash_grows_and_has_an_end(database: Database, submit_train: Submit) -> None:
    job_id, pauses = submit_train(max_attempts=20), []
    for _ in range(10):
        claimed(database)
        with database.write() as session:
            job = gate.lock(session, job_id)
            gate.crash(session, job, {}, backoff=timedelta(seconds=5))
            pauses.append((job.run_after - job.updated_at).total_seconds())
            gate.transition(session, job, JobState.QUEUED)
            job.run_after = job.created_at
    assert [round(pause) for pause in pauses] == [5, 10, 20, 40, 80, 160, 320, 600, 600, 600]


def test_the_reaper_does_not_wait_for_a_job_that_somebody_has_locked(database: Database, submit_train: Submit) -> None:
    """On PostgreSQL a frozen process may hold one row; it must not keep the jobs of all others waiting."""
    if database.is_sqlite:
        pytest.skip("SQLite locks the whole database")
    locked, free = (submit_train(), submit_train())
    for _ in range(2):
        claimed(database, lease=NOW)
    with database.write() as session:
        gate.lock(session, locked)
        with database.write() as other:
            assert queue.reap(other, backoff=NOW) == 1
    assert get(database, locked).state == JobState.RUNNING
    assert get(database, free).state == JobState.CRASHED


def test_two_reapers_crash_each_job_once(database: Database, submit_train: Submit) -> None:
    jobs = [submit_train(max_attempts=9) for _ in range(6)]
    for _ in jobs:
        claimed(database, lease=NOW)
    start, counts = threading.Barrier(4), []

    def reap() -> None:
        start.wait()
        with database.write() as session:
            counts.append(queue.reap(session, backoff=timedelta(hours=1)))

    threads = [threading.Thread(target=reap) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(counts) == len(jobs)
    assert [get(database, job_id).crashes for job_id in jobs] == [1] * len(jobs)
