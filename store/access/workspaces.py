"""Workspaces: tenants that know nothing of each other."""

from datetime import datetime

from sqlalchemy import String, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from store.base import Base, Id
from store.db import now
from store.errors import NameTaken, NotFound
from store.ids import new_id
from store.pages import Page, newest_first


class Workspace(Base):
    __tablename__ = "workspaces"
    __shared__ = "the tenants themselves; only keys of the installation's own workspace list them"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    name: Mapped[str] = mapped_column(String(200), unique=True)
    created_at: Mapped[datetime]


def create(session: Session, *, name: str) -> Workspace:
    """NameTaken when there is one of this name."""
    workspace = Workspace(id=new_id("ws"), name=name, created_at=now(session))
    try:
        with session.begin_nested():
            session.add(workspace)
    except IntegrityError as error:
        raise NameTaken("Another workspace has this name.") from error
    return workspace


def get(session: Session, workspace_id: str) -> Workspace:
    workspace = session.get(Workspace, workspace_id)
    if workspace is None:
        raise NotFound("workspace", workspace_id)
    return workspace


def list_page(session: Session, *, limit: int, cursor: str | None = None) -> Page[Workspace]:
    """Newest first."""
    return newest_first(session, select(Workspace), Workspace.id, limit=limit, cursor=cursor)
