"""Pages of a million samples: `python -m bench.samples [--rows 1000000]`.

Synthetic rows go into a temporary SQLite file and, where a PostgreSQL server answers (WINNOW_BENCH_POSTGRES_URL, by
default the one on this machine), into a temporary database. Every listing is measured at its first page, at page
10,000 and at its last page: medians, and the first page over page 10,000 as a ratio, which stays near 1 when a page
does not grow with depth.
"""

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

import psycopg
from sqlalchemy import text
from sqlalchemy.orm import Session

from store import datasets, metadata, migrate
from store.annotations import MetadataField
from store.db import Database
from store.pages import Page, encode_cursor
from store.sample_listing import list_page
from store.samples import Sample
from store.specs.samples import SampleFilter, SampleSort

POSTGRES = os.environ.get("WINNOW_BENCH_POSTGRES_URL", "postgresql://postgres@127.0.0.1:5432/postgres")
DATABASES = ("sqlite", "postgres")
ROWS = 1_000_000
LIMIT = 50
DEEP_PAGE = 10_000
REPEATS = 15
BUDGET_MS = 50

# Facts are spread by multiplication with odd numbers, so that no order of theirs is the order of the positions.
# One sample in 10,000 is corrupt and has no facts; one in 100 is a duplicate.
_ROWS = {
    "sqlite": "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < :rows)",
    "postgresql": "WITH n(i) AS (SELECT generate_series(CAST(0 AS bigint), :rows - 1))",
}
_INSERT = """
    INSERT INTO samples (id, dataset_id, position, filename, sha256, size_bytes, format, width, height, kind, label,
                         status, sharpness, luminance, contrast, colorfulness, snr, uniform_row_ratio, phash,
                         attributes, taken_at, version_added, created_at)
    {rows}
    SELECT 'smp_' || {padded}, :dataset, i, 'camera-' || (i % 8) || '/' || (i * 7919 % 1000003) || '.jpg', {sha256},
           10000 + i * 104729 % 900001, 'JPEG', 640 + i % 3 * 320, 480 + i % 2 * 240, 'image', 'class-' || (i % 50),
           CASE WHEN i % 10000 = 9999 THEN 'corrupt' WHEN i % 100 = 50 THEN 'duplicate' ELSE 'ok' END,
           CASE WHEN i % 10000 = 9999 THEN NULL ELSE i * 15485863 % 1000003 / 1000.0 END,
           CASE WHEN i % 10000 = 9999 THEN NULL ELSE i * 32452843 % 1000003 / 1000003.0 END,
           i * 49979687 % 1000003 / 1000003.0, i * 67867967 % 1000003 / 10000.0, i * 86028121 % 1000003 / 100000.0,
           i % 7 / 7.0, '0123456789abcdef', {attributes}, :moment, 1, :moment
    FROM n
"""
_DIALECT = {
    "sqlite": {
        "padded": "printf('%026d', i)",
        "sha256": "printf('%064x', i * 2654435761)",
        "attributes": "json_object('weather', CASE i % 4 WHEN 0 THEN 'rain' ELSE 'sun' END, 'shift', i % 3)",
    },
    "postgresql": {
        "padded": "lpad(i::text, 26, '0')",
        "sha256": "lpad(to_hex(i * 2654435761), 64, '0')",
        "attributes": "jsonb_build_object('weather', CASE i % 4 WHEN 0 THEN 'rain' ELSE 'sun' END, 'shift', i % 3)",
    },
}


class Listing(NamedTuple):
    """What is asked for, and the same in SQL, which finds the cursors of the measured pages."""

    where: SampleFilter
    sort: SampleSort
    metadata: dict[str, list[str]]
    sql: str


def _listing(sql: str, sort: SampleSort = SampleSort.POSITION, *, weather: str | None = None, **where: Any) -> Listing:
    return Listing(SampleFilter(**where), sort, {} if weather is None else {"weather": [weather]}, sql)


LISTINGS = {
    "all": _listing("true ORDER BY position"),
    "status_ok": _listing("status = 'ok' ORDER BY position", status=["ok"]),
    "two_labels": _listing("label IN ('class-3', 'class-30') ORDER BY position", label=["class-3", "class-30"]),
    "corrupt": _listing("status = 'corrupt' ORDER BY position", status=["corrupt"]),
    "sharpest_first": _listing(
        "true ORDER BY sharpness IS NULL, sharpness DESC, position DESC", SampleSort.SHARPNESS_DESC
    ),
    "ok_darkest_first": _listing(
        "status = 'ok' ORDER BY luminance IS NULL, luminance, position", SampleSort.LUMINANCE, status=["ok"]
    ),
    "folder_by_filename": _listing(
        "filename >= 'camera-3/' AND filename < 'camera-30' ORDER BY filename, position",
        SampleSort.FILENAME, filename_prefix="camera-3/",
    ),
    "sharp": _listing("sharpness >= 500 ORDER BY position", sharpness_min=500),
    "very_sharp": _listing("sharpness >= 997 ORDER BY position", sharpness_min=997),
    "metadata": _listing("position % 4 = 0 ORDER BY position", weather="rain"),
}  # fmt: skip


def main() -> None:
    """Print one line of JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--database", choices=DATABASES, help="only this one")
    arguments = parser.parse_args()
    names = DATABASES if arguments.database is None else (arguments.database,)
    print(json.dumps({"bench": "samples", **run(names, rows=arguments.rows)}))


def run(names: Sequence[str], *, rows: int = ROWS) -> dict[str, Any]:
    """Ratios, checks and figures of the databases called so. Prints a table on standard error."""
    figures: dict[str, float] = {}
    for name, database in databases(names):
        started = time.perf_counter()
        dataset_id = fill(database, rows)
        figures[f"{name}_fill_seconds"] = round(time.perf_counter() - started, 1)
        figures |= _measure(name, database, dataset_id)
    pages = {key: value for key, value in figures.items() if key.endswith("_ms")}
    ratios = {
        key.replace("_page_1_ms", "_page_1_over_10000"): round(value / figures[key.replace("_1_ms", "_10000_ms")], 3)
        for key, value in figures.items()
        if key.endswith("_page_1_ms")
    }
    checks = {
        "under_50ms_sqlite": all(value < BUDGET_MS for key, value in pages.items() if key.startswith("sqlite")),
        "under_50ms_postgres": any(key.startswith("postgres") for key in pages)
        and all(value < BUDGET_MS for key, value in pages.items() if key.startswith("postgres")),
    }
    return {"ratios": ratios, "checks": checks, "figures": figures}


def _measure(name: str, database: Database, dataset_id: str) -> dict[str, float]:
    figures: dict[str, float] = {}
    print(f"{name:10} {'listing':26} {'page 1':>9} {'page 10k':>9} {'last':>9}  (ms)", file=sys.stderr)
    for listing in LISTINGS:
        deep, last = _cursors(database, dataset_id, listing)
        for page, cursor in (("1", None), ("10000", deep), ("last", last)):
            figures[f"{name}_{listing}_page_{page}_ms"] = _median_ms(database, dataset_id, listing, cursor)
        row = [figures[f"{name}_{listing}_page_{page}_ms"] for page in ("1", "10000", "last")]
        print(f"{'':10} {listing:26} " + " ".join(f"{value:9.2f}" for value in row), file=sys.stderr)
    return figures


def _page(session: Session, dataset_id: str, listing: str, cursor: str | None) -> Page[Sample]:
    where, sort, wanted, _ = LISTINGS[listing]
    conditions = metadata.conditions(session, dataset_id, wanted)
    return list_page(session, dataset_id, 1, limit=LIMIT, cursor=cursor, where=where, metadata=conditions, sort=sort)


def _cursors(database: Database, dataset_id: str, listing: str) -> tuple[str | None, str | None]:
    """Cursors of page 10,000, or of the middle of a shorter listing, and of the last page."""
    _, sort, _, sql = LISTINGS[listing]
    query = text(f"SELECT position FROM samples WHERE dataset_id = :dataset AND {sql}")
    with database.read() as session:
        positions = session.scalars(query, {"dataset": dataset_id}).all()
    if len(positions) <= LIMIT:
        return None, None
    deep = min((DEEP_PAGE - 1) * LIMIT, len(positions) // 2)
    last = (len(positions) - 1) // LIMIT * LIMIT
    return encode_cursor(str(sort), positions[deep - 1]), encode_cursor(str(sort), positions[last - 1])


def _median_ms(database: Database, dataset_id: str, listing: str, cursor: str | None) -> float:
    return statistics.median(
        _milliseconds(lambda: _read(database, dataset_id, listing, cursor)) for _ in range(REPEATS)
    )


def _read(database: Database, dataset_id: str, listing: str, cursor: str | None) -> None:
    with database.read() as session:
        _page(session, dataset_id, listing, cursor)


def _milliseconds(work: Callable[[], None]) -> float:
    started = time.perf_counter()
    work()
    return round((time.perf_counter() - started) * 1000, 2)


def fill(database: Database, rows: int) -> str:
    dialect = database.engine.dialect.name
    with database.write() as session:
        dataset = datasets.create(session, name="bench")
        session.flush()
        statement = text(_INSERT.format(rows=_ROWS[dialect], **_DIALECT[dialect]))
        session.execute(
            statement, {"rows": rows, "dataset": dataset.id, "moment": datetime.now(UTC).replace(tzinfo=None)}
        )
        for name, type_ in (("weather", "string"), ("shift", "integer")):
            session.add(MetadataField(dataset_id=dataset.id, name=name, type=type_, count=rows))
        dataset.version = 1
    if not database.is_sqlite:
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE samples"))
    return dataset.id


def databases(names: Sequence[str]) -> Iterator[tuple[str, Database]]:
    if "sqlite" in names:
        with tempfile.TemporaryDirectory() as folder, _opened(f"sqlite:///{Path(folder) / 'bench.db'}") as database:
            yield "sqlite", database
    if "postgres" not in names:
        return
    name = f"winnow_bench_{uuid4().hex[:12]}"
    with suppress(psycopg.OperationalError):
        with psycopg.connect(POSTGRES, autocommit=True, connect_timeout=3) as connection:
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE template0'.encode())
        url = f"{POSTGRES.rsplit('/', 1)[0]}/{name}".replace("postgresql://", "postgresql+psycopg://")
        try:
            with _opened(url) as database:
                yield "postgres", database
        finally:
            with psycopg.connect(POSTGRES, autocommit=True) as connection:
                connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())


@contextmanager
def _opened(url: str) -> Iterator[Database]:
    database = Database(url)
    try:
        migrate.upgrade(database)
        yield database
    finally:
        database.close()


if __name__ == "__main__":
    main()
