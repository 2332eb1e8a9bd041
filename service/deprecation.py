"""How a part of the API ends: announced long before in every answer, by `Deprecation` (RFC 9745), `Sunset` (RFC 8594).

A route that shall go gets `deprecated=True` and `dependencies=[Depends(Deprecated(...))]`. docs/conventions.md has the
policy.
"""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from fastapi import Request

from service.middleware import ANSWER_HEADERS

SHORTEST_NOTICE = timedelta(days=180)


class Deprecated:
    """A dependency that announces the end of its route. `link` leads to what to use instead."""

    def __init__(self, *, since: datetime, sunset: datetime, link: str) -> None:
        if sunset - since < SHORTEST_NOTICE:
            raise ValueError(f"the notice is shorter than {SHORTEST_NOTICE.days} days")
        self._headers = {
            "Deprecation": f"@{int(since.timestamp())}",
            "Sunset": format_datetime(sunset.astimezone(UTC), usegmt=True),
            "Link": f'<{link}>; rel="deprecation"',
        }

    async def __call__(self, request: Request) -> None:
        request.scope.setdefault("state", {})[ANSWER_HEADERS] = self._headers
