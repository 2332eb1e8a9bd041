"""Errors as problem details (RFC 9457): what went wrong in words, and for bad input a JSON Pointer to the field.

Nothing that a client sees comes out of an unexpected exception: no SQL, no path, no stack.
"""

import json
import re
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.routing import Match
from starlette.types import Scope
from structlog import get_logger

from service.pointers import fields_beside, json_pointer
from store import errors
from store.blobs import StorageFull
from store.spelling import did_you_mean

MEDIA_TYPE = "application/problem+json"
_MAX_FIELD_ERRORS = 50
_RETRY_SECONDS = "5"
_QUOTED = re.compile(r"'([^']*)'")
_log = get_logger("winnow.problems")


class FieldError(BaseModel):
    """One value that is wrong."""

    pointer: str = Field(description="JSON Pointer into the body or to the query parameter; #header/Name for a header")
    detail: str


class Problem(BaseModel):
    """Why a request failed (RFC 9457)."""

    type: str = Field(description="stable, one for each kind of problem", examples=["/problems/not-found"])
    title: str = Field(description="the kind of problem in words")
    status: int
    detail: str = Field(description="what happened this time")
    request_id: str = Field(description="give it when you report a bug; it is in the server's log")
    errors: list[FieldError] | None = Field(default=None, description="every wrong value that was found")


@dataclass(frozen=True)
class Kind:
    """What all problems of one `type` have in common."""

    slug: str
    status: int
    title: str


MALFORMED = Kind("malformed-body", 400, "The body cannot be read")
UNAUTHORIZED = Kind("unauthorized", 401, "A valid API key is needed")
FORBIDDEN_ORIGIN = Kind("forbidden-origin", 403, "Requests from other web sites are refused")
INSUFFICIENT_SCOPE = Kind("insufficient-scope", 403, "The API key may not do this")
NOT_FOUND = Kind("not-found", 404, "There is no such resource")
METHOD_NOT_ALLOWED = Kind("method-not-allowed", 405, "This resource does not take this method")
CONFLICT = Kind("conflict", 409, "The state of the resource forbids it")
NAME_TAKEN = Kind("name-taken", 409, "The name is in use")
GONE = Kind("gone", 410, "The time of the resource has passed")
PRECONDITION_FAILED = Kind("precondition-failed", 412, "The resource has changed")
TOO_LARGE = Kind("content-too-large", 413, "The body is too large")
UNSUPPORTED_MEDIA_TYPE = Kind("unsupported-media-type", 415, "The body has the wrong type")
RANGE_NOT_SATISFIABLE = Kind("range-not-satisfiable", 416, "The range lies outside of the file")
MISDIRECTED = Kind("misdirected-request", 421, "This host name is not served")
INVALID = Kind("invalid-request", 422, "The request has values that cannot work")
PRECONDITION_REQUIRED = Kind("precondition-required", 428, "If-Match is needed")
QUOTA = Kind("quota-exceeded", 429, "A limit is reached")
RATE_LIMITED = Kind("rate-limited", 429, "Too many requests")
CHECKSUM_MISMATCH = Kind("checksum-mismatch", 460, "The bytes are not those of the checksum")
INTERNAL = Kind("internal-error", 500, "Something went wrong here")
UNAVAILABLE = Kind("unavailable", 503, "The service cannot answer at the moment")
STORAGE_FULL = Kind("storage-full", 507, "There is no room left")

_BY_STATUS = {kind.status: kind for kind in (
    MALFORMED, UNAUTHORIZED, FORBIDDEN_ORIGIN, NOT_FOUND, METHOD_NOT_ALLOWED, CONFLICT, GONE, PRECONDITION_FAILED,
    TOO_LARGE, UNSUPPORTED_MEDIA_TYPE, RANGE_NOT_SATISFIABLE, MISDIRECTED, INVALID, PRECONDITION_REQUIRED, QUOTA,
    CHECKSUM_MISMATCH, INTERNAL, UNAVAILABLE, STORAGE_FULL,
)}  # fmt: skip


class ProblemError(Exception):
    """Ends a request with this problem."""

    def __init__(
        self,
        kind: Kind,
        detail: str,
        *,
        errors: Sequence[FieldError] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.kind, self.detail, self.errors, self.headers = kind, detail, errors, headers

    def response(self, scope: Scope) -> Response:
        problem = Problem(
            type=f"/problems/{self.kind.slug}",
            title=self.kind.title,
            status=self.kind.status,
            detail=self.detail,
            request_id=scope.get("state", {}).get("request_id", ""),
            errors=None if self.errors is None else list(self.errors),
        )
        # ASCII: a pointer repeats the caller's own field name, which may hold a lone surrogate.
        body = json.dumps(problem.model_dump(exclude_none=True))
        return Response(body, self.kind.status, dict(self.headers or {}), MEDIA_TYPE)


_Converter = Callable[[Request, Exception], ProblemError]


def responses(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """For `responses=` of a route: the problems that it documents."""
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {status: {"description": _BY_STATUS[status].title, "content": content} for status in statuses}


def install(app: FastAPI) -> None:
    """Answer every exception with a problem. Unexpected ones are the business of middleware.RequestContext."""
    for exception, convert in _CONVERTERS.items():
        app.add_exception_handler(exception, _handler(convert))


def _handler(convert: _Converter) -> Callable[[Request, Exception], Awaitable[Response]]:
    async def handler(request: Request, error: Exception) -> Response:
        return convert(request, error).response(request.scope)

    return handler


def _of_store_error(request: Request, error: Exception) -> ProblemError:
    """The store's errors are written for the caller: their text is the detail."""
    del request
    detail = str(error)
    match error:
        case errors.NotFound():
            return ProblemError(NOT_FOUND, detail)
        case errors.Expired():
            return ProblemError(GONE, detail)
        case errors.NameTaken():
            return ProblemError(NAME_TAKEN, detail, errors=[FieldError(pointer="/name", detail=detail)])
        case errors.PreconditionFailed():
            return ProblemError(PRECONDITION_FAILED, detail)
        case errors.InvalidField():
            return invalid(error.pointer, detail)
        case errors.QuotaExceeded():
            return ProblemError(QUOTA, detail, headers={"Retry-After": _RETRY_SECONDS})
        case _:
            return ProblemError(CONFLICT, detail)


def invalid(pointer: str, detail: str) -> ProblemError:
    """One value is wrong."""
    return ProblemError(INVALID, detail, errors=[FieldError(pointer=pointer, detail=detail)])


def _of_validation_error(request: Request, error: Exception) -> ProblemError:
    assert isinstance(error, RequestValidationError)
    if isinstance(error.body, bytes) and error.body:
        return ProblemError(UNSUPPORTED_MEDIA_TYPE, "Send JSON with the header Content-Type: application/json.")
    found = error.errors()
    if found and found[0]["type"] == "json_invalid":
        position = found[0]["loc"][-1]
        return ProblemError(MALFORMED, f"The body is no JSON: {found[0]['ctx']['error']}, at character {position}.")
    body_field = getattr(request.scope.get("route"), "body_field", None)
    body_type = None if body_field is None else Annotated[body_field.field_info.annotation, body_field.field_info]
    fields = [_field_error(item, body_type) for item in found[:_MAX_FIELD_ERRORS]]
    detail = f"{fields[0].pointer or 'The body'}: {fields[0].detail}"
    if len(found) > 1:
        detail += f" There are {len(found)} problems in all."
    return ProblemError(INVALID, detail, errors=fields)


def _field_error(item: dict[str, Any], body_type: Any) -> FieldError:
    where, *location = item["loc"]
    pointer = json_pointer(location, body_type if where == "body" else None)
    detail = item["msg"].removeprefix("Value error, ")
    if item["type"] in {"union_tag_invalid", "union_tag_not_found"}:
        # Pydantic points at the union; the caller's mistake is in the field that tells its members apart.
        pointer += f"/{item['ctx']['discriminator'].strip(chr(39))}"
        expected = item["ctx"].get("expected_tags")
        detail = f"Input should be one of {expected}" if expected else "Field required"
    detail += _near_match(item, location, body_type if where == "body" else None)
    if where == "header":
        pointer = f"#header/{location[0].title()}"
    return FieldError(pointer=pointer, detail=detail)


def _near_match(item: dict[str, Any], location: Sequence[str | int], body_type: Any) -> str:
    """What the caller may have meant, where a name is unknown; empty elsewhere."""
    context = item.get("ctx", {})
    match item["type"]:
        case "union_tag_invalid":
            return did_you_mean(str(context["tag"]), _QUOTED.findall(context["expected_tags"]))
        case "literal_error" | "enum" if isinstance(item["input"], str):
            return did_you_mean(item["input"], _QUOTED.findall(context["expected"]))
        case "extra_forbidden":
            return did_you_mean(str(location[-1]), fields_beside(location, body_type))
    return ""


def _of_http_exception(request: Request, error: Exception) -> ProblemError:
    assert isinstance(error, HTTPException)
    kind = _BY_STATUS.get(error.status_code, Kind("error", error.status_code, str(error.detail)))
    details = {
        400: "The body is no JSON that can be read: its numbers are too long or it is nested too deeply.",
        404: f"There is nothing at {request.url.path[:200]}.",
        405: f"{request.url.path[:200]} does not take {request.method}.",
    }
    headers = {"Allow": ", ".join(_allowed(request))} if kind is METHOD_NOT_ALLOWED else error.headers
    return ProblemError(kind, details.get(error.status_code, str(error.detail)), headers=headers)


def _allowed(request: Request) -> Iterator[str]:
    """Every method of this path; Starlette's own Allow knows the first route alone."""
    for method in ("OPTIONS", "HEAD", "GET", "POST", "PATCH", "DELETE"):
        scope = {**request.scope, "method": method}
        if any(route.matches(scope)[0] is Match.FULL for route in request.app.routes):
            yield method


def _of_database_failure(request: Request, error: Exception) -> ProblemError:
    return database_failure(request.url.path, error)


def database_failure(path: str, error: Exception) -> ProblemError:
    """503, with the reason in the log."""
    _log.error("the database failed", path=path, exc_info=error)
    return ProblemError(
        UNAVAILABLE, "The database does not answer. Try again.", headers={"Retry-After": _RETRY_SECONDS}
    )


def _of_full_storage(request: Request, error: Exception) -> ProblemError:
    _log.error("the object store is full", path=request.url.path, exc_info=error)
    return ProblemError(STORAGE_FULL, "The disk of the object store is full: these bytes have no room.")


def _of_disconnect(request: Request, error: Exception) -> ProblemError:
    del request, error
    return ProblemError(MALFORMED, "The body broke off before its end.")


def _of_itself(request: Request, error: Exception) -> ProblemError:
    del request
    assert isinstance(error, ProblemError)
    return error


_CONVERTERS: dict[type[Exception], _Converter] = {
    ProblemError: _of_itself,
    errors.StoreError: _of_store_error,
    RequestValidationError: _of_validation_error,
    HTTPException: _of_http_exception,
    OperationalError: _of_database_failure,
    PoolTimeout: _of_database_failure,
    StorageFull: _of_full_storage,
    ClientDisconnect: _of_disconnect,
}
