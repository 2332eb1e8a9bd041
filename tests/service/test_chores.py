"""Housekeeping removes what is past its time and nothing else."""

import subprocess
import sys
from datetime import timedelta

import pytest

from service.chores import Housekeeper
from store import datasets, housekeeping
from store.blobs import Blobs, artifact_key, upload_key
from store.datasets import Dataset
from store.db import Database, now
from store.ids import new_id
from store.jobs import control, events, gate
from store.jobs.submit import submit
from store.jobs.tables import JobEvent, JobState
from store.settings import Settings
from store.specs.jobs import JOB_SPEC
from store.uploads import Upload


@pytest.fixture
def dataset(database: Database) -> Dataset:
    with database.write() as session:
        dataset = datasets.create(session, name="cats")
        dataset.version, dataset.ok_count = 1, 1000
    return dataset


@pytest.fixture
def keeper(database: Database, blobs: Blobs) -> Housekeeper:
    return Housekeeper(Settings(event_lifetime=timedelta(0)), database, blobs)


def add_upload(database: Database, blobs: Blobs, dataset: Dataset, *, expires_in: timedelta) -> str:
    upload_id = new_id("up")
    blobs.put(upload_key(upload_id), b"zip")
    with database.write() as session:
        moment = now(session)
        session.add(
            Upload(
                id=upload_id, dataset_id=dataset.id, filename="a.zip", size_bytes=3, sha256="0" * 64,
                blob_key=upload_key(upload_id), created_at=moment, expires_at=moment + expires_in,
            )
        )  # fmt: skip
    return upload_id


def test_expired_uploads_go_with_their_bytes(
    keeper: Housekeeper, database: Database, blobs: Blobs, dataset: Dataset
) -> None:
    old = add_upload(database, blobs, dataset, expires_in=timedelta(seconds=-1))
    fresh = add_upload(database, blobs, dataset, expires_in=timedelta(hours=1))
    assert keeper.uploads() == 1
    assert not blobs.exists(upload_key(old))
    assert blobs.exists(upload_key(fresh))
    with database.read() as session:
        assert [session.get(Upload, old) is None, session.get(Upload, fresh) is None] == [True, False]


def test_orphans_go_but_not_what_a_job_may_still_need(
    keeper: Housekeeper, database: Database, blobs: Blobs, dataset: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("service.chores._ORPHAN_AGE", timedelta(0))
    spec = JOB_SPEC.validate_python({"kind": "train", "dataset_id": dataset.id})
    with database.write() as session:
        running, ended, resumable = (submit(session, spec).id for _ in range(3))
        for job_id in (ended, resumable):
            gate.transition(session, gate.lock(session, job_id), JobState.CANCELLED)
        control.get(session, resumable).resume = {"state_key": artifact_key(resumable, 1, "state-1.pt")}
    with database.write() as session:
        job = control.get(session, ended)
        job.lease_token, job.result = 1, {"artifacts": [{"name": "groups.jsonl"}]}
    blobs.put(artifact_key(ended, 1, "groups.jsonl"), b"listed in the result")
    for job_id in (running, ended, resumable):
        blobs.put(artifact_key(job_id, 1, "state-1.pt"), b"state")
    named = add_upload(database, blobs, dataset, expires_in=timedelta(hours=1))
    assert keeper.orphans() == 1
    assert not blobs.exists(artifact_key(ended, 1, "state-1.pt"))
    assert blobs.exists(artifact_key(ended, 1, "groups.jsonl"))
    assert blobs.exists(artifact_key(running, 1, "state-1.pt"))
    assert blobs.exists(artifact_key(resumable, 1, "state-1.pt"))
    assert blobs.exists(upload_key(named))


def test_what_killed_processes_were_writing_goes(
    keeper: Housekeeper, blobs: Blobs, dataset: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    writing = (
        "import sys, obstore; from store.blobs import Blobs\n"
        "with obstore.open_writer(Blobs(sys.argv[1])._store, 'uploads/up_1', buffer_size=10) as writer:\n"
        "    writer.write(b'x' * 100), writer.flush(), print('written', flush=True), sys.stdin.read()"
    )
    assert blobs.root is not None
    command = [sys.executable, "-c", writing, blobs.root.as_uri()]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.kill()
    assert len(list((blobs.root / "uploads").iterdir())) == 1
    assert keeper.orphans() == 0, "it may still be written to"
    monkeypatch.setattr("service.chores._ORPHAN_AGE", timedelta(0))
    assert keeper.orphans() == 1
    assert list((blobs.root / "uploads").iterdir()) == []


def test_old_events_go_but_states_stay(keeper: Housekeeper, database: Database, dataset: Dataset) -> None:
    spec = JOB_SPEC.validate_python({"kind": "train", "dataset_id": dataset.id})
    with database.write() as session:
        ended, running = submit(session, spec).id, submit(session, spec).id
        for job_id in (ended, running):
            events.append(session, job_id, events.PROGRESS, {"done": 1})
        gate.transition(session, gate.lock(session, ended), JobState.CANCELLED)
    assert keeper.events() == 1
    with database.read() as session:
        left = {(event.job_id, event.type) for event in session.query(JobEvent)}
    assert left == {(ended, "state"), (running, "state"), (running, "progress")}


def test_a_chore_is_done_once_per_interval(database: Database) -> None:
    def claims(every: timedelta) -> list[bool]:
        found = []
        for _ in range(2):
            with database.write() as session:
                found.append(housekeeping.claim(session, "sweep", every=every))
        return found

    assert claims(timedelta(hours=1)) == [True, False]
    with database.write() as session:
        session.get_one(housekeeping.Chore, "sweep").next_run_at = now(session) - timedelta(seconds=1)
    assert claims(timedelta(0)) == [True, True]


def test_everything_due_runs(keeper: Housekeeper, database: Database, blobs: Blobs, dataset: Dataset) -> None:
    old = add_upload(database, blobs, dataset, expires_in=timedelta(seconds=-1))
    keeper.run_due()
    assert not blobs.exists(upload_key(old))
    another = add_upload(database, blobs, dataset, expires_in=timedelta(seconds=-1))
    keeper.run_due()
    assert blobs.exists(upload_key(another)), "the interval is not over"
