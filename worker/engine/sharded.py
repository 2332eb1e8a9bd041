"""Jobs in shards: whoever holds the job plans them, works on them like everybody else, and joins the results."""

import time
from dataclasses import dataclass
from typing import Any, Protocol

from store.jobs import outbox, shards
from store.jobs.shards import ShardLease
from store.specs.jobs import QUEUE_OF, JobKind
from worker.engine.context import JobContext, ShardContext, Tools, report_shards
from worker.reporting import UserError

_WAIT = 0.3


@dataclass(frozen=True)
class Plan:
    """How many items there are and how many make a shard."""

    total: int
    size: int


class ShardedJob(Protocol):
    """A job kind whose work can be shared. Each function must give the same result when it is run again."""

    stage: str
    unit: str

    def plan(self, context: JobContext) -> Plan:
        """Look at the input."""

    def work(self, context: ShardContext) -> dict[str, Any]:
        """Do items `context.lease.start` to `.stop`; the result is stored with the shard."""

    def finish(self, context: JobContext) -> None:
        """All shards are done: put them together, publish, and end the job."""

    def close(self) -> None:
        """Let go of what was kept open from one shard to the next."""


def run(job: ShardedJob, context: JobContext) -> None:
    """The holder's way through a sharded job."""
    plan = job.plan(context)
    with context.write() as (session, row):
        shards.plan(session, row.id, total=plan.total, size=plan.size)
        # Idle workers are told that there is something to share; those that find nothing left go back to sleep.
        for _ in range(min((plan.total - 1) // plan.size, context.settings.max_helpers)):
            outbox.add(session, QUEUE_OF[JobKind(row.kind)])
    while True:
        work_on_shards(job, context.tools, holder=context, max_attempts=context.spec.max_attempts)
        totals = report_shards(context, job.stage, job.unit)
        if totals.complete:
            break
        time.sleep(_WAIT)
    job.finish(context)


def work_on_shards(job: ShardedJob, tools: Tools, *, holder: JobContext | None, max_attempts: int) -> None:
    """Claim and do shards until there are none to claim. A helper has no `holder`."""
    while (lease := _claim(tools)) is not None:
        if lease.attempt > max_attempts:
            raise UserError(
                f"Items {lease.start} to {lease.stop - 1} have ended the process that worked on them "
                f"{max_attempts} times. One of them is probably hostile or needs more memory."
            )
        context = ShardContext(tools, lease, holder)
        result = job.work(context)
        with context.write() as (_, shard):
            shards.finish(shard, result)
        if holder is not None:
            report_shards(holder, job.stage, job.unit)


def _claim(tools: Tools) -> ShardLease | None:
    with tools.database.write() as session:
        return shards.claim(session, tools.job_id, run_id=tools.run_id, duration=tools.settings.lease)
