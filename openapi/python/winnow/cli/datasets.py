"""`winnow datasets`."""

from typing import Annotated

import typer

from winnow.cli import show
from winnow.cli.session import JsonOption, KeyOption, UrlOption, connected

app = typer.Typer(no_args_is_help=True, help="Datasets: create, list, show, delete.")
_COLUMNS = ("id", "name", "version", "sample_count", "ok_count", "created_at")
DatasetArgument = Annotated[str, typer.Argument(help="id of a dataset", metavar="DATASET")]


@app.command()
def create(
    name: Annotated[str, typer.Argument(help="for people")],
    description: str = "",
    url: UrlOption = None,
    key: KeyOption = None,
    json: JsonOption = False,
) -> None:
    """Make an empty dataset and print its id."""
    with connected(url, key) as client:
        dataset = client.datasets.create(name, description=description)
    if json:
        show.as_json(dataset.to_dict())
    else:
        typer.echo(dataset.id)


@app.command("list")
def list_(url: UrlOption = None, key: KeyOption = None, json: JsonOption = False) -> None:
    """List datasets, newest first."""
    with connected(url, key) as client:
        show.table((dataset.to_dict() for dataset in client.datasets.list()), _COLUMNS, to_json=json)


@app.command("show")
def show_(dataset: DatasetArgument, url: UrlOption = None, key: KeyOption = None, json: JsonOption = False) -> None:
    """Show one dataset."""
    with connected(url, key) as client:
        show.table([client.datasets.get(dataset).to_dict()], _COLUMNS, to_json=json)


@app.command()
def delete(
    dataset: DatasetArgument,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    url: UrlOption = None,
    key: KeyOption = None,
) -> None:
    """Delete a dataset and everything made from it."""
    if not yes:
        typer.confirm(f"Delete {dataset} and everything made from it?", abort=True)
    with connected(url, key) as client:
        client.datasets.delete(dataset)
