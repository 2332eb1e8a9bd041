"""Strong entity tags (RFC 9110, section 8.8.3): the revision of a resource in quotes."""

from typing import Annotated

from fastapi import Header

from service.problems import PRECONDITION_REQUIRED, ProblemError
from store.errors import PreconditionFailed

IfMatch = Annotated[str | None, Header(max_length=1000, description="the ETag that you read; * for whatever is there")]
IfNoneMatch = Annotated[
    str | None, Header(max_length=1000, description="the ETag that you have: 304 while it is the current one")
]


def quoted(revision: int | str) -> str:
    return f'"{revision}"'


def require_match(if_match: str | None, current: str) -> None:
    """428 when a change comes without If-Match, PreconditionFailed when it was made for another revision."""
    if if_match is None:
        raise ProblemError(
            PRECONDITION_REQUIRED, "Send If-Match with the ETag of what you read, so that no change is lost."
        )
    # The comparison is the strong one: a weak tag (W/"...") never matches.
    if if_match.strip() != "*" and current not in _tags(if_match):
        raise PreconditionFailed("It has changed since you read it. Get it again and repeat the request.")


def is_current(if_none_match: str | None, current: str) -> bool:
    """Whether the caller has the current representation already: 304."""
    if if_none_match is None:
        return False
    tags = {tag.removeprefix("W/") for tag in _tags(if_none_match)}
    return if_none_match.strip() == "*" or current in tags


def _tags(header: str) -> set[str]:
    return {tag.strip() for tag in header.split(",")}
