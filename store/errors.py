"""What can go wrong in the store.

StoreError
├── NotFound            no such resource
├── Expired             it was there, and its time has passed
├── Conflict            the resource's state forbids it
│   └── NameTaken
├── PreconditionFailed  the caller's ETag is stale
├── InvalidField        a value that is well-formed but cannot work, with a JSON Pointer to it
├── QuotaExceeded
└── LeaseLost           somebody else owns the job now: stop, write nothing
"""


class StoreError(Exception):
    """Base of everything the store raises on purpose; its text may be shown to a caller."""


class NotFound(StoreError):
    """There is no such resource."""

    def __init__(self, resource: str, identifier: str) -> None:
        super().__init__(f"There is no {resource} {identifier}.")
        self.resource = resource
        self.identifier = identifier


class Expired(StoreError):
    """The resource was there, and its time has passed."""


class Conflict(StoreError):
    """The state of the resource forbids the request."""


class NameTaken(Conflict):
    """A unique name is in use."""


class PreconditionFailed(StoreError):
    """The resource has changed since the caller read it."""


class InvalidField(StoreError):
    """A well-formed value that cannot work. `pointer` is the JSON Pointer (RFC 6901) of the field."""

    def __init__(self, pointer: str, detail: str) -> None:
        super().__init__(detail)
        self.pointer = pointer


class QuotaExceeded(StoreError):
    """A limit of this installation is reached."""


class LeaseLost(StoreError):
    """The job's lease has passed to somebody else, or ended. Whoever held it must stop and write nothing."""
