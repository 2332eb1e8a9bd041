"""The perceptual hashes of samples."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from store.samples import Sample, SampleStatus, visible


@dataclass(frozen=True)
class HashedSample:
    """A sample with its hash, and what tells the better of two copies."""

    position: int
    id: str
    filename: str
    phash: str
    width: int | None
    height: int | None
    sharpness: float | None


def all_of(session: Session, dataset_id: str, version: int) -> Iterator[tuple[int, str]]:
    """(position, 16 hexadecimal digits) of the usable samples of a dataset version, in order of position."""
    query = (
        select(Sample.position, Sample.phash)
        .where(visible(dataset_id, version), Sample.status == SampleStatus.OK, Sample.phash.is_not(None))
        .order_by(Sample.position)
        .execution_options(yield_per=10_000)
    )
    for position, phash in session.execute(query):
        assert phash is not None
        yield position, phash


def at(session: Session, dataset_id: str, positions: Sequence[int]) -> list[HashedSample]:
    """The hashed samples at these positions, in order of position."""
    query = select(Sample).where(
        Sample.dataset_id == dataset_id, Sample.position.in_(positions), Sample.phash.is_not(None)
    )
    return [
        HashedSample(row.position, row.id, row.filename, row.phash or "", row.width, row.height, row.sharpness)
        for row in session.scalars(query.order_by(Sample.position))
    ]
