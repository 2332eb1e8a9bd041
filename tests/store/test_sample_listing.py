"""Pages of samples by any fact, in any order, against sorting everything by hand."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from store import sample_listing
from store.db import Database
from store.errors import InvalidField
from store.sample_listing import list_page
from store.samples import Sample
from store.specs.samples import SampleFilter, SampleSort
from tests.service.factories import add_dataset
from tests.store.rows import add_rows

_MOMENT = datetime(2024, 5, 1, tzinfo=UTC)
_KEYS: dict[str, Any] = {
    "position": lambda row: row["position"],
    "filename": lambda row: row["filename"].encode(),
    "size": lambda row: row["size_bytes"],
    "taken": lambda row: row["taken_at"],
}

_facts = st.fixed_dictionaries(
    {
        "status": st.sampled_from(["ok", "ok", "corrupt", "duplicate"]),
        "label": st.sampled_from([None, "cat", "dog"]),
        "size_bytes": st.integers(0, 3),
        "sharpness": st.none() | st.sampled_from([0.0, -0.0, 0.1, 1e300, -2.5]),
        "taken_at": st.none() | st.integers(0, 2).map(lambda days: _MOMENT + timedelta(days=days)),
        "stem": st.text(st.characters(codec="utf-8", exclude_characters="\x00/"), max_size=2) | st.sampled_from("ab"),
        "version_deleted": st.sampled_from([None, None, 2]),
    }
)
_slow_database = settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)


@given(rows=st.lists(_facts, max_size=14), sort=st.sampled_from(SampleSort), data=st.data())
@_slow_database
def test_pages_are_what_a_sort_by_hand_gives(
    database: Database, rows: list[dict[str, Any]], sort: SampleSort, data: st.DataObject
) -> None:
    dataset_id = _dataset(database, rows)
    where = SampleFilter(
        status=data.draw(st.none() | st.just(["ok"]) | st.just(["ok", "corrupt"])),
        label=data.draw(st.none() | st.just(["cat"])),
        sharpness_min=data.draw(st.none() | st.just(0.0)),
        sharpness_max=data.draw(st.none() | st.just(0.1)),
        filename_prefix=data.draw(st.none() | st.just("a") | st.just("b/")),
    )
    # Both ways of answering a filter, as it would be with few and with very many samples.
    few, sample_listing._FEW = sample_listing._FEW, data.draw(st.sampled_from([0, 5000]))
    try:
        for version in (1, 2):
            assert _walk(database, dataset_id, version, where, sort, limit=data.draw(st.integers(1, 4))) == _by_hand(
                rows, version, where, sort
            )
    finally:
        sample_listing._FEW = few


def _dataset(database: Database, rows: list[dict[str, Any]]) -> str:
    with database.write() as session:
        session.execute(delete(Sample))
    dataset_id = add_dataset(database, name=f"d{datetime.now(UTC).timestamp()}")
    for position, row in enumerate(rows):
        row["position"] = position
        row["filename"] = f"{row['stem']}/{position}"
    add_rows(database, dataset_id, [{k: v for k, v in row.items() if k != "stem"} for row in rows])
    return dataset_id


def _walk(
    database: Database, dataset_id: str, version: int, where: SampleFilter, sort: SampleSort, *, limit: int
) -> list[int]:
    found: list[int] = []
    cursor = None
    while True:
        with database.read() as session:
            page = list_page(session, dataset_id, version, limit=limit, cursor=cursor, where=where, sort=sort)
        assert len(page.items) == limit or page.next_cursor is None
        found += [sample.position for sample in page.items]
        cursor = page.next_cursor
        if cursor is None:
            return found


def _by_hand(rows: list[dict[str, Any]], version: int, where: SampleFilter, sort: SampleSort) -> list[int]:
    chosen = [
        row
        for row in rows
        if (row["version_deleted"] is None or row["version_deleted"] > version)
        and (where.status is None or row["status"] in where.status)
        and (where.label is None or row["label"] in where.label)
        and (where.sharpness_min is None or (row["sharpness"] is not None and row["sharpness"] >= 0))
        and (where.sharpness_max is None or (row["sharpness"] is not None and row["sharpness"] <= 0.1))
        and row["filename"].startswith(where.filename_prefix or "")
    ]
    key = _KEYS.get(sort.fact, lambda row: row.get(sort.fact))
    known = [row for row in chosen if key(row) is not None]
    unknown = [row for row in chosen if key(row) is None]
    known.sort(key=lambda row: (key(row), row["position"]), reverse=sort.descending)
    unknown.sort(key=lambda row: row["position"], reverse=sort.descending)
    return [row["position"] for row in [*known, *unknown]]


def test_every_filter_keeps_what_it_says(database: Database) -> None:
    dataset_id = add_dataset(database)
    plain: dict[str, Any] = {
        "filename": "a/1.jpg", "sha256": "a" * 64, "phash": "a" * 16, "kind": "image", "format": "JPEG", "width": 100,
        "height": 50, "size_bytes": 1000, "label": "a", "sharpness": 1.0, "luminance": 0.5, "contrast": 0.5,
        "colorfulness": 10.0, "snr": 3.0, "uniform_row_ratio": 0.1, "taken_at": _MOMENT, "parent_id": None,
    }  # fmt: skip
    other: dict[str, Any] = {
        "filename": "b/1.jpg", "sha256": "b" * 64, "phash": "b" * 16, "kind": "crop", "format": "PNG", "width": 200,
        "height": 150, "size_bytes": 2000, "label": "b", "sharpness": 2.0, "luminance": 0.75, "contrast": 0.75,
        "colorfulness": 20.0, "snr": 4.0, "uniform_row_ratio": 0.2, "taken_at": _MOMENT + timedelta(days=2),
        "parent_id": "smp_" + "0" * 26, "status": "duplicate",
    }  # fmt: skip
    add_rows(database, dataset_id, [plain, other, {"filename": "none"}])

    def positions(**where: Any) -> list[int]:
        return _walk(database, dataset_id, 1, SampleFilter(**where), SampleSort.POSITION, limit=10)

    assert positions(kind=["crop"]) == [1]
    assert positions(format=["jpeg", "webp"]) == [0]
    assert positions(filename_prefix="b/") == [1]
    assert positions(sha256="b" * 64) == positions(phash="b" * 16) == positions(parent_id="smp_" + "0" * 26) == [1]
    assert positions(status=["duplicate"]) == [1]
    for name, edge in {
        "width": 150, "height": 100, "size": 1500, "sharpness": 1.5, "luminance": 0.6, "contrast": 0.6,
        "colorfulness": 15, "snr": 3.5, "uniform_row_ratio": 0.15,
    }.items():  # fmt: skip
        below, above = ([0, 2], [1]) if name == "size" else ([0], [1])
        assert positions(**{f"{name}_max": edge}) == below, name
        assert positions(**{f"{name}_min": edge}) == above, name
    assert positions(width_min=100, width_max=100) == [0]  # bounds are inclusive
    assert positions(taken_after=_MOMENT) == [0, 1]
    assert positions(taken_after=_MOMENT + timedelta(seconds=1)) == [1]
    assert positions(taken_before=_MOMENT) == [0]
    assert positions(video_id="vid_" + "0" * 26) == []


@pytest.mark.parametrize("prefix", ["a", "a%", "a_", "A", "ß", "\ud7ff", "\U0010ffff", "a\U0010ffff", "'"])
def test_a_prefix_is_taken_literally(database: Database, prefix: str) -> None:
    dataset_id = add_dataset(database)
    names = ["a", "a%b", "a_b", "ab", "A", "ßx", "\ud7ffx", "\ue000", "\U0010ffffx", "a\U0010ffffb", "'x", "b"]
    add_rows(database, dataset_id, [{"filename": name} for name in names])
    for few in (0, 5000):
        old, sample_listing._FEW = sample_listing._FEW, few
        try:
            where = SampleFilter(filename_prefix=prefix)
            found = _walk(database, dataset_id, 1, where, SampleSort.POSITION, limit=100)
        finally:
            sample_listing._FEW = old
        assert found == [index for index, name in enumerate(names) if name.startswith(prefix)]


def test_a_cursor_is_good_for_its_own_order_alone(database: Database) -> None:
    dataset_id = add_dataset(database)
    add_rows(database, dataset_id, [{"filename": str(index), "sharpness": float(index)} for index in range(4)])
    with database.read() as session:
        cursor = list_page(session, dataset_id, 1, limit=2, sort=SampleSort.SHARPNESS).next_cursor
        for sort in (SampleSort.SHARPNESS_DESC, SampleSort.POSITION):
            with pytest.raises(InvalidField, match="another listing"):
                list_page(session, dataset_id, 1, limit=2, cursor=cursor, sort=sort)
        other = add_dataset(database, name="other")
        with pytest.raises(InvalidField, match="another listing"):
            list_page(session, other, 1, limit=2, cursor=cursor, sort=SampleSort.SHARPNESS)


def test_a_page_is_found_in_an_index_whatever_the_order(database: Database) -> None:
    """Without an index for the order a page would grow with the dataset."""
    if not database.is_sqlite:
        pytest.skip("the plans of PostgreSQL depend on its statistics")
    dataset_id = add_dataset(database)
    add_rows(database, dataset_id, [{"filename": str(index), "sharpness": None} for index in range(3)])
    statements: list[tuple[str, Any]] = []

    def remember(connection: Any, cursor: Any, statement: str, parameters: Any, *rest: Any) -> None:
        statements.append((statement, parameters))

    from sqlalchemy import event

    event.listen(database.engine, "before_cursor_execute", remember)
    with database.read() as session:
        for sort in SampleSort:
            cursor = list_page(session, dataset_id, 1, limit=1, sort=sort).next_cursor
            list_page(session, dataset_id, 1, limit=1, sort=sort, cursor=cursor)
    event.remove(database.engine, "before_cursor_execute", remember)
    with database.engine.connect() as connection:
        for statement, parameters in statements:
            if statement.startswith("SELECT"):
                plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).all()
                steps = [row[3] for row in plan]
                assert all("USING" in step and "INDEX" in step for step in steps), (statement, steps)
                assert not any("TEMP B-TREE" in step or "SCAN" in step for step in steps), (statement, steps)
