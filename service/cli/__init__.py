"""The command line: `winnow up` for a laptop, a command per process for containers, `winnow demo` for a first look.

The client's commands (login, upload, train ...) come from the package `winnow`.
"""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError

from store import __version__
from store.settings import Settings
from winnow import cli as client_commands
from winnow import credentials

app = typer.Typer(no_args_is_help=True, help="Winnow finds the few images worth labelling.")
_Option = typer.Option


@app.command()
def up(
    host: Annotated[str | None, _Option(help="Listen on this address (WINNOW_HOST).")] = None,
    port: Annotated[int | None, _Option(help="Listen on this port (WINNOW_PORT).")] = None,
    data_dir: Annotated[Path | None, _Option(help="Keep everything here (WINNOW_DATA_DIR).")] = None,
) -> None:
    """Run gateway, dispatcher, worker and broker together; Ctrl-C ends them all."""
    from service.cli.up import run

    overrides = {"WINNOW_HOST": host, "WINNOW_PORT": port, "WINNOW_DATA_DIR": data_dir}
    os.environ.update({name: str(value) for name, value in overrides.items() if value is not None})
    raise typer.Exit(run(_settings()))


@app.command()
def migrate() -> None:
    """Bring the database to the newest schema."""
    from store.db import Database
    from store.migrate import upgrade

    upgrade(Database(_settings().database))


@app.command()
def gateway() -> None:
    """Run the HTTP gateway alone."""
    _settings()
    from service.__main__ import main as serve

    serve()


@app.command()
def dispatcher() -> None:
    """Run a dispatcher alone."""
    _settings()
    from service.dispatcher import main as dispatch

    dispatch()


@app.command()
def worker() -> None:
    """Run a worker alone; it needs the extra `worker`."""
    _settings()
    # A process of its own, not an import: the gateway's side never touches the worker's code.
    os.execv(sys.executable, [sys.executable, "-m", "worker"])  # noqa: S606 - there is no shell to miss


@app.command()
def worker_health() -> None:
    """Exit with 0 if a worker of this host has been seen within its lease: a container's health check."""
    import socket

    from store import workers
    from store.db import Database

    settings = _settings()
    with Database(settings.database).read() as session:
        alive = workers.alive(session, within=settings.lease)
    raise typer.Exit(0 if any(one.host == socket.gethostname() for one in alive) else 1)


@app.command()
def demo(
    data: Annotated[Path | None, _Option(help="A folder or archive of images instead of the digits.")] = None,
    url: Annotated[str | None, _Option(help="A running service; without it one is started and ended.")] = None,
    samples: Annotated[int | None, _Option(help="How many samples to select.", min=1)] = None,
    epochs: Annotated[int | None, _Option(help="How long to train.", min=1)] = None,
) -> None:
    """Show the main job on real images, over HTTP: upload, train, embed, select, export."""
    from service.cli.demo import run

    raise typer.Exit(run(_settings(), data=data, url=url, n_samples=samples, epochs=epochs))


@app.command()
def version() -> None:
    """Print the version."""
    typer.echo(__version__)


@app.callback()
def prepare(context: typer.Context) -> None:
    """Offer the first key of the data folder to the client's commands, for the service of this machine alone."""
    if context.invoked_subcommand not in client_commands.NAMES:
        return
    from service.cli import first_key

    settings = _settings()
    if (key := first_key.find(settings)) is not None:
        credentials.offer(credentials.Credentials(f"http://{settings.host}:{settings.port}", key))


client_commands.register(app)


def main() -> None:
    app()


def _settings() -> Settings:
    try:
        return Settings()
    except ValidationError as error:
        for problem in error.errors():
            name = "WINNOW_" + "_".join(str(part) for part in problem["loc"]).upper() if problem["loc"] else "settings"
            typer.echo(f"{name}: {problem['msg'].removeprefix('Value error, ')}", err=True)
        raise typer.Exit(2) from None
