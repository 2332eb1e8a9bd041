"""A running Winnow to do harm to, with a dataset, an embedding and a subset to work on."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import select

from store.blobs import Blobs
from store.db import Database
from store.jobs import control, events, shards
from store.jobs.tables import Job, JobEvent
from store.settings import Settings
from tests.crash import invariants
from tests.crash.breakpoints import Breakpoints
from tests.crash.crew import Crew, broker
from tests.e2e.stack import Stack, running_stack, wait_until
from tests.pictures import class_folders, zipped

NETWORK = {"name": "resnet18", "width": 8}
SMALL = {"backbone": NETWORK, "image_size": 16, "batch_size": 4}


class Ground:
    """The stack and everything to look into it, also while its gateway is dead."""

    def __init__(self, stack: Stack, points: Breakpoints) -> None:
        self.stack, self.points, self.crew = stack, points, Crew(stack)
        settings = settings_of(stack)
        self.database, self.blobs = Database(settings.database), Blobs(settings.blobs)
        self.acknowledged: set[str] = set()

    def prepare(self) -> None:
        self.dataset = self.stack.dataset("ground", zipped(class_folders(24)))
        self.embedding = str(self.made(self.submit(kind="embed", **SMALL))["embedding_id"])
        picked = self.made(self.submit(kind="select", embedding=self.embedding, n_samples=5))
        self.subset = str(picked["subset_id"])

    def submit(self, **body: Any) -> str:
        """Post a job until the gateway answers; returns its id."""
        key, ids = {"Idempotency-Key": str(uuid.uuid4())}, []

        def is_accepted() -> bool:
            with suppress(httpx.TransportError):
                answer = self.stack.client.post("/v1/jobs", json={"dataset_id": self.dataset, **body}, headers=key)
                assert not answer.is_client_error, answer.text
                ids.extend([answer.json()["id"]] if answer.is_success else [])
            return bool(ids)

        wait_until(is_accepted, "the gateway to accept a job")
        self.acknowledged.add(ids[0])
        return str(ids[0])

    def export(self, **more: Any) -> str:
        """Submit the cheapest job there is: it needs no torch."""
        return self.submit(kind="export", subset=self.subset, **more)

    def job(self, job_id: str) -> Job:
        with self.database.read() as session:
            return control.get(session, job_id)

    def ended(self, job_id: str) -> Job:
        """The job when it has ended."""
        wait_until(lambda: self.job(job_id).state in invariants.TERMINAL, f"{job_id} to end", seconds=120)
        return self.job(job_id)

    def made(self, job_id: str) -> dict[str, Any]:
        """The result of a job that succeeds."""
        job = self.ended(job_id)
        assert job.state == "succeeded", f"{job.failure}\n{self.stack.log()}"
        assert job.result is not None
        return job.result

    def states(self, job_id: str) -> list[str]:
        """Every state that the job has gone through."""
        with self.database.read() as session:
            found = events.after(session, job_id, 0, limit=1000, types=[events.STATE])
            return [event.data["state"] for event in found]

    def log(self, job_id: str) -> str:
        """All that the job has said."""
        query = select(JobEvent).where(JobEvent.job_id == job_id, JobEvent.type == events.LOG)
        with self.database.read() as session:
            return "\n".join(event.data["text"] for event in session.scalars(query.order_by(JobEvent.number)))

    def shard_attempts(self, job_id: str) -> list[int]:
        """How often each shard of a job was begun."""
        with self.database.read() as session:
            return [shard.attempt for shard in shards.results(session, job_id)]

    def holds(self) -> invariants.Findings:
        """When everything has come to rest: what contradicts itself."""
        with self.database.read() as session:
            self.acknowledged |= set(session.scalars(select(Job.id).where(Job.dataset_id == self.dataset)))
        for job_id in self.acknowledged:
            self.ended(job_id)
        return invariants.check(self.database, self.blobs, acknowledged=self.acknowledged)


def settings_of(stack: Stack) -> Settings:
    """What the stack's own processes read out of their environment."""
    names = {name: value for name, value in stack.environment.items() if name.startswith("WINNOW_")}
    fields = {name.removeprefix("WINNOW_").lower(): value for name, value in names.items()}
    folder = stack.folder / stack.environment["WINNOW_DATA_DIR"]
    return Settings.model_validate({**fields, "data_dir": folder, "port": stack.port})


@contextmanager
def ground(kind: str, folder: Path, **environment: str) -> Iterator[Ground]:
    """Start one. The one on PostgreSQL has a broker of its own, so that it may be killed."""
    folder.mkdir(parents=True, exist_ok=True)
    points = Breakpoints(folder / "breakpoints")
    private = broker(folder) if kind == "postgres" else None
    if private is not None:
        environment["WINNOW_BROKER_URL"] = private.url
    try:
        with running_stack(kind, folder, WINNOW_CANCEL_GRACE="PT1S", **points.environment, **environment) as stack:
            made = Ground(stack, points)
            try:
                yield made
            finally:
                points.release()
                made.crew.dismiss()
                made.database.close()
    finally:
        if private is not None:
            private.kept.stop()
