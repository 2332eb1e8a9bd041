"""The samples that crops are cut out of."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from store.annotations import Annotation
from store.samples import Sample, SampleStatus, visible
from store.subsets import SubsetSample


@dataclass(frozen=True)
class Parent:
    """What cutting needs of a sample."""

    position: int
    id: str
    filename: str
    sha256: str
    source_uri: str | None
    label: str | None


def usable_positions(
    session: Session, dataset_id: str, version: int, *, subset_id: str | None = None, task_id: str | None = None
) -> Iterable[int]:
    """Positions of the usable samples, in order: those of a subset, and those that a task says something about."""
    query = select(Sample.position).where(visible(dataset_id, version), Sample.status == SampleStatus.OK)
    if subset_id is not None:
        picked = select(SubsetSample.position).where(SubsetSample.subset_id == subset_id)
        query = query.where(Sample.position.in_(picked))
    if task_id is not None:
        query = query.where(Sample.position.in_(select(Annotation.position).where(Annotation.task_id == task_id)))
    return session.scalars(query.order_by(Sample.position).execution_options(yield_per=10_000))


def at(session: Session, dataset_id: str, positions: Sequence[int]) -> list[Parent]:
    """The samples at these positions, in their order."""
    query = select(Sample.position, Sample.id, Sample.filename, Sample.sha256, Sample.source_uri, Sample.label).where(
        Sample.dataset_id == dataset_id, Sample.position.in_(positions)
    )
    found = {row.position: Parent(*row) for row in session.execute(query)}
    return [found[position] for position in positions]


def objects(session: Session, task_id: str, positions: Sequence[int]) -> dict[int, list[dict[str, Any]]]:
    """What a task says about the samples at these positions."""
    query = select(Annotation.position, Annotation.data).where(
        Annotation.task_id == task_id, Annotation.position.in_(positions)
    )
    return dict(session.execute(query).all())
