"""Workspaces: a scoped session holds one tenant's rows, whatever is asked of it."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Select, delete, exists, func, insert, literal, select, text, update
from sqlalchemy.orm import Mapped, Session, aliased, mapped_column

from store import datasets, samples, tables
from store.access import workspaces
from store.base import Base
from store.datasets import Dataset
from store.db import Database
from store.errors import NameTaken, NotFound
from store.jobs.tables import Job, JobEvent
from store.ownership import DEFAULT_WORKSPACE, EVERYWHERE, Owned, Scope, Unguarded, owned_by
from store.samples import Sample
from store.subsets import SubsetSample
from tests.service.factories import add_dataset, add_samples, claim, embed_spec, finish, submit_job


def scope(workspace_id: str) -> Scope:
    return Scope(workspace_id, "key_1", "a key")


@pytest.fixture
def other(database: Database) -> Scope:
    """A second tenant, with nothing yet."""
    with database.write() as session:
        return scope(workspaces.create(session, name="other").id)


@pytest.fixture
def mine(database: Database) -> str:
    """A dataset with samples and a finished job in the default workspace."""
    dataset_id = add_dataset(database)
    add_samples(database, dataset_id, ["a.jpg", "b.jpg"])
    submit_job(database, embed_spec(dataset_id))
    finish(database, claim(database))
    return dataset_id


QUERIES: dict[str, Callable[[], Select[Any]]] = {
    "entity": lambda: select(Sample),
    "column": lambda: select(Sample.id),
    "count by where": lambda: select(Sample.id).where(Sample.status == "ok"),
    "through two hops": lambda: select(SubsetSample.position),
    "alias": lambda: select(aliased(Job).id),
    "join": lambda: select(Sample.id).join(Dataset, Dataset.id == Sample.dataset_id),
    "subquery": lambda: select(select(Sample.id).subquery()),
    "cte": lambda: select(select(Sample.id).cte().c.id),
    "in": lambda: select(literal(1)).where(literal("x").not_in(select(Dataset.id)), exists(select(Job.id))),
    "exists": lambda: select(literal(1)).where(exists(select(JobEvent.number))),
    "through jobs": lambda: select(JobEvent.number),
}


@pytest.mark.parametrize("query", QUERIES)
def test_another_tenant_selects_nothing(database: Database, mine: str, other: Scope, query: str) -> None:
    with database.read(other) as session:
        assert session.execute(QUERIES[query]()).all() == []


def test_the_owner_and_a_worker_select_everything(database: Database, mine: str) -> None:
    for session_scope in (None, scope(DEFAULT_WORKSPACE)):
        with database.read(session_scope) as session:
            assert len(session.scalars(select(Sample)).all()) == 2
            assert session.scalars(select(func.count()).where(Sample.status == "ok")).one() == 2
            assert session.scalars(select(JobEvent.number)).all()


def test_counts_and_aggregates_are_the_tenants(database: Database, mine: str, other: Scope) -> None:
    with database.read(other) as session:
        assert session.scalars(select(func.count()).where(Sample.status == "ok")).one() == 0
        assert session.scalars(select(func.max(Sample.position))).one() is None
        assert session.scalars(select(func.count(Job.id)), execution_options=EVERYWHERE).one() == 1


def test_ids_are_not_found(database: Database, mine: str, other: Scope) -> None:
    with database.read(other) as session:
        assert session.get(Dataset, mine) is None
        with pytest.raises(NotFound):
            datasets.get(session, mine)
        assert samples.positions_of(session, mine, ["smp_1"]) == {}


def test_another_tenant_changes_nothing(database: Database, mine: str, other: Scope) -> None:
    with database.write(other) as session:
        session.execute(update(Sample).values(label="stolen"))
        session.execute(delete(JobEvent))
        session.execute(update(Dataset).where(Dataset.id == mine).values(name="stolen"))
        session.execute(delete(Sample).where(Sample.dataset_id.in_(select(Dataset.id))))
    with database.read() as session:
        assert {sample.label for sample in session.scalars(select(Sample))} == {None}
        assert session.scalars(select(func.count(JobEvent.number))).one() > 0
        assert session.get_one(Dataset, mine).name == "streets"


def test_new_rows_are_their_makers(database: Database, mine: str, other: Scope) -> None:
    with database.write(other) as session:
        made = datasets.create(session, name="streets")
        session.flush()
        assert made.workspace_id == other.workspace_id, "and the same name is free in another workspace"
        with pytest.raises(NameTaken):
            datasets.create(session, name="streets")
    add_samples(database, made.id, ["a.jpg"])
    job_id = submit_job(database, embed_spec(made.id))  # as a worker would: without a scope
    with database.read() as session:
        assert session.get_one(Job, job_id).workspace_id == other.workspace_id
        assert session.get_one(Dataset, mine).workspace_id == DEFAULT_WORKSPACE


@pytest.mark.parametrize(
    "statement",
    [
        text("SELECT id FROM datasets"),
        select(Dataset.__table__),
        insert(Base.metadata.tables["datasets"]).values(id="ds_1"),
        select(literal(1)).where(exists(select(Job.__table__.c.id))),
        select(func.count().filter(Sample.status == "ok")),
    ],
    ids=["text", "core", "core insert", "core exists", "filter alone"],
)
def test_what_cannot_be_kept_inside_is_refused(database: Database, other: Scope, statement: Any) -> None:
    with database.write(other) as session, pytest.raises(Unguarded):
        session.execute(statement)


def test_every_table_says_whose_its_rows_are(database: Database) -> None:
    for mapper in tables.Base.registry.mappers:
        shared = hasattr(mapper.class_, "__shared__")
        owned = issubclass(mapper.class_, Owned) or hasattr(mapper.class_, "__owned_through__")
        assert shared != owned, mapper.class_.__name__
        if owned:
            assert "workspace_id" in str(owned_by(mapper, "ws_1"))
    with pytest.raises(TypeError, match="whose its rows are"):

        class Nobodys(Base):
            __tablename__ = "nobodys"
            id: Mapped[int] = mapped_column(primary_key=True)


def test_scoped_sessions_of_two_tenants_share_no_cached_statement(database: Database, mine: str, other: Scope) -> None:
    def names(session: Session) -> list[str]:
        return list(session.scalars(select(Dataset.name)))

    for _ in range(3):
        with database.read(other) as session:
            assert names(session) == []
        with database.read(scope(DEFAULT_WORKSPACE)) as session:
            assert names(session) == ["streets"]
