"""Pages of a listing: `limit` and `cursor` in, `next_cursor` and `Link: <...>; rel="next"` (RFC 8288) out."""

import base64
import hmac
from dataclasses import replace
from typing import Annotated, Generic, TypeVar

from fastapi import Depends, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from service.access.principal import current
from service.dependencies import Gateway
from store import pages
from store.errors import InvalidField

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
        gateway: Gateway,
        limit: Annotated[int, Query(ge=1, le=pages.MAX_LIMIT, description="items on a page")] = DEFAULT_LIMIT,
        cursor: Annotated[str | None, Query(max_length=1000, description="`next_cursor` of the page before")] = None,
    ) -> None:
        self._request, self._response = request, response
        self._secret = gateway.settings.installation_secret
        self.limit = limit
        self.cursor = None if cursor is None else self._opened(cursor)
        """For the store."""

    def linked(self, page: pages.Page[Row]) -> pages.Page[Row]:
        """The page with its cursor sealed, and the header that leads to the next one."""
        if page.next_cursor is None:
            return page
        sealed = f"{page.next_cursor}.{self._seal(page.next_cursor)}"
        # Relative, so that it holds behind any proxy.
        url = self._request.url.include_query_params(cursor=sealed)
        self._response.headers["Link"] = f'<{url.path}?{url.query}>; rel="next"'
        return replace(page, next_cursor=sealed)

    def _opened(self, cursor: str) -> str:
        """What the store made of it; InvalidField when it is another workspace's, another listing's or nobody's."""
        inner, _, seal = cursor.rpartition(".")
        if not hmac.compare_digest(seal.encode("utf-8", "replace"), self._seal(inner).encode()):
            raise InvalidField("/cursor", "This is no cursor that an earlier page of this listing returned.")
        return inner

    def _seal(self, inner: str) -> str:
        """Binds a cursor to the workspace and the path that it was made for."""
        bound = f"{current().scope.workspace_id} {self._request.url.path} {inner}"
        digest = self._secret.sign("cursors", bound.encode("utf-8", "surrogatepass"))
        return base64.urlsafe_b64encode(digest[:18]).decode()


Paging = Annotated[_Paging, Depends()]
