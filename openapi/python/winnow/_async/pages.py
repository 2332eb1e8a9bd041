"""Listings, one page after the other."""

from collections.abc import AsyncIterator, Callable
from typing import Any, TypeVar

from winnow._async.connection import AsyncConnection, only
from winnow.core.types import UNSET

T = TypeVar("T")


async def each(
    kind: type[T], connection: AsyncConnection, function: Callable[..., Any], *args: Any, **filters: Any
) -> AsyncIterator[T]:
    """Every item of a listing; pages are asked for as they are needed."""
    cursor: Any = UNSET
    while True:
        answer = await function(*args, client=connection.core, cursor=cursor, **filters)
        for item in answer.parsed.items:
            yield only(kind, item)
        cursor = answer.parsed.next_cursor
        if not cursor:
            return
