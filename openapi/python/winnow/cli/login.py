"""`winnow login`: keep the address and the key for later commands."""

from typing import Annotated

import typer

from winnow.cli.session import connected


def login(
    url: Annotated[str, typer.Option(help="Address of the service.", prompt=True)] = "http://127.0.0.1:8765",
    key: Annotated[str, typer.Option(help="API key.", prompt=True, hide_input=True)] = "",
) -> None:
    """Check a key and keep it, readable by you alone."""
    from winnow import credentials

    with connected(url, key) as client:
        who = client.connection.request("GET", "/v1/keys/self").json()
        path = credentials.save(credentials.Credentials(client.url, key))
    typer.echo(f"logged in to {client.url} as {who['name']}; kept in {path}")
