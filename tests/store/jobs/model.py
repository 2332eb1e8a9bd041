"""A model of the queue in plain Python: what may happen to a job, told once more and without a database."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from store.jobs.queue import Lease

ENDED = {"succeeded", "failed", "cancelled"}


class Refused(Exception):
    """The request contradicts the state of the job."""


@dataclass
class ModelJob:
    id: str
    max_attempts: int
    parent: "ModelJob | None" = None
    needs: Sequence["ModelJob"] = ()
    children: list["ModelJob"] = field(default_factory=list)
    state: str = "queued"
    attempt: int = 0
    crashes: int = 0
    lease: Lease | None = None
    expired: bool = False

    @property
    def has_ended(self) -> bool:
        return self.state in ENDED

    @property
    def is_claimable(self) -> bool:
        return self.state == "queued" and not self.children and all(job.state == "succeeded" for job in self.needs)

    def claim(self, lease: Lease, *, expired: bool) -> None:
        assert self.is_claimable
        self.attempt += 1
        self.lease, self.expired = lease, expired
        self._become("running")

    def end(self, lease: Lease, state: str) -> None:
        """The job's own process says how it ended."""
        if self.lease != lease or self.state != "running":
            raise Refused
        self._become(state)

    def give_back(self) -> None:
        """The supervisor hands over a job whose worker shuts down."""
        self._become("cancelled" if self.state == "cancelling" else "queued")

    def crash(self) -> None:
        if self.state == "cancelling":
            self._become("cancelled")
            return
        self.crashes += 1
        self._become("crashed")
        if self.crashes >= self.max_attempts:
            self._become("failed")

    def rest(self) -> None:
        """The pause after a crash is over."""
        self._become("queued")

    def cancel(self) -> None:
        if self.state in {"cancelling", "cancelled"}:
            return
        if self.has_ended:
            raise Refused
        if not self.children:
            self._stop()
            return
        self.state = "cancelling"
        for child in self.children:
            if not child.has_ended:
                child._stop()

    def retry(self, *, from_start: bool) -> None:
        if not self.has_ended or (self.state == "succeeded" and not from_start):
            raise Refused
        if any(job.state != "succeeded" for job in self.needs):
            raise Refused
        if self.parent is not None and self.parent.state == "cancelling":
            raise Refused
        if self.parent is not None and self.parent.has_ended:
            self.parent._reset()
        again = [child for child in self.children if from_start or child.state != "succeeded"]
        self._reset()
        for child in again:
            child._reset()

    def _stop(self) -> None:
        if self.state != "cancelling":
            self._become("cancelling" if self.state == "running" else "cancelled")

    def _reset(self) -> None:
        self.crashes = 0
        self._become("queued")

    def _become(self, state: str) -> None:
        self.state = state
        if state not in {"running", "cancelling"}:
            self.lease = None
        if self.parent is None:
            return
        if state in {"failed", "cancelled"} and self.parent.state != "cancelling":
            for other in self.parent.children:
                if self in other.needs and other.state == "queued":
                    other._become("failed")
        self.parent._follow()

    def _follow(self) -> None:
        """A pipeline's state follows from its children's."""
        if self.state == "queued" and any(child.state not in {"queued", "crashed"} for child in self.children):
            self.state = "running"
        if self.has_ended or not all(child.has_ended for child in self.children):
            return
        bad = [child.state for child in self.children if child.state != "succeeded"]
        if not bad:
            self.state = "succeeded"
        elif self.state == "cancelling" or set(bad) == {"cancelled"}:
            self.state = "cancelled"
        else:
            self.state = "failed"


def reap(jobs: Iterable[ModelJob]) -> None:
    """Take back what silent workers held, and let everything rest that has crashed."""
    jobs = list(jobs)
    for job in jobs:
        if job.lease is not None and job.expired:
            job.crash()
    for job in jobs:
        if job.state == "crashed":
            job.rest()
