"""Everything that can go wrong, as one tree: catch `WinnowError` for all of it."""

import json
from collections.abc import Mapping
from typing import Any


class WinnowError(Exception):
    """The base of all errors of this package."""


class ConnectionFailed(WinnowError):
    """The service could not be reached, or the connection broke and repeating did not help."""


class UnexpectedAnswer(WinnowError):
    """The service answered something that its API does not describe; client and server may be of different versions."""


class JobEnded(WinnowError):
    """A job ended otherwise than by success. `job` is its last state."""

    def __init__(self, message: str, job: Any) -> None:
        super().__init__(message)
        self.job = job


class JobFailed(JobEnded):
    """It failed; the message says what happened and what to do next."""


class JobCancelled(JobEnded):
    """Somebody cancelled it."""


class WaitTimeout(WinnowError):
    """The job had not ended in the time that `wait` was given. It goes on."""


class ApiError(WinnowError):
    """The service said no with a problem document (RFC 9457)."""

    def __init__(self, status: int, problem: Mapping[str, Any], headers: Mapping[str, str]) -> None:
        self.status = status
        self.title = str(problem.get("title") or status)
        self.detail = str(problem.get("detail") or "")
        self.errors: list[dict[str, Any]] = list(problem.get("errors") or [])
        """One for each wrong field: `pointer` (a JSON Pointer into the request) and `detail`."""
        self.problem = dict(problem)
        self.request_id = headers.get("x-request-id")
        super().__init__(self._sentence())

    def _sentence(self) -> str:
        fields = "".join(f"\n  {error.get('pointer') or '#'}: {error.get('detail')}" for error in self.errors)
        return f"{self.title} ({self.status}){': ' if self.detail else ''}{self.detail}{fields}"


class Unauthorized(ApiError):
    """401: no key, or not one that is known."""


class Forbidden(ApiError):
    """403: the key's scopes do not cover this."""


class NotFound(ApiError):
    """404: there is no such thing, or it is not yours."""


class Conflict(ApiError):
    """409: the present state does not allow it."""


class PreconditionFailed(ApiError):
    """412: it was changed since you read it."""


class InvalidRequest(ApiError):
    """422: `errors` points at every wrong field."""


class RateLimited(ApiError):
    """429: too much at once; the client had waited and tried again before it gave up."""


class ServerError(ApiError):
    """5xx: the service's fault."""


_BY_STATUS: dict[int, type[ApiError]] = {
    401: Unauthorized,
    403: Forbidden,
    404: NotFound,
    409: Conflict,
    412: PreconditionFailed,
    422: InvalidRequest,
    429: RateLimited,
}


def api_error(status: int, body: bytes, headers: Mapping[str, str]) -> ApiError:
    """The error that an answer stands for. A body that is no problem document, a proxy's page, becomes the detail."""
    try:
        problem = json.loads(body)
    except ValueError:
        problem = None
    if not isinstance(problem, dict):
        problem = {"detail": body.decode(errors="replace")[:500]}
    kind = _BY_STATUS.get(status, ServerError if status >= 500 else ApiError)
    return kind(status, problem, headers)
