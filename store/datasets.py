"""Datasets: named, append-only collections of samples with a growing version."""

from datetime import datetime

from sqlalchemy import Index, String, Text, UniqueConstraint, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from store.base import Base, Id
from store.db import now
from store.errors import NameTaken, NotFound, PreconditionFailed
from store.ids import new_id
from store.ownership import Owned
from store.pages import Page, newest_first


class Dataset(Owned, Base):
    __tablename__ = "datasets"
    __table_args__ = (UniqueConstraint("workspace_id", "name"), Index(None, "workspace_id", "id"))

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    """Unique in its workspace."""
    description: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=0)
    """Grows by one with every change of the samples; version 0 is empty."""
    sample_count: Mapped[int] = mapped_column(default=0)
    """Samples visible at `version`, of any status."""
    ok_count: Mapped[int] = mapped_column(default=0)
    """Samples visible at `version` that can be trained on and selected."""
    next_position: Mapped[int] = mapped_column(default=0)
    publishing_job_id: Mapped[str | None] = mapped_column(Id)
    """The job that is appending samples under version + 1, which nobody sees yet."""
    revision: Mapped[int] = mapped_column(default=1)
    """Grows with every change of this row: the ETag."""
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    deleted_at: Mapped[datetime | None]


def create(session: Session, *, name: str, description: str = "") -> Dataset:
    """A new, empty dataset; NameTaken when the name is in use."""
    moment = now(session)
    dataset = Dataset(
        id=new_id("ds"), name=name, description=description, created_at=moment, updated_at=moment,
        version=0, sample_count=0, ok_count=0, next_position=0, revision=1,
    )  # fmt: skip
    return _insert_or_rename(session, dataset)


def get(session: Session, dataset_id: str, *, lock: bool = False) -> Dataset:
    """NotFound when there is none or it was deleted."""
    query = select(Dataset).where(Dataset.id == dataset_id, Dataset.deleted_at.is_(None))
    dataset = session.scalars(query.with_for_update() if lock else query).one_or_none()
    if dataset is None:
        raise NotFound("dataset", dataset_id)
    return dataset


def list_page(session: Session, *, limit: int, cursor: str | None = None, name: str | None = None) -> Page[Dataset]:
    """Newest first."""
    query = select(Dataset).where(Dataset.deleted_at.is_(None))
    if name is not None:
        query = query.where(Dataset.name == name)
    return newest_first(session, query, Dataset.id, limit=limit, cursor=cursor)


def change(
    session: Session,
    dataset_id: str,
    *,
    revision: int | None,
    name: str | None = None,
    description: str | None = None,
) -> Dataset:
    """Rename or describe. PreconditionFailed when `revision` is given and stale."""
    dataset = get(session, dataset_id, lock=True)
    _check_revision(dataset, revision)
    touch(session, dataset)
    if description is not None:
        dataset.description = description
    if name is not None:
        dataset.name = name  # last: any query from here on would flush it, and only the next line expects that to fail
    return _insert_or_rename(session, dataset)


def delete(session: Session, dataset_id: str, *, revision: int | None) -> None:
    """Hide the dataset and free its name. Its blobs are collected later by housekeeping."""
    dataset = get(session, dataset_id, lock=True)
    _check_revision(dataset, revision)
    dataset.name = f"{dataset.name[:150]} (deleted {dataset.id})"
    dataset.deleted_at = now(session)
    touch(session, dataset)


def touch(session: Session, dataset: Dataset) -> None:
    """Every change of a row moves its ETag."""
    dataset.revision += 1
    dataset.updated_at = now(session)


def bump_counts(session: Session, dataset_id: str, *, samples: int, ok: int) -> int:
    """Publish a new version whose counts differ by these numbers. Returns the version."""
    session.execute(
        update(Dataset)
        .where(Dataset.id == dataset_id)
        .values(
            version=Dataset.version + 1,
            sample_count=Dataset.sample_count + samples,
            ok_count=Dataset.ok_count + ok,
            revision=Dataset.revision + 1,
            publishing_job_id=None,
            updated_at=now(session),
        )
    )
    return session.scalars(
        select(Dataset.version).where(Dataset.id == dataset_id).execution_options(populate_existing=True)
    ).one()


def _check_revision(dataset: Dataset, revision: int | None) -> None:
    if revision is not None and revision != dataset.revision:
        raise PreconditionFailed("The dataset has changed since you read it. Get it again and repeat the request.")


def _insert_or_rename(session: Session, dataset: Dataset) -> Dataset:
    try:
        with session.begin_nested():
            session.add(dataset)
    except IntegrityError as error:
        raise NameTaken("Another dataset has this name.") from error
    return dataset
