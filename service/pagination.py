"""Pages of a listing: `limit` and `cursor` in, `next_cursor` and `Link: <...>; rel="next"` (RFC 8288) out."""

from typing import Annotated, Generic, TypeVar

from fastapi import Depends, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from store import pages

Item = TypeVar("Item")
Row = TypeVar("Row")
DEFAULT_LIMIT = 50


class PageOf(BaseModel, Generic[Item]):
    """The base of every listing."""

    model_config = ConfigDict(from_attributes=True)

    items: list[Item]
    next_cursor: str | None = Field(description="give it as `cursor` to get the next page; null at the end")


class _Paging:
    """Where a listing starts and how long its page is."""

    def __init__(
        self,
        request: Request,
        response: Response,
        limit: Annotated[int, Query(ge=1, le=pages.MAX_LIMIT, description="items on a page")] = DEFAULT_LIMIT,
        cursor: Annotated[str | None, Query(max_length=1000, description="`next_cursor` of the page before")] = None,
    ) -> None:
        self._request, self._response = request, response
        self.limit, self.cursor = limit, cursor

    def linked(self, page: pages.Page[Row]) -> pages.Page[Row]:
        """The page, with the header that leads to the next one."""
        if page.next_cursor is not None:
            # Relative, so that it holds behind any proxy.
            url = self._request.url.include_query_params(cursor=page.next_cursor)
            self._response.headers["Link"] = f'<{url.path}?{url.query}>; rel="next"'
        return page


Paging = Annotated[_Paging, Depends()]
