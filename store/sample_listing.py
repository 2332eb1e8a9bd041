"""Pages of samples by any recorded fact, in any of the sort orders, at the same cost at any depth.

Two things keep a page cheap. The cursor names the last row, so a page starts in the middle of an index. And a filter
that few samples pass is answered out of its own index and sorted, while a filter that many pass is applied to the rows
of the sort order as they come: which of the two it is, is looked up first.
"""

import operator
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, cast

from sqlalchemy import BigInteger, ColumnElement, Select, and_, func, literal, select, tuple_
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import InstrumentedAttribute, Session
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from store.errors import InvalidField
from store.pages import Page, decode_cursor, encode_cursor
from store.samples import Sample, visible
from store.specs.samples import RANGES, SampleFilter, SampleSort, SampleStatus

Column = InstrumentedAttribute[Any]

# Up to so many samples are sorted for every page; above, the sort order is walked.
_FEW = 5000

_SORT_COLUMNS: dict[str, Column] = {
    "position": Sample.position, "filename": Sample.filename, "size": Sample.size_bytes, "taken": Sample.taken_at,
    "sharpness": Sample.sharpness, "luminance": Sample.luminance, "contrast": Sample.contrast,
    "colorfulness": Sample.colorfulness, "snr": Sample.snr,
}  # fmt: skip
_RANGE_COLUMNS: dict[str, Column] = {
    "width": Sample.width, "height": Sample.height, "size": Sample.size_bytes, "sharpness": Sample.sharpness,
    "luminance": Sample.luminance, "contrast": Sample.contrast, "colorfulness": Sample.colorfulness, "snr": Sample.snr,
    "uniform_row_ratio": Sample.uniform_row_ratio,
}  # fmt: skip
# What an index on (dataset_id, column, position) or (dataset_id, column) can find.
_INDEXED = {
    "status", "label", "video_id", "parent_id", "sha256", "filename", "size_bytes", "taken_at", "sharpness",
    "luminance", "contrast", "colorfulness", "snr",
}  # fmt: skip


class _Unindexed(FunctionElement[Any]):
    """A column that SQLite must not look up in an index: it keeps no statistics, so it is told which index to take.

    PostgreSQL has statistics and chooses well by itself.
    """

    inherit_cache = True

    def __init__(self, column: Column) -> None:
        super().__init__(column)
        self.type = column.type


@compiles(_Unindexed)
def _plain(element: _Unindexed, compiler: SQLCompiler, **options: Any) -> str:
    return compiler.process(element.clauses, **options)


@compiles(_Unindexed, "sqlite")
def _with_unary_plus(element: _Unindexed, compiler: SQLCompiler, **options: Any) -> str:
    return f"+{compiler.process(element.clauses, **options)}"


Test = Callable[[Any], ColumnElement[bool]]
_LOW, _HIGH, _EXACT = "low", "high", "exact"
_EVERYTHING = frozenset({_LOW, _HIGH, _EXACT})


@dataclass(frozen=True)
class _Condition:
    """What one filter asks of one column: a lower bound, an upper bound, or exact values."""

    column: Column
    tests: Mapping[str, Test]
    single: bool = False
    """One exact value: an index on (column, position) has its samples in order of position."""

    def clause(self, indexed: Collection[str]) -> ColumnElement[bool]:
        """With only the tests named in `indexed` to be looked up in an index."""
        hidden = _Unindexed(self.column)
        return and_(*(test(self.column if name in indexed else hidden) for name, test in self.tests.items()))


def list_page(
    session: Session,
    dataset_id: str,
    version: int,
    *,
    limit: int,
    cursor: str | None = None,
    where: SampleFilter | None = None,
    metadata: Sequence[ColumnElement[bool]] = (),
    sort: SampleSort = SampleSort.POSITION,
) -> Page[Sample]:
    """The samples of a dataset at `version` that pass `where` and `metadata` (see store.metadata.conditions).

    Samples without the fact that is sorted by come last, whether the sort ascends or descends; among equals the
    position decides. InvalidField when the cursor belongs to another listing.
    """
    conditions = list(_conditions(where or SampleFilter()))
    few = _few(session, dataset_id, conditions)
    order = _Order(sort, after=_after(session, dataset_id, sort, cursor), walk=few is None)
    leading = few or _in_order(sort, conditions)
    clauses = (one.clause(_EVERYTHING if one is leading else order.indexed_tests(one.column)) for one in conditions)
    query = select(Sample).where(visible(dataset_id, version), *clauses, *metadata)
    rows = order.fetch(session, query, limit + 1)
    last = rows[limit - 1] if len(rows) > limit else None
    return Page(rows[:limit], None if last is None else encode_cursor(str(sort), last.position))


def clauses(where: SampleFilter | None) -> list[ColumnElement[bool]]:
    """What `where` asks, for queries that find their samples by position."""
    return [condition.clause(()) for condition in _conditions(where or SampleFilter())]


def positions(
    session: Session,
    dataset_id: str,
    version: int,
    where: SampleFilter | None,
    *,
    below: int,
    metadata: Sequence[ColumnElement[bool]] = (),
) -> list[int]:
    """Positions below a limit of the usable samples of a version that pass `where` and `metadata`, in order."""
    is_usable = (Sample.status == SampleStatus.OK) & (Sample.position < below)
    query = select(Sample.position).where(visible(dataset_id, version), is_usable, *clauses(where), *metadata)
    return list(session.scalars(query.order_by(Sample.position)))


@dataclass(frozen=True)
class _After:
    """The last row of the page before."""

    position: int
    value: Any


class _Order:
    """One of the sort orders, from a row on."""

    def __init__(self, sort: SampleSort, *, after: _After | None, walk: bool) -> None:
        """Without `walk` no index may be taken for the order: everything that is found is sorted."""
        column = _SORT_COLUMNS[sort.fact]
        self._after, self._descending = after, sort.descending
        self._nullable = bool(column.property.columns[0].nullable)
        self._type = column.type
        self._column: Any = column if walk else _Unindexed(column)
        self._position: Any = Sample.position if walk else Sample.position + 0
        self._by_position = column is Sample.position
        self._walked = column if walk else None

    def indexed_tests(self, column: Column) -> Collection[str]:
        """Which tests of a filter shorten the walk: of the column that is walked, and not what the cursor implies."""
        if column is not self._walked:
            return ()
        if self._after is None or self._after.value is None:
            return _EVERYTHING
        return (_LOW,) if self._descending else (_HIGH,)

    def fetch(self, session: Session, query: Select[Sample], limit: int) -> list[Sample]:
        """The first `limit` rows. NULLs are a query of their own: databases disagree about where they sort."""
        rows: list[Sample] = []
        if self._by_position:
            return list(session.scalars(self._ordered(self._beyond_position(query)).limit(limit)))
        if self._after is None or self._after.value is not None:
            rows += session.scalars(self._ordered(self._with_value(query)).limit(limit))
        if self._nullable and len(rows) < limit:
            rows += session.scalars(self._ordered(self._without_value(query)).limit(limit - len(rows)))
        return rows

    def _with_value(self, query: Select[Sample]) -> Select[Sample]:
        if self._nullable:
            query = query.where(self._column.is_not(None))
        if self._after is None:
            return query
        key = tuple_(literal(self._after.value, self._type), literal(self._after.position, BigInteger))
        return query.where(self._beyond(tuple_(self._column, self._position), key))

    def _without_value(self, query: Select[Sample]) -> Select[Sample]:
        query = query.where(self._column.is_(None))
        return query if self._after is None or self._after.value is not None else self._beyond_position(query)

    def _beyond_position(self, query: Select[Sample]) -> Select[Sample]:
        if self._after is None:
            return query
        return query.where(self._beyond(self._position, literal(self._after.position, BigInteger)))

    def _beyond(self, left: Any, right: Any) -> ColumnElement[bool]:
        return cast("ColumnElement[bool]", left < right if self._descending else left > right)

    def _ordered(self, query: Select[Sample]) -> Select[Sample]:
        # Where the column is NULL it is constant, but naming it lets PostgreSQL see that its index is in this order.
        keys = [self._position] if self._by_position else [self._column, self._position]
        return query.order_by(*(key.desc() if self._descending else key.asc() for key in keys))


def _after(session: Session, dataset_id: str, sort: SampleSort, cursor: str | None) -> _After | None:
    """The sort value is read again: facts never change, and a value need not survive a journey through a URL."""
    if cursor is None:
        return None
    name, position = decode_cursor(cursor, (str, int))
    column = _SORT_COLUMNS[sort.fact]
    query = select(column).where(Sample.dataset_id == dataset_id, Sample.position == position)
    found = session.execute(query).one_or_none() if name == str(sort) else None
    if found is None:
        raise InvalidField("/cursor", "This cursor belongs to another listing.")
    assert isinstance(position, int)
    return _After(position, found[0])


def _few(session: Session, dataset_id: str, conditions: Sequence[_Condition]) -> _Condition | None:
    """A condition that leaves so few samples that all of them can be looked at."""
    for condition in conditions:
        if condition.column.key not in _INDEXED:
            continue
        matching = select(literal(1)).where(Sample.dataset_id == dataset_id, condition.clause(_EVERYTHING))
        counted = select(func.count()).select_from(matching.limit(_FEW + 1).subquery())
        if session.execute(counted).scalar_one() <= _FEW:
            return condition
    return None


def _in_order(sort: SampleSort, conditions: Sequence[_Condition]) -> _Condition | None:
    """A condition whose index has its samples in the wanted order."""
    if sort.fact != "position":
        return None
    fitting = (one for one in conditions if one.single and one.column.key in _INDEXED and one.column.key != "sha256")
    return next(fitting, None)


def _conditions(where: SampleFilter) -> Iterator[_Condition]:
    """The most selective kinds first: they are probed in this order."""
    equal: list[tuple[Column, Sequence[str | None] | None]] = [
        (Sample.sha256, [where.sha256]),
        (Sample.parent_id, [where.parent_id]),
        (Sample.video_id, [where.video_id]),
        (Sample.phash, [where.phash]),
        (Sample.label, where.label),
        (Sample.status, where.status),
        (Sample.kind, where.kind),
        (Sample.format, [written for name in where.format or [] for written in (name.lower(), name.upper())]),
    ]
    for column, wanted in equal:
        values = [str(value) for value in wanted or [] if value is not None]
        if len(values) == 1:
            yield _Condition(column, {_EXACT: partial(operator.eq, values[0])}, single=True)
        elif values:
            yield _Condition(column, {_EXACT: partial(_is_one_of, values)})
    if where.filename_prefix is not None:
        # A range of names instead of LIKE, which knows no case on SQLite and no index there.
        successor = _successor(where.filename_prefix)
        below = {} if successor is None else {_HIGH: partial(operator.gt, successor)}
        yield _Condition(Sample.filename, {_LOW: partial(operator.le, where.filename_prefix), **below})
    for name in RANGES:
        yield from _range(_RANGE_COLUMNS[name], *where.bounds(name))
    yield from _range(Sample.taken_at, where.taken_after, where.taken_before)


def _range(column: Column, low: float | datetime | None, high: float | datetime | None) -> Iterator[_Condition]:
    tests: dict[str, Test] = {}
    if low is not None:
        tests[_LOW] = partial(operator.le, low)
    if high is not None:
        tests[_HIGH] = partial(operator.ge, high)
    if tests:
        yield _Condition(column, tests)


def _is_one_of(values: Sequence[str], column: Any) -> ColumnElement[bool]:
    return cast("ColumnElement[bool]", column.in_(values))


def _successor(prefix: str) -> str | None:
    """The smallest text that is larger than every text with this prefix, None when there is none."""
    stem = prefix.rstrip("\U0010ffff")
    if not stem:
        return None
    code = ord(stem[-1]) + 1
    return stem[:-1] + chr(0xE000 if code == 0xD800 else code)  # surrogates are no characters
