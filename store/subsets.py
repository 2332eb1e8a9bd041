"""Subsets: ordered selections of samples, with the reason and gain of every pick."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text, insert, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from store.base import Base, Id
from store.errors import NotFound
from store.ownership import Owned
from store.pages import Page, decode_cursor, encode_cursor, newest_first
from store.samples import Sample


class Subset(Owned, Base):
    __tablename__ = "subsets"
    __table_args__ = (Index(None, "workspace_id", "id"), Index(None, "dataset_id", "id"), Index(None, "job_id"))

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    dataset_id: Mapped[str] = mapped_column(Id, ForeignKey("datasets.id"))
    dataset_version: Mapped[int]
    job_id: Mapped[str] = mapped_column(Id, ForeignKey("jobs.id"))
    embedding_id: Mapped[str] = mapped_column(Id, ForeignKey("embeddings.id"))
    name: Mapped[str] = mapped_column(String(200))
    strategy: Mapped[dict[str, Any]]
    count: Mapped[int] = mapped_column(BigInteger)
    metrics: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]


class SubsetSample(Base):
    __tablename__ = "subset_samples"
    __owned_through__ = "subset_id"

    subset_id: Mapped[str] = mapped_column(Id, ForeignKey("subsets.id", ondelete="CASCADE"), primary_key=True)
    rank: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    """0 is the first pick."""
    position: Mapped[int] = mapped_column(BigInteger)
    gain: Mapped[float | None]
    reason: Mapped[str] = mapped_column(Text)


@dataclass(frozen=True)
class Pick:
    rank: int
    gain: float | None
    reason: str
    sample: Sample


def get(session: Session, subset_id: str) -> Subset:
    subset = session.get(Subset, subset_id)
    if subset is None:
        raise NotFound("subset", subset_id)
    return subset


def list_page(
    session: Session, *, limit: int, cursor: str | None = None, dataset_id: str | None = None
) -> Page[Subset]:
    """Newest first."""
    query = select(Subset)
    if dataset_id is not None:
        query = query.where(Subset.dataset_id == dataset_id)
    return newest_first(session, query, Subset.id, limit=limit, cursor=cursor)


def picks_page(session: Session, subset: Subset, *, limit: int, cursor: str | None = None) -> Page[Pick]:
    """Samples in pick order."""
    after = -1 if cursor is None else decode_cursor(cursor, (int,))[0]
    assert isinstance(after, int)
    picks = list(_picks(session, subset, after=after, limit=limit + 1))
    return Page(picks[:limit], encode_cursor(picks[limit - 1].rank) if len(picks) > limit else None)


def picks(session: Session, subset: Subset) -> Iterator[Pick]:
    """Every pick in order, fetched as it is read."""
    yield from _picks(session, subset, after=-1, limit=None)


def _picks(session: Session, subset: Subset, *, after: int, limit: int | None) -> Iterator[Pick]:
    query = (
        select(SubsetSample.rank, SubsetSample.gain, SubsetSample.reason, Sample)
        .join(Sample, (Sample.dataset_id == subset.dataset_id) & (Sample.position == SubsetSample.position))
        .where(SubsetSample.subset_id == subset.id, SubsetSample.rank > after)
        .order_by(SubsetSample.rank)
        .execution_options(yield_per=1000)
    )
    for rank, gain, reason, sample in session.execute(query if limit is None else query.limit(limit)):
        yield Pick(rank, gain, reason, sample)


def positions(session: Session, subset_id: str) -> list[int]:
    query = select(SubsetSample.position).where(SubsetSample.subset_id == subset_id).order_by(SubsetSample.rank)
    return list(session.scalars(query))


def add(session: Session, subset: Subset, picked: Sequence[tuple[int, float | None, str]]) -> None:
    """Store a subset with its (position, gain, reason) in pick order."""
    session.add(subset)
    session.flush()
    values = [
        {"subset_id": subset.id, "rank": rank, "position": position, "gain": gain, "reason": reason}
        for rank, (position, gain, reason) in enumerate(picked)
    ]
    if values:
        session.execute(insert(SubsetSample), values)
