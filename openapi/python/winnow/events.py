"""Server-sent events (HTML standard, section 9.2), as the service writes them."""

import json
from typing import Any, NamedTuple


class Event(NamedTuple):
    """One thing that happened to a job."""

    id: int
    """Grows by one; give the last one that you saw as `after` to go on from there."""
    type: str
    """`state`, `progress`, `metric` or `log`."""
    data: dict[str, Any]


class Parser:
    """Turns lines into events."""

    def __init__(self) -> None:
        self._fields: dict[str, str] = {}

    def feed(self, line: str) -> Event | None:
        """The event that an empty line completes; None for every other line."""
        if line:
            name, _, value = line.partition(":")
            self._fields[name] = value.removeprefix(" ")
            return None
        fields, self._fields = self._fields, {}
        if "data" not in fields or "id" not in fields:
            return None
        return Event(int(fields["id"]), fields.get("event", "message"), json.loads(fields["data"]))
