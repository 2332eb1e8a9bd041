"""Who a request comes from. Set once, by service.auth, before anything else sees the request."""

from contextvars import ContextVar
from dataclasses import dataclass, field

from store.access.keys import AccessScope, Holder
from store.ownership import DEFAULT_WORKSPACE, Cause, Scope

_current: ContextVar["Access"] = ContextVar("access")


@dataclass(frozen=True)
class Access:
    """A valid key, and the request that it came with."""

    holder: Holder
    cause: Cause
    scope: Scope = field(init=False)
    """What the request's database sessions may see."""

    def __post_init__(self) -> None:
        holder = self.holder
        scope = Scope(holder.workspace_id, holder.key_id, holder.name, self.cause, holder.max_queued_jobs)
        object.__setattr__(self, "scope", scope)

    @property
    def is_operator(self) -> bool:
        """Whether this is an administrator of the installation, not just of one workspace."""
        return AccessScope.ADMIN in self.holder.scopes and self.holder.workspace_id == DEFAULT_WORKSPACE

    def may(self, scope: AccessScope) -> bool:
        return scope in self.holder.scopes or AccessScope.ADMIN in self.holder.scopes


def enter(access: Access) -> None:
    """From here on, in this task and in threads that it starts."""
    _current.set(access)


def current() -> Access:
    """The present request's. LookupError where there is none: no data is ever reached without knowing for whom."""
    return _current.get()
