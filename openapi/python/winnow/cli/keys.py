"""`winnow keys`: who may use the service."""

from typing import Annotated

import typer

from winnow.cli import show
from winnow.cli.session import JsonOption, KeyOption, UrlOption, connected

app = typer.Typer(no_args_is_help=True, help="API keys: create, list, rotate, revoke. Needs the scope admin.")
_COLUMNS = ("id", "name", "scopes", "created_at", "expires_at", "last_used_at")
KeyArgument = Annotated[str, typer.Argument(help="id of a key", metavar="KEY_ID")]


@app.command()
def create(
    name: Annotated[str, typer.Argument(help="for people: who will use it")],
    scope: Annotated[list[str], typer.Option(help="datasets:read, datasets:write, jobs:run, exports:read or admin")],
    url: UrlOption = None,
    key: KeyOption = None,
    json: JsonOption = False,
) -> None:
    """Make a key and print it, this once."""
    with connected(url, key) as client:
        made = client.connection.request("POST", "/v1/keys", json={"name": name, "scopes": scope}).json()
    _print(made, to_json=json)


@app.command("list")
def list_(url: UrlOption = None, key: KeyOption = None, json: JsonOption = False) -> None:
    """List keys, newest first."""
    with connected(url, key) as client:
        from winnow._sync.pages import each
        from winnow.core.api.keys import keys_list
        from winnow.core.models import Key

        found = each(Key, client.connection, keys_list.sync_detailed)
        show.table((one.to_dict() for one in found), _COLUMNS, to_json=json)


@app.command()
def rotate(
    key_id: KeyArgument,
    overlap: Annotated[int, typer.Option(help="seconds for which the present text works on")] = 3600,
    url: UrlOption = None,
    key: KeyOption = None,
    json: JsonOption = False,
) -> None:
    """Give a key a new text and print it, this once."""
    with connected(url, key) as client:
        body = {"overlap_seconds": overlap}
        made = client.connection.request("POST", f"/v1/keys/{key_id}/rotate", json=body).json()
    _print(made, to_json=json)


@app.command()
def revoke(key_id: KeyArgument, url: UrlOption = None, key: KeyOption = None) -> None:
    """End a key at once."""
    with connected(url, key) as client:
        client.connection.request("DELETE", f"/v1/keys/{key_id}")


def _print(made: dict[str, object], *, to_json: bool) -> None:
    if to_json:
        show.as_json(made)
    else:
        typer.echo(made["key"])
