"""The command line of the client. `register` adds its commands to any typer application.

Exit codes: 0 done, 1 the service said no or a job did not succeed, 2 wrong usage, 3 the service cannot be reached.
"""

import typer

from winnow.cli import datasets, jobs, keys, login, work

NAMES = ("login", "datasets", "upload", "train", "embed", "select", "export", "jobs", "watch", "keys")


def register(app: typer.Typer) -> None:
    """Add login, datasets, upload, train, embed, select, export, jobs, watch and keys."""
    app.command("login")(login.login)
    app.add_typer(datasets.app, name="datasets")
    app.command("upload")(work.upload)
    app.command("train")(work.train)
    app.command("embed")(work.embed)
    app.command("select")(work.select)
    app.command("export")(work.export)
    app.add_typer(jobs.app, name="jobs")
    app.command("watch")(jobs.watch)
    app.add_typer(keys.app, name="keys")


def main() -> None:
    """The console script of the package `winnow-client`."""
    app = typer.Typer(no_args_is_help=True, help="Winnow finds the few images worth labelling.")
    register(app)
    app()
