"""Any sequence of what clients, workers and the reaper do keeps jobs inside the states that the gate allows.

A model in plain Python predicts every outcome; both databases must agree with it.
"""

import shutil
import tempfile
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from store import migrate
from store.db import Database
from store.errors import Conflict, LeaseLost
from store.jobs import control, events, gate, queue
from store.jobs.queue import Lease
from store.jobs.submit import submit
from store.jobs.tables import TERMINAL, JobState
from store.specs.jobs import JOB_SPEC
from tests import servers
from tests.store.jobs.conftest import LEASE, claim, get, make_dataset

NOW = timedelta(0)
LEGAL = {
    (None, "queued"), ("queued", "running"), ("queued", "cancelled"), ("running", "succeeded"), ("running", "failed"),
    ("running", "cancelling"), ("running", "crashed"), ("cancelling", "cancelled"), ("crashed", "queued"),
    ("crashed", "failed"), ("crashed", "cancelled"), ("failed", "queued"), ("cancelled", "queued"),
}  # fmt: skip


@dataclass
class Model:
    """What a job should look like."""

    state: str = "queued"
    attempt: int = 0
    crashes: int = 0
    leases: list[Lease] = field(default_factory=list)
    """Every lease ever given, the current one last."""


class GateMachine(RuleBasedStateMachine):
    """One dataset, a few jobs, and everybody who may act on them."""

    database: Database
    MAX_ATTEMPTS = 2

    def __init__(self) -> None:
        super().__init__()
        self.jobs: dict[str, Model] = {}

    @initialize()
    def a_dataset(self) -> None:
        self.dataset = make_dataset(self.database, f"machine {id(self)} {len(self.jobs)}")

    def some_job(self, data: st.DataObject) -> tuple[str, Model]:
        return data.draw(st.sampled_from(sorted(self.jobs.items(), key=lambda item: item[0])))

    @precondition(lambda self: len(self.jobs) < 4)
    @rule()
    def submit(self) -> None:
        body = {"kind": "train", "dataset_id": self.dataset.id, "max_attempts": self.MAX_ATTEMPTS}
        with self.database.write() as session:
            self.jobs[submit(session, JOB_SPEC.validate_python(body)).id] = Model()

    @rule(dead=st.booleans())
    def claim(self, dead: bool) -> None:
        """`dead`: the worker never sends a heartbeat, so its lease has run out at once."""
        waiting = [job_id for job_id, model in self.jobs.items() if model.state == "queued"]
        lease = claim(self.database, f"run_{dead}", lease=NOW if dead else LEASE)
        if lease is None:
            assert not waiting
            return
        assert lease.job_id == min(waiting), "first come, first served"
        model = self.jobs[lease.job_id]
        model.state, model.attempt = "running", model.attempt + 1
        model.leases.append(lease)

    @precondition(lambda self: self.jobs)
    @rule(data=st.data(), to=st.sampled_from([JobState.SUCCEEDED, JobState.FAILED]))
    def end(self, data: st.DataObject, to: JobState) -> None:
        """Whoever ever held a job tries to end it; only the present holder of a running job can."""
        _, model = self.some_job(data)
        if not model.leases:
            return
        lease = data.draw(st.sampled_from(model.leases))
        allowed = lease is model.leases[-1] and model.state == "running"
        try:
            with queue.fenced(self.database, lease, ending=True) as (session, job):
                if to is JobState.FAILED:
                    gate.fail(session, job, {"type": "exception", "title": "T", "detail": "D", "hint": "H"})
                else:
                    gate.transition(session, job, to)
        except LeaseLost:
            assert not allowed
        else:
            assert allowed
            model.state = str(to)

    @precondition(lambda self: self.jobs)
    @rule(data=st.data())
    def cancel(self, data: st.DataObject) -> None:
        job_id, model = self.some_job(data)
        try:
            with self.database.write() as session:
                control.cancel(session, job_id)
        except Conflict:
            assert model.state in {"succeeded", "failed"}
            return
        after = {"queued": "cancelled", "crashed": "cancelled", "running": "cancelling"}
        model.state = after.get(model.state, model.state)

    @precondition(lambda self: self.jobs)
    @rule(data=st.data())
    def retry(self, data: st.DataObject) -> None:
        job_id, model = self.some_job(data)
        try:
            with self.database.write() as session:
                control.retry(session, job_id)
        except Conflict:
            assert model.state not in {"failed", "cancelled"}
            return
        assert model.state in {"failed", "cancelled"}
        model.state, model.crashes = "queued", 0

    @rule()
    def reap(self) -> None:
        with self.database.write() as session:
            queue.reap(session, backoff=NOW)
        for model in self.jobs.values():
            if model.state == "crashed":
                model.state = "queued"
            elif model.leases and model.leases[-1].run_id == "run_True":
                self._lose(model)

    def _lose(self, model: Model) -> None:
        if model.state == "cancelling":
            model.state = "cancelled"
        elif model.state == "running":
            model.crashes += 1
            model.state = "failed" if model.crashes >= self.MAX_ATTEMPTS else "crashed"

    @precondition(lambda self: self.jobs)
    @rule(data=st.data())
    def an_illegal_transition(self, data: st.DataObject) -> None:
        job_id, model = self.some_job(data)
        to = data.draw(st.sampled_from([state for state in JobState if (model.state, str(state)) not in LEGAL]))
        drained = (model.state, str(to)) == ("running", "queued")
        dependency = (model.state, str(to)) == ("queued", "failed")
        direct = (model.state, str(to)) == ("running", "cancelled")
        if drained or dependency or direct:
            return
        with pytest.raises(gate.IllegalTransition), self.database.write() as session:
            gate.transition(session, gate.lock(session, job_id), to)

    @invariant()
    def the_database_agrees(self) -> None:
        for job_id, model in self.jobs.items():
            job = get(self.database, job_id)
            assert (str(job.state), job.attempt, job.crashes) == (model.state, model.attempt, model.crashes)
            assert (job.finished_at is not None) == (job.state in TERMINAL)
            assert (job.lease_owner is not None) == (job.state in {"running", "cancelling"})
            assert job.lease_token == job.attempt
            with self.database.read() as session:
                found = events.after(session, job_id, 0)
            assert [event.number for event in found] == list(range(1, len(found) + 1))
            states = [None, *(event.data["state"] for event in found if event.type == "state")]
            assert set(pairwise(states)) <= LEGAL
            assert states[-1] == model.state

    def teardown(self) -> None:
        """What is left would be claimed by the next example."""
        for job_id in self.jobs:
            with suppress(Conflict), self.database.write() as session:
                job = gate.lock(session, job_id)
                if job.state == JobState.RUNNING:
                    gate.transition(session, job, JobState.CANCELLING)
                if job.state not in TERMINAL:
                    gate.transition(session, job, JobState.CANCELLED)


def run(database: Database) -> None:
    class Machine(GateMachine):
        pass

    Machine.database = database
    run_state_machine_as_test(
        Machine,
        settings=settings(
            max_examples=25,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
        ),
    )


def test_on_sqlite(sqlite_template: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "winnow.db"
        shutil.copy(sqlite_template, path)
        database = Database(f"sqlite:///{path}")
        run(database)
        assert migrate.is_current(database)
        database.close()


def test_on_postgresql(postgres_template: str) -> None:
    name = servers.create_postgres_database(template=postgres_template)
    database = Database(servers.sqlalchemy_url(name))
    try:
        run(database)
        assert migrate.is_current(database)
    finally:
        database.close()
        servers.drop_postgres_database(name)
