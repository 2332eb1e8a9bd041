"""The gateway over a fresh database (SQLite and PostgreSQL in turn) and a local object store."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from anyio.from_thread import BlockingPortal, start_blocking_portal
from pydantic import SecretStr

from service.app import create_app
from service.gateway import Gateway
from store.db import Database
from store.settings import Settings
from tests.service.client import KEY, Client

MakeClient = Callable[..., Client]


@pytest.fixture(scope="session")
def portal() -> Iterator[BlockingPortal]:
    with start_blocking_portal() as portal:
        yield portal


@pytest.fixture
def make_client(portal: BlockingPortal, database_url: str, tmp_path: Path) -> Iterator[MakeClient]:
    """Make clients of gateways with settings of their own, all over the same database and blobs."""
    clients: list[Client] = []

    def make(key: str | None = KEY, **overrides: Any) -> Client:
        settings = Settings(
            data_dir=tmp_path,
            database_url=SecretStr(database_url),
            api_key=SecretStr(KEY) if key else None,
            sse_lifetime=overrides.pop("sse_lifetime", timedelta(seconds=20)),
            **overrides,
        )
        clients.append(Client(portal, create_app(settings), key=key))
        return clients[-1]

    yield make
    for client in clients:
        client.close()


@pytest.fixture
def client(make_client: MakeClient) -> Client:
    return make_client()


@pytest.fixture
def gateway(client: Client) -> Gateway:
    found: Gateway = client.app.state.gateway
    return found


@pytest.fixture
def database(gateway: Gateway) -> Database:
    """The client's own."""
    return gateway.database
