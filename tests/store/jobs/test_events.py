"""Events are numbered without gaps, whoever writes at the same time, and a reader who follows them misses none."""

import random
import threading
import time

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError

from store import idempotency
from store.db import Database
from store.jobs import events, gate
from store.jobs.tables import JobEvent
from tests.store.jobs.conftest import Submit, get


class Undone(Exception):
    """Raised on purpose, to roll back."""


def say(database: Database, job_id: str, *texts: str, undo: bool = False) -> None:
    with database.write() as session:
        gate.lock(session, job_id)
        for text in texts:
            events.append(session, job_id, events.LOG, {"stream": "stdout", "text": text})
        if undo:
            raise Undone


def numbers(database: Database, job_id: str) -> list[int]:
    with database.read() as session:
        return [event.number for event in events.after(session, job_id, 0, limit=10_000)]


class Follower(threading.Thread):
    """Reads on from the last position, as a stream of events does."""

    def __init__(self, database: Database) -> None:
        super().__init__()
        self._database, self.over = database, threading.Event()
        self.positions: list[int] = []

    def run(self) -> None:
        while True:
            is_over = self.over.is_set()
            with self._database.read() as session:
                last = self.positions[-1] if self.positions else 0
                found = [event.position for event in events.after_position(session, last, limit=7)]
            self.positions += found
            if is_over and not found:
                return


def test_concurrent_writers_leave_no_gap_and_a_follower_misses_nothing(
    database: Database, submit_train: Submit
) -> None:
    jobs = [submit_train() for _ in range(3)]
    follower = Follower(database)
    follower.start()

    def write(seed: int) -> None:
        rng = random.Random(seed)
        for _ in range(12):
            texts = ["x"] * rng.randint(1, 4)
            try:
                say(database, rng.choice(jobs), *texts, undo=rng.random() < 0.25)
            except Undone:
                continue

    writers = [threading.Thread(target=write, args=(seed,)) for seed in range(6)]
    for thread in writers:
        thread.start()
    for thread in writers:
        thread.join()
    follower.over.set()
    follower.join()
    with database.read() as session:
        total = session.execute(select(func.count()).select_from(JobEvent)).scalar_one()
        assert events.latest_position(session) == total
    assert follower.positions == list(range(1, total + 1))
    for job_id in jobs:
        assert numbers(database, job_id) == list(range(1, get(database, job_id).event_number + 1))


def test_what_is_rolled_back_takes_no_number(database: Database, submit_train: Submit) -> None:
    job_id = submit_train()
    with pytest.raises(Undone):
        say(database, job_id, "never", "said", undo=True)
    say(database, job_id, "said")
    assert numbers(database, job_id) == [1, 2]
    with database.read() as session:
        assert [event.position for event in events.after_position(session, 0)] == [1, 2]


def test_a_savepoint_numbers_nothing_twice(database: Database, submit_train: Submit) -> None:
    """An idempotency key is stored behind a savepoint, in the transaction that has queued the job."""
    job_id = submit_train()
    with database.write() as session:
        gate.lock(session, job_id)
        events.append(session, job_id, events.LOG, {"text": "before"})
        idempotency.remember(session, owner="o", key="k", fingerprint="f", status=202, headers={}, body={})
        events.append(session, job_id, events.LOG, {"text": "after"})
    with database.read() as session:
        found = events.after(session, job_id, 1)
        assert [(event.number, event.data["text"]) for event in found] == [(2, "before"), (3, "after")]


def test_a_writer_that_freezes_before_its_commit_stops_nobody_for_long(
    database: Database, submit_train: Submit, monkeypatch: pytest.MonkeyPatch
) -> None:
    if database.is_sqlite:
        pytest.skip("SQLite has no server that could end somebody else's transaction")
    frozen_job, other = submit_train(), submit_train()
    monkeypatch.setattr(events, "_FROZEN", "200ms")
    with pytest.raises(DBAPIError, match="idle-in-transaction"), database.write() as session:
        gate.lock(session, frozen_job)
        events.append(session, frozen_job, events.LOG, {"text": "never said"})
        events._number_events(session)
        say(database, other, "said while the other one holds the counter")
        time.sleep(0.1)
    assert numbers(database, frozen_job) == [1]
    assert numbers(database, other) == [1, 2]
