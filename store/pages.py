"""Keyset pages: a cursor names the last row seen, so a page costs the same at any depth and inserts never shift it."""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from sqlalchemy import Select
from sqlalchemy.orm import InstrumentedAttribute, Session

from store.errors import InvalidField

Row = TypeVar("Row")
MAX_LIMIT = 500


@dataclass(frozen=True)
class Page(Generic[Row]):
    """Some rows, and the cursor of the next page or None at the end."""

    items: Sequence[Row]
    next_cursor: str | None


def encode_cursor(*values: str | int | float | None) -> str:
    """An opaque cursor out of the sort values of the last row."""
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


def decode_cursor(cursor: str, kinds: tuple[type, ...]) -> tuple[str | int | float | None, ...]:
    """The sort values in `cursor`; InvalidField when it is none of ours."""
    try:
        values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (binascii.Error, ValueError, RecursionError) as error:
        raise InvalidField("/cursor", "This is no cursor that an earlier page returned.") from error
    fits = isinstance(values, list) and len(values) == len(kinds)
    if not fits or not all(_is_sort_value(value, kind) for value, kind in zip(values, kinds, strict=True)):
        raise InvalidField("/cursor", "This cursor belongs to another listing.")
    return tuple(values)


def _is_sort_value(value: object, kind: type) -> bool:
    """Whether a database can compare `value` with a column of `kind`: no bool, no NUL, nothing beyond 64 bits."""
    if isinstance(value, int):
        return kind is int and not isinstance(value, bool) and abs(value) < 2**63
    if isinstance(value, str):
        return kind is str and value.isprintable()
    return isinstance(value, kind)


def newest_first(
    session: Session, query: Select[Row], ids: InstrumentedAttribute[str], *, limit: int, cursor: str | None
) -> Page[Row]:
    """A page of rows whose ids sort by time (store.ids), the latest first."""
    if cursor is not None:
        query = query.where(ids < decode_cursor(cursor, (str,))[0])
    rows = session.scalars(query.order_by(ids.desc()).limit(limit + 1)).all()
    more = len(rows) > limit
    return Page(rows[:limit], encode_cursor(getattr(rows[limit - 1], ids.key)) if more else None)
