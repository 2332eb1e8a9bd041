"""Listings, one page after the other."""

from collections.abc import Iterator, Callable
from typing import Any, TypeVar

from winnow._sync.connection import Connection, only
from winnow.core.types import UNSET

T = TypeVar("T")


def each(
    kind: type[T], connection: Connection, function: Callable[..., Any], *args: Any, **filters: Any
) -> Iterator[T]:
    """Every item of a listing; pages are asked for as they are needed."""
    cursor: Any = UNSET
    while True:
        answer = function(*args, client=connection.core, cursor=cursor, **filters)
        for item in answer.parsed.items:
            yield only(kind, item)
        cursor = answer.parsed.next_cursor
        if not cursor:
            return
