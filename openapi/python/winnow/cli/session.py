"""A connected client for a command, and errors as a sentence and an exit code."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from winnow import Winnow

UrlOption = Annotated[str | None, typer.Option("--url", help="Address of the service (WINNOW_URL).")]
KeyOption = Annotated[
    str | None, typer.Option("--key", help="API key; better in WINNOW_API_KEY or kept by `winnow login`.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]


@contextmanager
def connected(url: str | None, key: str | None) -> Iterator["Winnow"]:
    """The client. What the service or a job refuses ends the command with its sentence on stderr."""
    from winnow import Winnow, errors

    try:
        with Winnow(url, key) as client:
            yield client
    except BrokenPipeError:
        # Whoever reads the output, `head` perhaps, has seen enough. Python must not complain about it at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(0) from None
    except errors.ConnectionFailed as error:
        typer.secho(str(error), err=True, fg="red")
        raise typer.Exit(3) from None
    except errors.Unauthorized as error:
        typer.secho(f"{error}\nSet WINNOW_API_KEY or run `winnow login`.", err=True, fg="red")
        raise typer.Exit(1) from None
    except (errors.WinnowError, OSError) as error:
        typer.secho(str(error), err=True, fg="red")
        raise typer.Exit(1) from None
