"""Whose a row is. Workspaces isolate tenants, and this is the one place that does it.

Every mapped class says one of three things:

- mixin `Owned`: it has a column `workspace_id`, filled by itself, for resources that are listed on their own;
- `__owned_through__ = "dataset_id"`: it belongs to whom the row behind that foreign key belongs to;
- `__shared__ = "why"`: it is the installation's, not a tenant's.

A session with a Scope (every request has one) sees and changes rows of its workspace alone: selects, updates and
deletes of mapped classes are filtered wherever the class appears in them, in subqueries, too. What cannot be filtered,
text and Core statements on owned tables, raises Unguarded. Sessions without a Scope are those of workers and chores.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import ClauseElement, ColumnElement, ForeignKey, Table, event, select
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.orm import (
    Mapped,
    Mapper,
    ORMExecuteState,
    Session,
    declared_attr,
    mapped_column,
    with_loader_criteria,
)
from sqlalchemy.sql import visitors
from sqlalchemy.sql.base import ExecutableOption

from store.base import Base, Id

DEFAULT_WORKSPACE = "ws_" + "0" * 26
"""The workspace of the installation itself: what was there before there were workspaces, and what has one user only."""

SCOPE = "winnow_scope"
_EVERYWHERE = "winnow_everywhere"
EVERYWHERE = {_EVERYWHERE: True}
"""Execution options of a statement that means all workspaces: one that counts towards an installation's limit."""


@dataclass
class Cause:
    """The request behind a change, for the audit log."""

    operation: str
    method: str
    path: str
    request_id: str
    client: str | None
    told: bool = False
    """Whether the audit log has it."""


@dataclass(frozen=True)
class Scope:
    """What a session may see, and who is behind it."""

    workspace_id: str
    key_id: str
    key_name: str
    cause: Cause | None = None
    max_queued_jobs: int | None = None


class Unguarded(Exception):
    """A statement in a scoped session that cannot be kept within its workspace: a bug, never a caller's mistake."""


class Owned:
    """A row that belongs to a workspace. The column fills itself: by the session's scope, else like the dataset's."""

    __owned__ = True

    @declared_attr
    @classmethod
    def workspace_id(cls) -> Mapped[str]:
        return mapped_column(Id, ForeignKey("workspaces.id"), default=_owner_of_new_row)


def of_session(session: Session) -> Scope | None:
    """The scope of a session; None for a worker's or a chore's."""
    scope: Scope | None = session.info.get(SCOPE)
    return scope


def key_of_new_row(context: DefaultExecutionContext) -> str | None:
    """For `default=` of a column: the API key that a row was made with."""
    scope = _scope_of(context)
    return None if scope is None else scope.key_id


def _owner_of_new_row(context: DefaultExecutionContext) -> str:
    scope = _scope_of(context)
    if scope is not None:
        return scope.workspace_id
    row = context.get_current_parameters()  # type: ignore[no-untyped-call]
    tables = Base.metadata.tables
    for column, parent in (("dataset_id", tables["datasets"]), ("job_id", tables["jobs"])):
        if row.get(column) is not None:
            query = select(parent.c.workspace_id).where(parent.c.id == row[column])
            owner: str | None = context.connection.execute(query).scalar_one_or_none()
            if owner is not None:
                return owner
    return DEFAULT_WORKSPACE


def _scope_of(context: DefaultExecutionContext) -> Scope | None:
    scope: Scope | None = context.connection.get_execution_options().get(SCOPE)
    return scope


@event.listens_for(Session, "do_orm_execute")
def _stay_inside(state: ORMExecuteState) -> None:
    scope = of_session(state.session)
    if scope is None or state.execution_options.get(_EVERYWHERE):
        return
    if not state.is_orm_statement:
        _refuse_unguarded(state)
    elif not state.is_insert and not state.is_column_load:
        # Columns are loaded again only of rows that the session has, which were within the scope when they came.
        state.statement = state.statement.options(*_criteria(scope.workspace_id))


def _refuse_unguarded(state: ORMExecuteState) -> None:
    if state.statement.__visit_name__ in {"textclause", "text"}:
        raise Unguarded("text() in a scoped session: use mapped classes")
    owned = {mapper.local_table for mapper in _owned_mappers()}
    for node in visitors.iterate(cast(ClauseElement, state.statement)):
        if isinstance(node, Table) and node in owned:
            raise Unguarded(f"a statement on {node.name} that is no ORM statement: select from the mapped class")


@lru_cache(maxsize=256)
def _criteria(workspace_id: str) -> tuple[ExecutableOption, ...]:
    return tuple(
        with_loader_criteria(mapper.class_, owned_by(mapper, workspace_id), include_aliases=True)
        for mapper in _owned_mappers()
    )


def owned_by(mapper: Mapper[Any], workspace_id: str) -> ColumnElement[bool]:
    """Whether a row of a mapped class belongs to the workspace."""
    own = mapper.local_table.c.get("workspace_id")
    if own is not None:
        criterion: ColumnElement[bool] = mapper.attrs["workspace_id"].class_attribute == workspace_id
        return criterion
    through = mapper.class_.__owned_through__
    column = mapper.attrs[through].class_attribute
    return column.in_(_owned_ids(mapper.local_table, through, workspace_id))  # type: ignore[no-any-return]


def _owned_ids(table: Any, through: str, workspace_id: str) -> Any:
    """The ids of the rows behind a foreign key that belong to the workspace, for as many hops as it takes."""
    (key,) = table.c[through].foreign_keys
    parent = key.column.table
    ids = select(key.column)
    if "workspace_id" in parent.c:
        return ids.where(parent.c.workspace_id == workspace_id)
    (further,) = (mapper.class_.__owned_through__ for mapper in _mappers() if mapper.local_table is parent)
    return ids.where(parent.c[further].in_(_owned_ids(parent, further, workspace_id)))


def _owned_mappers() -> Iterator[Mapper[Any]]:
    return (mapper for mapper in _mappers() if not hasattr(mapper.class_, "__shared__"))


def _mappers() -> list[Mapper[Any]]:
    return sorted(Base.registry.mappers, key=lambda mapper: mapper.class_.__name__)
