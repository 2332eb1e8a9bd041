"""A dataset with samples to run jobs on, and shorthands for the queue."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from store import datasets
from store.datasets import Dataset
from store.db import Database
from store.jobs import control, gate, queue
from store.jobs.queue import Lease
from store.jobs.submit import submit
from store.jobs.tables import Job, JobState
from store.specs.jobs import JOB_SPEC, Queue

LEASE = timedelta(seconds=60)


@pytest.fixture
def dataset(database: Database) -> Dataset:
    return make_dataset(database, "cats")


def make_dataset(database: Database, name: str) -> Dataset:
    """A dataset that looks as if 1000 images had been ingested."""
    with database.write() as session:
        dataset = datasets.create(session, name=name)
        dataset.version, dataset.sample_count, dataset.ok_count = 1, 1000, 1000
    return dataset


Submit = Callable[..., str]


@pytest.fixture
def submit_train(database: Database, dataset: Dataset) -> Submit:
    """Queue a train job; returns its id."""

    def submit_one(**fields: object) -> str:
        spec = JOB_SPEC.validate_python({"kind": "train", "dataset_id": dataset.id, **fields})
        with database.write() as session:
            return submit(session, spec).id

    return submit_one


def claim(
    database: Database, run_id: str = "run_1", *, labels: tuple[str, ...] = (), lease: timedelta = LEASE
) -> Lease | None:
    with database.write() as session:
        return queue.claim_next(
            session, queues=list(Queue), labels=labels, worker_id="wrk_1", run_id=run_id, duration=lease
        )


def claimed(database: Database, run_id: str = "run_1", *, lease: timedelta = LEASE) -> Lease:
    found = claim(database, run_id, lease=lease)
    assert found is not None
    return found


def get(database: Database, job_id: str) -> Job:
    with database.read() as session:
        return control.get(session, job_id)


def end(database: Database, lease: Lease, state: JobState, result: dict[str, object] | None = None) -> None:
    """End a running job the way its process does."""
    with queue.fenced(database, lease, ending=True) as (session, job):
        job.result = result
        if state is JobState.FAILED:
            failure = {"type": "user-error", "title": "No", "detail": "It cannot work.", "hint": "Mend it."}
            gate.fail(session, job, failure)
        else:
            gate.transition(session, job, state)
