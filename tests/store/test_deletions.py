"""Deleting samples: new versions are without them, old ones are as they were."""

from datetime import timedelta

import pytest

from store import datasets, deletions, publishing, samples
from store.db import Database
from store.errors import Conflict, InvalidField
from store.ids import new_id
from store.ingest_items import IngestItem, ItemOutcome
from store.jobs import gate, queue
from store.sample_listing import list_page
from store.samples import Row, Sample
from store.specs.jobs import Queue
from tests.service.factories import add_dataset, embed_spec, submit_job
from tests.store.rows import add_rows


def visible(database: Database, dataset_id: str, version: int) -> list[str]:
    with database.read() as session:
        return [sample.filename for sample in list_page(session, dataset_id, version, limit=100).items]


def rows_of(database: Database, dataset_id: str, version: int) -> list[Row]:
    with database.read() as session:
        return list(samples.rows(session, dataset_id, version))


def remove(database: Database, dataset_id: str, ids: list[str]) -> deletions.Deletion:
    with database.write() as session:
        return deletions.delete(session, dataset_id, ids)


def test_a_deletion_makes_a_version_and_keeps_the_older_ones(database: Database) -> None:
    dataset_id = add_dataset(database)
    ids = add_rows(
        database, dataset_id, [{"filename": name} for name in "abc"] + [{"filename": "d", "status": "corrupt"}]
    )
    before = rows_of(database, dataset_id, 1)
    assert remove(database, dataset_id, [ids[1], ids[3], ids[1]]) == deletions.Deletion(dataset_version=2, deleted=2)
    with database.read() as session:
        dataset = datasets.get(session, dataset_id)
        assert (dataset.version, dataset.sample_count, dataset.ok_count) == (2, 2, 2)
        assert [samples.count_ok(session, dataset_id, version) for version in (1, 2)] == [3, 2]
        positions = [samples.ok_positions(session, dataset_id, version, below=4) for version in (1, 2)]
        assert positions == [[0, 1, 2], [0, 2]]
        assert samples.ok_positions(session, dataset_id, 1, below=2) == [0, 1]
    assert visible(database, dataset_id, 1) == ["a", "b", "c", "d"]
    assert visible(database, dataset_id, 2) == ["a", "c"]
    # A job over version 1 sees the same rows as before; one over version 2 the same positions, without the deleted.
    assert rows_of(database, dataset_id, 1) == before
    assert [(row.position, row.ok) for row in rows_of(database, dataset_id, 2)] == [
        (0, True), (1, False), (2, True), (3, False),
    ]  # fmt: skip


def test_what_is_deleted_already_changes_nothing(database: Database) -> None:
    dataset_id = add_dataset(database)
    (sample_id,) = add_rows(database, dataset_id, [{"filename": "a"}])
    remove(database, dataset_id, [sample_id])
    assert remove(database, dataset_id, [sample_id]) == deletions.Deletion(dataset_version=2, deleted=0)
    assert visible(database, dataset_id, 1) == ["a"]


def test_an_unknown_sample_is_pointed_at_and_nothing_is_deleted(database: Database) -> None:
    dataset_id, other = add_dataset(database), add_dataset(database, name="other")
    (mine,) = add_rows(database, dataset_id, [{"filename": "a"}])
    (foreign,) = add_rows(database, other, [{"filename": "a"}])
    with pytest.raises(InvalidField) as caught:
        remove(database, dataset_id, [mine, foreign])
    assert caught.value.pointer == "/sample_ids/1"
    assert visible(database, dataset_id, 1) == ["a"]


def test_many_are_deleted_at_once(database: Database) -> None:
    dataset_id = add_dataset(database)
    ids = add_rows(database, dataset_id, [{"filename": str(index)} for index in range(1203)])
    assert remove(database, dataset_id, ids[1:]).deleted == 1202
    assert visible(database, dataset_id, 2) == ["0"]


def test_a_deleted_name_comes_back_as_a_new_sample_at_a_new_position(database: Database) -> None:
    dataset_id = add_dataset(database)
    first, _, last = add_rows(database, dataset_id, [{"filename": name} for name in "akz"])
    remove(database, dataset_id, [first, last])
    item = publish(database, dataset_id, "z")
    assert item.outcome == ItemOutcome.ACCEPTED
    assert item.sample_id not in {first, last, None}
    with database.read() as session:
        assert samples.get(session, dataset_id, item.sample_id or "").position == 3
    assert visible(database, dataset_id, 1) == ["a", "k", "z"]
    assert visible(database, dataset_id, 3) == ["k", "z"]
    assert publish(database, dataset_id, "z").outcome == ItemOutcome.PRESENT


def publish(database: Database, dataset_id: str, name: str) -> IngestItem:
    """What an ingest job of one file comes to."""
    job_id = submit_job(database, embed_spec(dataset_id))
    with database.write() as session:
        item = IngestItem(job_id=job_id, index=0, name=name, outcome=ItemOutcome.ACCEPTED, facts=facts(name))
        session.add(item)
        version = publishing.begin(session, dataset_id, job_id)
        publishing.append(session, dataset_id, version, [item])
        publishing.finish(session, dataset_id, version)
    return item


def facts(name: str) -> dict[str, object]:
    return {"sha256": name.encode().hex().rjust(64, "0"), "size_bytes": 1}


def test_nothing_is_deleted_while_a_job_has_been_promised_the_next_version(database: Database) -> None:
    dataset_id = add_dataset(database)
    (sample_id,) = add_rows(database, dataset_id, [{"filename": "a"}])
    job_id = submit_job(database, embed_spec(dataset_id))
    with database.write() as session:
        item = IngestItem(job_id=job_id, index=0, name="b", outcome=ItemOutcome.ACCEPTED, facts=facts("b"))
        session.add(item)
        publishing.append(session, dataset_id, publishing.begin(session, dataset_id, job_id), [item])
    with pytest.raises(Conflict, match=job_id):
        remove(database, dataset_id, [sample_id])
    fail(database)
    # The job is over: what it had appended in secret is no part of the version that the deletion makes.
    assert remove(database, dataset_id, [sample_id]).dataset_version == 2
    assert visible(database, dataset_id, 2) == []
    with database.write() as session:  # and when the job is tried again, it appends its file again
        item = session.get_one(IngestItem, (job_id, 0))
        version = publishing.begin(session, dataset_id, job_id)
        session.refresh(item)
        publishing.append(session, dataset_id, version, [item])
        assert publishing.finish(session, dataset_id, version) == 3
    assert visible(database, dataset_id, 3) == ["b"]


def fail(database: Database) -> None:
    with database.write() as session:
        lease = queue.claim_next(
            session, queues=list(Queue), labels=[], worker_id="w", run_id=new_id("run"), duration=timedelta(minutes=1)
        )
    assert lease is not None
    with queue.fenced(database, lease, ending=True) as (session, job):
        gate.fail(session, job, {"type": "user", "title": "No", "detail": "No."})


def test_two_samples_of_one_name_can_only_differ_in_time(database: Database) -> None:
    dataset_id = add_dataset(database)
    add_rows(database, dataset_id, [{"filename": "a", "version_deleted": 5}, {"filename": "a"}])
    with pytest.raises(Exception, match=r"(?i)unique"):
        add_rows(database, dataset_id, [{"filename": "a"}])
    with database.read() as session:
        assert session.query(Sample).count() == 2
