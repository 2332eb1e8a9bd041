"""What a pipeline's children do to each other and to their parent."""

import pytest

from store.datasets import Dataset
from store.db import Database
from store.errors import Conflict, InvalidField
from store.jobs import control, gate
from store.jobs.submit import submit
from store.jobs.tables import Job, JobState
from store.specs.jobs import JOB_SPEC
from tests.store.jobs.conftest import claim, claimed, end, get

CHECKPOINT, EMBEDDING = "ckpt_" + "0" * 26, "emb_" + "1" * 26


@pytest.fixture
def pipeline(database: Database, dataset: Dataset) -> str:
    """train -> embed -> select, and a second train beside them."""
    jobs: dict[str, dict[str, object]] = {
        "train": {"kind": "train"},
        "embed": {"kind": "embed", "checkpoint": "$train"},
        "select": {"kind": "select", "embedding": "$embed", "n_samples": 5},
        "aside": {"kind": "train"},
    }
    return submit_pipeline(database, dataset, jobs)


def submit_pipeline(database: Database, dataset: Dataset, jobs: dict[str, dict[str, object]]) -> str:
    named = {name: {"dataset_id": dataset.id, **job} for name, job in jobs.items()}
    spec = JOB_SPEC.validate_python({"kind": "pipeline", "dataset_id": dataset.id, "jobs": named})
    with database.write() as session:
        return submit(session, spec).id


def children(database: Database, parent: str) -> dict[str | None, Job]:
    with database.read() as session:
        return {job.child_name: job for job in control.list_page(session, limit=50, parent_id=parent).items}


def states(database: Database, parent: str) -> dict[str | None, str]:
    return {name: str(job.state) for name, job in children(database, parent).items()}


def run_to_the_end(database: Database, *, stop_before: int = 100) -> None:
    made = {"train": {"checkpoint_id": CHECKPOINT}, "embed": {"embedding_id": EMBEDDING}, "select": {"subset_id": "s"}}
    for _ in range(stop_before):
        lease = claim(database)
        if lease is None:
            return
        end(database, lease, JobState.SUCCEEDED, dict(made[get(database, lease.job_id).kind]))


def test_children_run_in_order_and_outputs_are_wired_by_name(database: Database, pipeline: str) -> None:
    waiting = [name for name, job in children(database, pipeline).items() if job.blocked_by]
    assert sorted(map(str, waiting)) == ["embed", "select"]
    assert get(database, pipeline).state == JobState.QUEUED
    run_to_the_end(database)
    after = children(database, pipeline)
    assert after["embed"].spec["checkpoint"] == CHECKPOINT
    assert after["select"].spec["embedding"] == EMBEDDING
    parent = get(database, pipeline)
    assert parent.state == JobState.SUCCEEDED
    assert parent.result == {"jobs": {name: job.result for name, job in after.items()}}
    assert parent.progress == {"stage": "pipeline", "done": 4, "total": 4, "unit": "jobs"}


def test_a_failed_child_fails_what_depends_on_it_and_siblings_go_on(database: Database, pipeline: str) -> None:
    lease = claimed(database)
    assert get(database, lease.job_id).child_name == "train"
    end(database, lease, JobState.FAILED)
    assert states(database, pipeline) == {"train": "failed", "embed": "failed", "select": "failed", "aside": "queued"}
    assert get(database, pipeline).state == JobState.RUNNING
    run_to_the_end(database)
    parent = get(database, pipeline)
    assert parent.state == JobState.FAILED
    assert parent.failure is not None
    assert "It cannot work." in parent.failure["detail"]
    select = children(database, pipeline)["select"].failure
    assert select is not None
    assert select["type"] == "dependency"


def test_cancelling_stops_what_waits_at_once_and_what_runs_soon(database: Database, pipeline: str) -> None:
    lease = claimed(database)
    with database.write() as session:
        control.cancel(session, pipeline)
    assert states(database, pipeline) == {
        "train": "cancelling", "embed": "cancelled", "select": "cancelled", "aside": "cancelled",
    }  # fmt: skip
    assert get(database, pipeline).state == JobState.CANCELLING
    with database.write() as session:
        job = gate.lock(session, lease.job_id)
        gate.transition(session, job, JobState.CANCELLED)
    assert get(database, pipeline).state == JobState.CANCELLED


def test_retry_goes_on_from_the_failed_child(database: Database, pipeline: str) -> None:
    run_to_the_end(database, stop_before=1)
    embed = claimed(database)
    while get(database, embed.job_id).child_name != "embed":
        end(database, embed, JobState.SUCCEEDED, {"checkpoint_id": CHECKPOINT})
        embed = claimed(database)
    end(database, embed, JobState.FAILED)
    run_to_the_end(database)
    assert get(database, pipeline).state == JobState.FAILED
    with database.write() as session:
        control.retry(session, pipeline)
    assert get(database, pipeline).state in {JobState.QUEUED, JobState.RUNNING}
    assert states(database, pipeline)["train"] == "succeeded"
    run_to_the_end(database)
    assert set(states(database, pipeline).values()) == {"succeeded"}
    assert get(database, pipeline).state == JobState.SUCCEEDED
    attempts = {name: job.attempt for name, job in children(database, pipeline).items()}
    assert attempts == {"train": 1, "aside": 1, "embed": 2, "select": 1}


def test_retry_from_the_start_runs_everything_again(database: Database, pipeline: str) -> None:
    run_to_the_end(database)
    with pytest.raises(Conflict), database.write() as session:
        control.retry(session, pipeline)
    with database.write() as session:
        control.retry(session, pipeline, from_start=True)
    assert children(database, pipeline)["embed"].spec["checkpoint"] == "$train"
    run_to_the_end(database)
    assert get(database, pipeline).state == JobState.SUCCEEDED
    assert {job.attempt for job in children(database, pipeline).values()} == {2}


def test_retry_of_one_child_opens_its_pipeline_again(database: Database, pipeline: str) -> None:
    lease = claimed(database)
    end(database, lease, JobState.FAILED)
    run_to_the_end(database)
    dependant = children(database, pipeline)["embed"]
    with pytest.raises(Conflict, match="needs has not succeeded"), database.write() as session:
        control.retry(session, dependant.id)
    with database.write() as session:
        control.retry(session, lease.job_id)
    assert get(database, pipeline).state in {JobState.QUEUED, JobState.RUNNING}


@pytest.mark.parametrize(
    ("jobs", "message"),
    [
        ({"a": {"kind": "embed", "checkpoint": "$b"}}, "names \\$b, which is no job"),
        ({"a": {"kind": "export", "subset": "$b"}, "b": {"kind": "train"}}, "needs a select job"),
        ({"a": {"kind": "train", "depends_on": ["b"]}, "b": {"kind": "train", "depends_on": ["a"]}}, "in a circle"),
    ],
)
def test_children_that_do_not_fit_are_refused(
    dataset: Dataset, jobs: dict[str, dict[str, object]], message: str
) -> None:
    named = {name: {"dataset_id": dataset.id, **job} for name, job in jobs.items()}
    with pytest.raises(ValueError, match=message):
        JOB_SPEC.validate_python({"kind": "pipeline", "dataset_id": dataset.id, "jobs": named})


@pytest.mark.parametrize(
    ("child", "pointer"),
    [
        ({"kind": "train", "batch_size": 2000}, "/jobs/a/batch_size"),
        ({"kind": "train", "dataset_version": 9}, "/jobs/a/dataset_version"),
        ({"kind": "select", "embedding": EMBEDDING, "n_samples": 1}, "/jobs/a/embedding"),
        ({"kind": "embed", "checkpoint": CHECKPOINT}, "/jobs/a/checkpoint"),
    ],
)
def test_what_cannot_work_is_refused_with_a_pointer(
    database: Database, dataset: Dataset, child: dict[str, object], pointer: str
) -> None:
    with pytest.raises(InvalidField) as caught:
        submit_pipeline(database, dataset, {"a": child})
    assert caught.value.pointer == pointer
