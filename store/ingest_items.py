"""What became of every file of an ingest job: first the worklist of its publication, then its report."""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, String, Text, delete, func, insert, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from store.base import Base, Id
from store.pages import Page, decode_cursor, encode_cursor


class ItemOutcome(StrEnum):
    ACCEPTED = "accepted"
    CORRUPT = "corrupt"
    """An image that cannot be decoded: kept as a sample with the reason."""
    DUPLICATE = "duplicate"
    """The bytes of another sample: kept as a sample that is not used."""
    PRESENT = "present"
    """The dataset has this very file already."""
    REFUSED = "refused"
    """Not taken, with the reason."""


class IngestItem(Base):
    __tablename__ = "ingest_items"
    __owned_through__ = "job_id"

    job_id: Mapped[str] = mapped_column(Id, ForeignKey("jobs.id"), primary_key=True)
    index: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(String(1024))
    outcome: Mapped[str] = mapped_column(String(12))
    reason: Mapped[str | None] = mapped_column(Text)
    sample_id: Mapped[str | None] = mapped_column(Id)
    facts: Mapped[dict[str, Any] | None]
    """The columns of the sample to be."""


def replace_range(session: Session, job_id: str, start: int, stop: int, items: Sequence[dict[str, Any]]) -> None:
    """Store the items of one shard; an earlier attempt at the same shard is forgotten."""
    in_range = (IngestItem.job_id == job_id) & (IngestItem.index >= start) & (IngestItem.index < stop)
    session.execute(delete(IngestItem).where(in_range))
    if items:
        session.execute(insert(IngestItem), [{"job_id": job_id, "sample_id": None, **item} for item in items])


def after(session: Session, job_id: str, index: int, *, limit: int) -> Sequence[IngestItem]:
    query = select(IngestItem).where(IngestItem.job_id == job_id, IngestItem.index > index)
    return session.scalars(query.order_by(IngestItem.index).limit(limit)).all()


def report_page(session: Session, job_id: str, *, limit: int, cursor: str | None = None) -> Page[IngestItem]:
    """In the order of the archive."""
    last = -1 if cursor is None else decode_cursor(cursor, (int,))[0]
    assert isinstance(last, int)
    rows = after(session, job_id, last, limit=limit + 1)
    return Page(rows[:limit], encode_cursor(rows[limit - 1].index) if len(rows) > limit else None)


def report(session: Session, job_id: str) -> Iterator[IngestItem]:
    """Every item in order, fetched as it is read."""
    query = select(IngestItem).where(IngestItem.job_id == job_id).order_by(IngestItem.index)
    yield from session.scalars(query.execution_options(yield_per=1000))


def counts(session: Session, job_id: str) -> dict[str, int]:
    """How many items had each outcome."""
    query = select(IngestItem.outcome, func.count()).where(IngestItem.job_id == job_id).group_by(IngestItem.outcome)
    found = dict(session.execute(query).all())
    return {str(outcome): found.get(outcome, 0) for outcome in ItemOutcome}
