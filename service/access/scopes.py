"""What each operation needs. A key with `admin` may do everything in its workspace."""

from enum import StrEnum

from fastapi import Request
from fastapi.routing import APIRoute

from service.access.principal import current
from service.operations import operation_id
from service.problems import INSUFFICIENT_SCOPE, ProblemError
from store.access.keys import AccessScope


class Need(StrEnum):
    """Needs that are no scopes."""

    NOTHING = "nothing"
    """Not even a key."""
    KEY = "key"
    """Any valid key."""
    OPERATOR = "operator"
    """An admin key of the installation's own workspace."""


_READ, _WRITE, _RUN = AccessScope.DATASETS_READ, AccessScope.DATASETS_WRITE, AccessScope.JOBS_RUN
_EXPORTS, _ADMIN = AccessScope.EXPORTS_READ, AccessScope.ADMIN

# By tag: what reading needs, and what changing needs.
_BY_TAG: dict[str, tuple[AccessScope | Need, AccessScope | Need]] = {
    "datasets": (_READ, _WRITE),
    "uploads": (_READ, _WRITE),
    "tus": (_READ, _WRITE),
    "samples": (_READ, _WRITE),
    "videos": (_READ, _WRITE),
    "annotations": (_READ, _WRITE),
    "jobs": (_READ, _RUN),
    "events": (_READ, _RUN),
    "checkpoints": (_READ, _WRITE),
    "embeddings": (_READ, _WRITE),
    "projections": (_READ, _RUN),
    "scores": (_READ, _RUN),
    "subsets": (_READ, _RUN),
    "exports": (_EXPORTS, _RUN),
    "transforms": (_READ, _RUN),
    "catalog": (Need.KEY, Need.KEY),
    "workers": (Need.KEY, Need.OPERATOR),
    "system": (Need.KEY, Need.OPERATOR),
    "keys": (_ADMIN, _ADMIN),
    "workspaces": (Need.OPERATOR, Need.OPERATOR),
    "audit": (_ADMIN, _ADMIN),
    "session": (Need.KEY, Need.KEY),
    "webhooks": (_ADMIN, _ADMIN),
}
_BY_OPERATION: dict[str, AccessScope | Need] = {
    "embeddings_search": _RUN,
    "system_live": Need.NOTHING,
    "system_ready": Need.NOTHING,
    "system_metrics": Need.OPERATOR,
    "session_create": Need.NOTHING,
    "keys_self": Need.KEY,
}
_READING = frozenset({"GET", "HEAD", "OPTIONS"})


def needed(operation_id: str, tag: str, method: str) -> AccessScope | Need:
    """What a request needs. KeyError for a tag without a line above: a new one has to be thought about."""
    if operation_id in _BY_OPERATION:
        return _BY_OPERATION[operation_id]
    read, change = _BY_TAG[tag]
    return read if method.upper() in _READING else change


async def authorize(request: Request) -> None:
    """A dependency of every route: 403 unless the key may do this."""
    route = request.scope["route"]
    assert isinstance(route, APIRoute)
    operation = operation_id(route)
    need = needed(operation, str(route.tags[0]), request.method)
    if need is Need.NOTHING:
        return
    access = current()
    access.cause.operation = operation
    if need is Need.KEY or (access.is_operator if need is Need.OPERATOR else access.may(AccessScope(need))):
        return
    wanted = "an admin key of the installation's own workspace" if need is Need.OPERATOR else f"the scope {need}"
    raise ProblemError(INSUFFICIENT_SCOPE, f"This needs {wanted}.")
