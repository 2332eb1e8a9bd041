"""`winnow jobs` and `winnow watch`."""

from typing import Annotated

import typer

from winnow.cli import show
from winnow.cli.session import JsonOption, KeyOption, UrlOption, connected

app = typer.Typer(no_args_is_help=True, help="Jobs: list, show, submit, cancel, retry, logs.")
_COLUMNS = ("id", "kind", "name", "state", "attempt", "created_at", "finished_at")
JobArgument = Annotated[str, typer.Argument(help="id of a job", metavar="JOB")]


@app.command("list")
def list_(
    state: Annotated[list[str] | None, typer.Option(help="only these states")] = None,
    dataset: Annotated[str | None, typer.Option(help="only of this dataset")] = None,
    limit: Annotated[int, typer.Option(min=1, help="at most so many")] = 50,
    url: UrlOption = None,
    key: KeyOption = None,
    json: JsonOption = False,
) -> None:
    """List jobs, newest first."""
    filters: dict[str, object] = {}
    if state:
        filters["state"] = state
    if dataset:
        filters["dataset_id"] = dataset
    with connected(url, key) as client:
        found = (job.to_dict() for _, job in zip(range(limit), client.jobs.list(**filters), strict=False))
        show.table(found, _COLUMNS, to_json=json)


@app.command("show")
def show_(job: JobArgument, url: UrlOption = None, key: KeyOption = None, json: JsonOption = False) -> None:
    """Show one job."""
    with connected(url, key) as client:
        show.finish(client.jobs.get(job), wait=False, to_json=json)


@app.command()
def submit(
    spec: Annotated[typer.FileText, typer.Argument(help="a JSON file with a job's spec; - for stdin")],
    wait: Annotated[bool, typer.Option(help="Wait for its end.")] = True,
    url: UrlOption = None,
    key: KeyOption = None,
    json: JsonOption = False,
) -> None:
    """Submit any job or pipeline."""
    import json as json_

    with connected(url, key) as client:
        show.finish(client.jobs.create(json_.load(spec)), wait=wait, to_json=json)


@app.command()
def cancel(job: JobArgument, url: UrlOption = None, key: KeyOption = None) -> None:
    """Ask a job to stop."""
    with connected(url, key) as client:
        typer.echo(client.jobs.get(job).cancel().state)


@app.command()
def retry(job: JobArgument, url: UrlOption = None, key: KeyOption = None) -> None:
    """Queue a job again that failed or was cancelled."""
    with connected(url, key) as client:
        typer.echo(client.jobs.get(job).retry().state)


@app.command()
def logs(job: JobArgument, url: UrlOption = None, key: KeyOption = None) -> None:
    """Print what a job has said."""
    with connected(url, key) as client:
        typer.echo(client.jobs.get(job).logs(), nl=False)


def watch(
    job: JobArgument,
    url: UrlOption = None,
    key: KeyOption = None,
    json: JsonOption = False,
) -> None:
    """Follow a job to its end: with --json every event as one line. Fails when the job does."""
    with connected(url, key) as client:
        found = client.jobs.get(job)
        if json:
            for event in found.events():
                show.as_json(event._asdict())
            found.refresh().wait()
        else:
            show.finish(found, wait=True, to_json=False)
