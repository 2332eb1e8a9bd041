"""Keys, workspaces, sessions and the audit log on the wire."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from service.pagination import PageOf
from store.access.keys import AccessScope
from store.specs.base import Spec

Name = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]+$")]


class KeyCreate(Spec):
    """A key to be made."""

    name: Name = Field(description="for people: who or what will use it", examples=["labelling pipeline"])
    scopes: list[AccessScope] = Field(min_length=1, max_length=len(AccessScope))
    workspace_id: str | None = Field(
        default=None,
        pattern=r"^ws_[0-9a-z]{26}$",
        description="another workspace than your own; only for an admin key of the installation's own workspace",
    )
    expires_at: datetime | None = Field(default=None, description="null: never")
    requests_per_minute: int | None = Field(
        default=None, ge=1, le=10_000_000, description="null: what the installation sets"
    )
    max_queued_jobs: int | None = Field(default=None, ge=0, le=1_000_000, description="null: as many as all may have")


class Key(BaseModel):
    """An API key, without what makes it one."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    name: str
    workspace_id: str
    scopes: list[AccessScope]
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None = Field(description="to the minute")
    previous_expires_at: datetime | None = Field(description="until when the key from before the last rotation works")
    requests_per_minute: int | None
    max_queued_jobs: int | None


class NewKey(Key):
    """A key with its text. This answer is the only one that ever holds it."""

    key: str = Field(description="keep it: nobody can show it again", examples=["wnw_" + "0" * 26 + "_" + "0" * 49])


class KeyPage(PageOf[Key]):
    """Keys, newest first."""


class KeyRotate(Spec):
    """How to rotate a key."""

    overlap_seconds: int = Field(
        default=3600, ge=0, le=30 * 24 * 3600, description="how long the present text works on"
    )


class Identity(BaseModel):
    """Who you are to the service."""

    key_id: str
    name: str
    workspace_id: str
    scopes: list[AccessScope]
    operator: bool = Field(description="whether you administer the whole installation")
    expires_at: datetime | None


class SessionCreate(Spec):
    """How a browser logs in."""

    key: str = Field(min_length=1, max_length=500, description="an API key")


class WorkspaceCreate(Spec):
    """A workspace to be made."""

    name: Name = Field(examples=["radiology"])


class Workspace(BaseModel):
    """A tenant: what is in it is seen by its own keys alone."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    name: str
    created_at: datetime


class WorkspacePage(PageOf[Workspace]):
    """Workspaces, newest first."""


class AuditEntry(BaseModel):
    """One change."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    at: datetime
    key_id: str
    key_name: str
    operation: str = Field(description="the operationId of what was called", examples=["datasets_create"])
    method: str
    path: str
    created: list[str] = Field(description="ids of what it has made, at most twenty")
    request_id: str
    client: str | None = Field(description="the address that it came from")


class AuditPage(PageOf[AuditEntry]):
    """Changes, newest first."""
