"""One module per kind of job: each reads what the job needs, calls the stage's library and writes back."""

from collections.abc import Callable
from importlib import import_module

from store.specs.jobs import JobKind
from worker.engine.context import JobContext
from worker.engine.sharded import ShardedJob


def load(kind: str) -> Callable[[JobContext], None] | ShardedJob:
    """The implementation of a kind. Imported on demand: an export should not wait for torch."""
    module = import_module(f"worker.jobs.{JobKind(kind)}")
    job: Callable[[JobContext], None] | ShardedJob = module.job
    return job
