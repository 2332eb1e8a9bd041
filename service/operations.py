"""What operations are called: in the API's description, in the audit log and where their scopes are listed."""

from fastapi.routing import APIRoute


def operation_id(route: APIRoute) -> str:
    """`resource_verb`, e.g. `datasets_create`: generated clients name their functions after it."""
    return f"{route.tags[0]}_{route.name.rstrip('_')}"
