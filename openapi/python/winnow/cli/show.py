"""Printing: tables for people, JSON for programs, a bar for a job."""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from winnow._sync.jobs import Job, OnProgress


def as_json(value: Any) -> None:
    """One JSON document on stdout."""
    typer.echo(json.dumps(value, default=str))


def table(rows: Iterable[dict[str, Any]], columns: Sequence[str], *, to_json: bool) -> None:
    """Rows as a table, or each as one line of JSON."""
    from rich.console import Console
    from rich.table import Table

    if to_json:
        for row in rows:
            as_json(row)
        return
    shown = Table(*columns, box=None, header_style="bold", pad_edge=False)
    for row in rows:
        shown.add_row(*("" if row.get(name) is None else str(row[name]) for name in columns))
    Console(soft_wrap=True).print(shown)


@contextmanager
def job_bars() -> Iterator["OnProgress"]:
    """A function for `Job.wait` that shows how far a job, or each child of a pipeline, has come, on stderr."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description:<32}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as bars:
        tasks: dict[str, Any] = {}

        def show(job: Any) -> None:
            data = job.to_dict()
            for one in data.get("children") or [data]:
                _move(bars, tasks, one)

        yield show


def _move(bars: Any, tasks: dict[str, Any], job: dict[str, Any]) -> None:
    progress = job.get("progress")
    if progress is None:
        return
    name = job.get("child_name") or job["kind"]
    title = f"{name}: {progress['stage']}" if progress["stage"] != name else name
    if job["id"] not in tasks:
        tasks[job["id"]] = bars.add_task(title, total=progress["total"])
    bars.update(tasks[job["id"]], description=title, total=progress["total"], completed=progress["done"])


def finish(job: "Job", *, wait: bool, to_json: bool) -> None:
    """Wait for a job if that is wished, and print what became of it: its result, or its id."""
    if wait:
        if to_json:
            job.wait()
        else:
            with job_bars() as show:
                job.wait(on_progress=show)
    if to_json:
        as_json(job.data.to_dict())
        return
    typer.echo(job.id if not wait else f"{job.id} {job.state}")
    for name, value in job.result.items():
        if isinstance(value, str | int | float):
            typer.echo(f"{name} {value}")
