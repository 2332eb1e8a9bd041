"""Events: numbered without gaps, in the order in which they become visible."""

import threading
import time

import pytest

from store.db import Database
from store.jobs import events, gate
from store.jobs.tables import JobState
from tests.store.jobs.conftest import Submit

WRITERS, EACH = 6, 15


def test_a_reader_that_follows_positions_misses_nothing(database: Database, submit_train: Submit) -> None:
    """Many writers commit side by side while a reader goes on from the last position it saw."""
    job_ids = [submit_train() for _ in range(WRITERS)]
    with database.read() as session:
        start = events.latest_position(session)
    done = threading.Event()

    def write(job_id: str) -> None:
        for index in range(EACH):
            with database.write() as session:
                gate.lock(session, job_id)
                events.append(session, job_id, events.LOG, {"stream": "stdout", "text": str(index)})
                time.sleep(0.002)  # let the others overtake between the append and the commit

    seen: list[tuple[int, str, int]] = []

    def follow() -> None:
        position = start
        while True:
            last_round = done.is_set()
            with database.read() as session:
                found = events.after_position(session, position, limit=7)
            seen.extend((event.position, event.job_id, event.number) for event in found)
            position = found[-1].position if found else position
            if last_round and not found:
                return

    reader = threading.Thread(target=follow)
    writers = [threading.Thread(target=write, args=(job_id,)) for job_id in job_ids]
    for thread in (reader, *writers):
        thread.start()
    for thread in writers:
        thread.join()
    done.set()
    reader.join()
    assert [position for position, _, _ in seen] == list(range(start + 1, start + 1 + WRITERS * EACH))
    for job_id in job_ids:
        # Number 1 is the submission, before the reader started.
        assert [number for _, owner, number in seen if owner == job_id] == list(range(2, 2 + EACH))


def test_what_is_rolled_back_leaves_no_gap(database: Database, submit_train: Submit) -> None:
    job_id = submit_train()
    with pytest.raises(gate.IllegalTransition), database.write() as session:
        job = gate.lock(session, job_id)
        events.append(session, job_id, events.LOG, {"text": "lost"})
        gate.transition(session, job, JobState.SUCCEEDED)
    with database.write() as session:
        gate.lock(session, job_id)
        events.append(session, job_id, events.LOG, {"text": "kept"})
    with database.read() as session:
        found = events.after(session, job_id, 0)
    assert [(event.number, event.data.get("text")) for event in found] == [(1, None), (2, "kept")]


def test_one_job_and_some_types_can_be_followed(database: Database, submit_train: Submit) -> None:
    first, second = submit_train(), submit_train()
    with database.write() as session:
        for job_id in (first, second):
            gate.lock(session, job_id)
            for index in range(3):
                events.append(session, job_id, events.METRIC if index else events.LOG, {"index": index})
    with database.read() as session:
        assert [event.number for event in events.after(session, first, 1, types=[events.METRIC])] == [3, 4]
        assert [event.number for event in events.after(session, second, 2, limit=1)] == [3]
