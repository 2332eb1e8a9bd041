from typing import Literal

AccessScope = Literal['admin', 'datasets:read', 'datasets:write', 'exports:read', 'jobs:run']

ACCESS_SCOPE_VALUES: set[AccessScope] = { 'admin', 'datasets:read', 'datasets:write', 'exports:read', 'jobs:run',  }

def check_access_scope(value: str) -> AccessScope:
    if value in ACCESS_SCOPE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {ACCESS_SCOPE_VALUES!r}")
