"""Breakpoints inside real processes, without a hook in the product: Python imports this module at its start.

The folder WINNOW_BREAKPOINTS holds one file for every armed point. The first process that comes by takes the file (by
renaming it, so there is only one) and waits until the test removes it or kills somebody. A file that is not empty names
something else to do, by everybody who comes by. What a point is called is said beside its patch.
tests/crash/breakpoints.py is the other side.
"""

import functools
import importlib.abc
import importlib.machinery
import importlib.util
import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

FOLDER = Path(os.environ.get("WINNOW_BREAKPOINTS", "/nonexistent"))


def reach(point: str) -> None:
    """If somebody has armed this point, do what it says there; else stop here until it is released."""
    armed, taken = FOLDER / f"{point}.armed", FOLDER / f"{point}.{os.getpid()}"
    try:
        act = armed.read_text()
        if act:
            ACTS[act]()
            return
        armed.rename(taken)
    except FileNotFoundError:
        return
    while taken.exists():
        time.sleep(0.02)


def crash() -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def eat() -> None:
    """Take a gigabyte of memory, which no job is given here, and keep it."""
    eaten = bytearray(os.urandom(1024)) * 1024**2
    while eaten:
        time.sleep(0.1)


def idle() -> None:
    """Do nothing for ever; SIGTERM ends it."""
    while True:
        time.sleep(0.1)


def refuse() -> None:
    """Do nothing for ever, and note that SIGTERM came instead of obeying."""
    signal.signal(signal.SIGTERM, lambda *_: (FOLDER / f"refused.{os.getpid()}").touch())
    (FOLDER / f"refusing.{os.getpid()}").touch()
    idle()


ACTS = {"crash": crash, "eat": eat, "idle": idle, "refuse": refuse}


def before(owner: Any, name: str, point: Callable[..., str]) -> None:
    original = getattr(owner, name)

    @functools.wraps(original)
    def patched(*args: Any, **kwargs: Any) -> Any:
        reach(point(*args, **kwargs))
        return original(*args, **kwargs)

    setattr(owner, name, patched)


def after(owner: Any, name: str, point: Callable[..., str]) -> None:
    original = getattr(owner, name)

    @functools.wraps(original)
    def patched(*args: Any, **kwargs: Any) -> Any:
        result = original(*args, **kwargs)
        reach(point(result, *args, **kwargs))
        return result

    setattr(owner, name, patched)


def around_block(owner: Any, name: str, *, inside: str, behind: str) -> None:
    """For a context manager: `inside` after its body, before it commits; `behind` when it has."""
    original = getattr(owner, name)

    @contextmanager
    def patched(*args: Any, **kwargs: Any) -> Any:
        with original(*args, **kwargs) as value:
            yield value
            reach(inside)
        reach(behind)

    setattr(owner, name, patched)


def patch_context(module: ModuleType) -> None:
    # stage-<name>: the job has reported progress of that stage; no transaction is open.
    after(module.JobContext, "progress", lambda result, self, stage, *rest, **more: f"stage-{stage}")
    after(module.ShardContext, "progress", lambda result, self, stage, *rest, **more: f"shard-{stage}")
    # started: the process of a claimed job is about to do something.
    after(module.JobContext, "__init__", lambda result, *args: "started")
    # committing: everything is written, nothing committed. succeeded: the result is committed, the process still there.
    around_block(module.JobContext, "succeed", inside="committing", behind="succeeded")


def patch_files(module: ModuleType) -> None:
    # published: an artifact is stored, and no row names it yet.
    after(module, "publish", lambda result, *args: "published")


def patch_train(module: ModuleType) -> None:
    # epoch-<n>-saved: the pointer to the training state has moved.
    after(module.Keeper, "save", lambda result, self, path, epoch: f"epoch-{epoch}-saved")
    before(module.Keeper, "save", lambda self, path, epoch: f"epoch-{epoch}-ends")


def patch_slot(module: ModuleType) -> None:
    # claimed: the supervisor holds a lease, and no process was started.
    after(module, "_claim", lambda result, *args: "idle" if result is None else "claimed")


def patch_supervisor(module: ModuleType) -> None:
    # beat: the supervisor is about to renew its lease.
    before(module.Supervisor, "_beat", lambda self, moment: "beat")


def patch_outbox(module: ModuleType) -> None:
    # sent: the broker has the hints, and the outbox does not know.
    before(module, "mark_dispatched", lambda session, ids: "sent")


def patch_embed(module: ModuleType) -> None:
    module._SHARD = 8  # type: ignore[attr-defined] # images: enough shards for two workers in a small dataset


def patch_app(module: ModuleType) -> None:
    # A broker takes a message for lost a second after a worker has fetched it; by default that is an hour.
    module.app.conf.broker_transport_options = {"visibility_timeout": 1}


def patch_submit(module: ModuleType) -> None:
    from sqlalchemy import event
    from sqlalchemy.orm import Session

    def submitted(job: Any, session: Session, *rest: Any, **more: Any) -> str:
        session.info["submitted"] = True
        return "submitted"

    def committed(session: Session) -> None:
        if not session.in_nested_transaction() and session.info.pop("submitted", False):
            reach("acknowledging")

    # submitted: the job is written, not committed. acknowledging: it is committed, and the client has heard nothing.
    after(module, "submit", submitted)
    event.listen(Session, "after_commit", committed)


PATCHES: dict[str, Callable[[ModuleType], None]] = {
    "worker.engine.app": patch_app,
    "worker.engine.context": patch_context,
    "worker.jobs.files": patch_files,
    "worker.jobs.train": patch_train,
    "worker.jobs.embed": patch_embed,
    "worker.engine.slot": patch_slot,
    "worker.engine.supervisor": patch_supervisor,
    "store.jobs.outbox": patch_outbox,
    "store.jobs.submit": patch_submit,
}


class Finder(importlib.abc.MetaPathFinder):
    """Lets the usual finders find a module and patches it when it has been executed."""

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        patch = PATCHES.get(name)
        spec = importlib.machinery.PathFinder.find_spec(name, path) if patch else None
        if patch is None or spec is None or spec.loader is None:
            return None
        execute = spec.loader.exec_module

        def execute_and_patch(module: ModuleType) -> None:
            execute(module)
            patch(module)

        spec.loader.exec_module = execute_and_patch  # type: ignore[method-assign]
        return spec


if FOLDER.is_dir():
    sys.meta_path.insert(0, Finder())
