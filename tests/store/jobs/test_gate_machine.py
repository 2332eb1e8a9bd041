"""Random histories of the queue against a model in plain Python, on both databases."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from sqlalchemy import delete, func, select, update

from store.datasets import Dataset
from store.db import Database
from store.errors import Conflict, LeaseLost
from store.jobs import control, gate, pipelines, queue
from store.jobs.queue import Lease
from store.jobs.submit import submit
from store.jobs.tables import Counter, Job, JobDependency, JobEvent, JobLabel, JobState, OutboxMessage, Shard
from store.specs.jobs import JOB_SPEC
from tests.store.jobs.conftest import LEASE, claim, end
from tests.store.jobs.model import ModelJob, Refused, reap

NOW = timedelta(0)
NAMES = "abcd"
FAILURE = {"type": "signal", "title": "Killed", "detail": "Killed.", "hint": "None."}
# Which of the children a, b, c, d need which others.
SHAPES: list[dict[str, list[str]]] = [
    {"a": []},
    {"a": [], "b": ["a"], "c": ["b"]},
    {"a": [], "b": ["a"], "c": ["a"], "d": ["b", "c"]},
    {"a": [], "b": [], "c": ["a", "b"], "d": []},
]
picks = st.integers(0, 1000)


class Queue(RuleBasedStateMachine):
    """The rules are what gateway, workers and dispatchers do; after each the database must look like the model."""

    def __init__(self, database: Database, dataset: Dataset) -> None:
        super().__init__()
        self.database, self.dataset = database, dataset
        self.jobs: dict[str, ModelJob] = {}
        self.leases: list[Lease] = []
        with database.write() as session:
            for table in (OutboxMessage, Shard, JobEvent, JobLabel, JobDependency, Job):
                session.execute(delete(table))
            session.execute(update(Counter).values(value=0))

    # Few jobs and many steps: what goes wrong, goes wrong among neighbours.
    @precondition(lambda self: len(self.jobs) < 3)
    @rule(max_attempts=st.integers(1, 2))
    def submit_one(self, max_attempts: int) -> None:
        job_id = self._submit({"kind": "train", "max_attempts": max_attempts})
        self.jobs[job_id] = ModelJob(job_id, max_attempts)

    @precondition(lambda self: len(self.jobs) < 6)
    @rule(shape=st.sampled_from(SHAPES), max_attempts=st.integers(1, 2))
    def submit_pipeline(self, shape: dict[str, list[str]], max_attempts: int) -> None:
        same = {"kind": "train", "dataset_id": self.dataset.id, "max_attempts": max_attempts}
        jobs = {name: {**same, "depends_on": needs} for name, needs in shape.items()}
        parent = ModelJob(self._submit({"kind": "pipeline", "jobs": jobs}), 3)
        self.jobs[parent.id] = parent
        with self.database.read() as session:
            ids = [child.id for child in pipelines.children(session, parent.id)]
        for (_, needs), job_id in zip(shape.items(), ids, strict=True):
            needed = [parent.children[NAMES.index(name)] for name in needs]
            parent.children.append(ModelJob(job_id, max_attempts, parent=parent, needs=needed))
        self.jobs |= {child.id: child for child in parent.children}

    @rule(expired=st.booleans())
    def claim(self, expired: bool) -> None:
        """`expired`: the worker goes silent at once."""
        lease = claim(self.database, f"run_{len(self.leases)}", lease=NOW if expired else LEASE)
        claimable = {job.id for job in self.jobs.values() if job.is_claimable}
        if lease is None:
            assert not claimable
            return
        assert lease.job_id in claimable
        self.jobs[lease.job_id].claim(lease, expired=expired)
        self.leases.append(lease)

    @precondition(lambda self: self.leases)
    @rule(pick=picks)
    def renew(self, pick: int) -> None:
        lease, job = self._lease(pick)
        with self.database.write() as session:
            state = queue.renew(session, lease, duration=LEASE)
        assert state == (job.state if job.lease == lease else None)
        if job.lease == lease:
            job.expired = False

    @precondition(lambda self: self.leases)
    @rule(pick=picks, state=st.sampled_from([JobState.SUCCEEDED, JobState.FAILED]))
    def end(self, pick: int, state: JobState) -> None:
        """A process ends its job, with its lease or with one that has passed on."""
        lease, job = self._lease(pick)
        if job.lease == lease and job.state == "running":
            end(self.database, lease, state, {"checkpoint_id": "x"})
            job.end(lease, state)
            return
        with pytest.raises(LeaseLost):
            end(self.database, lease, state, {"checkpoint_id": "x"})
        with pytest.raises(Refused):
            job.end(lease, state)

    @precondition(lambda self: self.leases)
    @rule(pick=picks, crashed=st.booleans())
    def settle(self, pick: int, crashed: bool) -> None:
        """A supervisor says that the process died, or that its worker shuts down."""
        self._settle(self._lease(pick)[0], crashed=crashed)

    def _settle(self, lease: Lease, *, crashed: bool) -> None:
        job = self.jobs[lease.job_id]
        with self.database.write() as session:
            row = gate.lock(session, lease.job_id)
            assert queue.holds(row, lease) == (job.lease == lease)
            if job.lease != lease:
                return
            if crashed:
                gate.crash(session, row, FAILURE, backoff=NOW)
            else:
                gate.transition(session, row, JobState.CANCELLED if row.state == "cancelling" else JobState.QUEUED)
        if crashed:
            job.crash()
        else:
            job.give_back()

    @rule()
    def reap(self) -> None:
        while True:
            with self.database.write() as session:
                if queue.reap(session, backoff=NOW) == 0:
                    break
        reap(self.jobs.values())

    @precondition(lambda self: self.jobs)
    @rule(pick=picks)
    def cancel(self, pick: int) -> None:
        job = self._job(pick)
        try:
            with self.database.write() as session:
                control.cancel(session, job.id)
        except Conflict:
            with pytest.raises(Refused):
                job.cancel()
        else:
            job.cancel()

    @precondition(lambda self: self.jobs)
    @rule(pick=picks, from_start=st.booleans())
    def retry(self, pick: int, from_start: bool) -> None:
        ended = [job for job in self.jobs.values() if job.has_ended]
        job = ended[pick // 4 % len(ended)] if ended and pick % 4 else self._job(pick)
        from_start = from_start and job.parent is None
        try:
            with self.database.write() as session:
                control.retry(session, job.id, from_start=from_start)
        except Conflict:
            with pytest.raises(Refused):
                job.retry(from_start=from_start)
        else:
            job.retry(from_start=from_start)

    @invariant()
    def the_database_looks_like_the_model(self) -> None:
        with self.database.read() as session:
            rows = {row.id: row for row in session.scalars(select(Job))}
        seen = {job_id: (row.state, row.attempt, row.crashes) for job_id, row in rows.items()}
        assert seen == {job.id: (job.state, job.attempt, job.crashes) for job in self.jobs.values()}
        for job in self.jobs.values():
            row = rows[job.id]
            assert (row.lease_owner is not None) == (job.lease is not None)
            assert (row.finished_at is not None) == job.has_ended
            if job.state == "queued" and not job.children:
                assert (row.blocked_by == 0) == job.is_claimable

    @invariant()
    def events_have_no_gaps(self) -> None:
        query = select(JobEvent.job_id, func.count(), func.min(JobEvent.number), func.max(JobEvent.number))
        with self.database.read() as session:
            for job_id, number, first, last in session.execute(query.group_by(JobEvent.job_id)):
                assert (first, last) == (1, number), job_id
            positions = list(session.scalars(select(JobEvent.position).order_by(JobEvent.position)))
        assert positions == list(range(1, len(positions) + 1))

    def teardown(self) -> None:
        """Whatever has happened: when everybody does their work, everything ends."""
        for _ in range(4 * len(self.jobs)):
            for lease in [job.lease for job in self.jobs.values() if job.lease is not None]:
                self._settle(lease, crashed=True)
            if all(job.has_ended for job in self.jobs.values()):
                break
            self.reap()
            self.claim(expired=False)
        assert all(job.has_ended for job in self.jobs.values())

    def _submit(self, fields: dict[str, object]) -> str:
        with self.database.write() as session:
            return submit(session, JOB_SPEC.validate_python({"dataset_id": self.dataset.id, **fields})).id

    def _job(self, pick: int) -> ModelJob:
        return list(self.jobs.values())[pick % len(self.jobs)]

    def _lease(self, pick: int) -> tuple[Lease, ModelJob]:
        """Mostly one that is held; sometimes one that may have passed on."""
        held = [job.lease for job in self.jobs.values() if job.lease is not None]
        leases = held if held and pick % 4 else self.leases
        lease = leases[pick // 4 % len(leases)]
        return lease, self.jobs[lease.job_id]


def test_any_history_follows_the_model(database: Database, dataset: Dataset) -> None:
    class QueueHere(Queue):
        def __init__(self) -> None:
            super().__init__(database, dataset)

    bounds = settings(max_examples=25, stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(QueueHere, settings=bounds)
