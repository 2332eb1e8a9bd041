"""Connections and transactions. The two context managers here are the only places that commit."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, func, make_url, select
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

from store.ownership import SCOPE, Scope

_WRITES = "winnow_writes"


class Database:
    """One engine with a context manager for reading and one for writing.

    A write transaction on SQLite starts with BEGIN IMMEDIATE: it takes the write lock at once and waits for it, where a
    deferred one would fail with "database is locked" when it turns from reading to writing.
    """

    def __init__(self, url: str) -> None:
        from store import tables  # imports this module; foreign keys resolve only when every table is known

        assert tables.Base.metadata.tables
        self.url = url
        self.engine = _make_engine(url)

    @property
    def is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def read(self, scope: Scope | None = None) -> Iterator[Session]:
        """A consistent snapshot; whatever is changed in it is thrown away.

        With a `scope` it holds one workspace's rows and no others; a worker or a chore has none.
        """
        with self._session(scope) as session:
            yield session

    @contextmanager
    def write(self, scope: Scope | None = None) -> Iterator[Session]:
        """One transaction: committed when the block ends, rolled back when it raises. `scope` as in `read`."""
        with self._session(scope) as session:
            session.connection(execution_options={_WRITES: True, SCOPE: scope})
            yield session
            session.commit()
            if scope is not None and scope.cause is not None:
                scope.cause.told = True

    def _session(self, scope: Scope | None) -> Session:
        return Session(self.engine, expire_on_commit=False, info={SCOPE: scope})

    def close(self) -> None:
        self.engine.dispose()


def now(session: Session) -> datetime:
    """The database's clock: leases are compared by one clock, however far those of the machines are apart."""
    if session.get_bind().dialect.name == "sqlite":
        return datetime.now(UTC)
    moment: datetime = session.execute(select(func.clock_timestamp())).scalar_one()
    return moment.astimezone(UTC)


def _make_engine(url: str) -> Engine:
    if make_url(url).get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True, pool_size=10, max_overflow=20)
    path = make_url(url).database
    if path:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url)
    event.listen(engine, "connect", _configure_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _configure_sqlite(connection: DBAPIConnection, record: ConnectionPoolEntry) -> None:
    del record
    assert isinstance(connection, sqlite3.Connection)
    # The driver's own transaction control starts too late and in the wrong mode: BEGIN is sent by _begin_sqlite.
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "busy_timeout=60000"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    options: dict[str, Any] = dict(connection.get_execution_options())
    connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get(_WRITES) else "BEGIN")
