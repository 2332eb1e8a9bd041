"""Scores: one number for each sample, kept as a column.

A score of a million samples is one blob of 4 MB, float32 by position, and not a million rows: a job writes it in a
moment, selection maps it, and nothing has to be joined. A second blob has the samples in order of the number, so that
the first page of a sorted listing, or of one between two bounds, costs a few short reads. Both can be read without
numpy.
"""

import math
import struct
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from store.annotations import AnnotationTask
from store.base import Base, Id, Json
from store.blobs import Blobs
from store.errors import InvalidField, NotFound
from store.pages import Page, decode_cursor, encode_cursor, newest_first
from store.samples import Sample, visible

BINS = 256
"""Bins of the histogram that is stored; coarser ones are sums of these."""

_RANKED = struct.Struct("<If")
_RANKED_PAGE = 1000


class Score(Base):
    __tablename__ = "scores"
    __owned_through__ = "dataset_id"
    __table_args__ = (Index(None, "dataset_id", "id"), Index(None, "dataset_id", "name", "id"), Index(None, "job_id"))

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    dataset_id: Mapped[str] = mapped_column(Id, ForeignKey("datasets.id"))
    dataset_version: Mapped[int]
    job_id: Mapped[str] = mapped_column(Id, ForeignKey("jobs.id"))
    name: Mapped[str] = mapped_column(String(60))
    task_id: Mapped[str | None] = mapped_column(Id, ForeignKey("annotation_tasks.id"))
    embedding_id: Mapped[str | None] = mapped_column(Id, ForeignKey("embeddings.id"))
    count: Mapped[int] = mapped_column(BigInteger)
    """N: one number for each position of the dataset version."""
    valid_count: Mapped[int] = mapped_column(BigInteger)
    """Samples that have one; the others are NaN."""
    minimum: Mapped[float | None]
    maximum: Mapped[float | None]
    mean: Mapped[float | None]
    std: Mapped[float | None]
    histogram: Mapped[list[int]] = mapped_column(Json)
    """Counts in BINS equal bins from `minimum` to `maximum`; empty when no sample has a number."""
    parameters: Mapped[dict[str, Any]]
    """How it was computed."""
    blob_key: Mapped[str] = mapped_column(String(255))
    """float32 (N,), little-endian, by position; NaN where there is none."""
    ranking_key: Mapped[str] = mapped_column(String(255))
    """(position uint32, number float32) of every sample that has a number, the smallest first, then by position."""
    size_bytes: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime]


def get(session: Session, score_id: str) -> Score:
    score = session.get(Score, score_id)
    if score is None:
        raise NotFound("score", score_id)
    return score


def find(
    session: Session, dataset_id: str, name: str, *, task: str | None = None, embedding_id: str | None = None
) -> Score | None:
    """The newest score of this name. The names that LightlyOne uses are known, too: `uncertainty_margin` ..."""
    short = name.removeprefix("uncertainty_")
    query = select(Score).where(Score.dataset_id == dataset_id, Score.name.in_([name, short, f"{short}_max"]))
    if task is not None:
        query = query.join(AnnotationTask, AnnotationTask.id == Score.task_id).where(AnnotationTask.name == task)
    if embedding_id is not None:
        query = query.where(Score.embedding_id == embedding_id)
    return session.scalars(query.order_by(Score.id.desc()).limit(1)).one_or_none()


def names(session: Session, dataset_id: str) -> Sequence[str]:
    """The names of all scores of a dataset."""
    return session.scalars(
        select(Score.name).where(Score.dataset_id == dataset_id).distinct().order_by(Score.name)
    ).all()


def list_page(
    session: Session, *, limit: int, cursor: str | None = None, dataset_id: str | None = None, name: str | None = None
) -> Page[Score]:
    """Newest first."""
    query = select(Score)
    if dataset_id is not None:
        query = query.where(Score.dataset_id == dataset_id)
    if name is not None:
        query = query.where(Score.name == name)
    return newest_first(session, query, Score.id, limit=limit, cursor=cursor)


def column(blobs: Blobs, score: Score) -> "array[float]":
    """The numbers by position, NaN where there is none, without numpy. `worker.jobs.columns.score` maps them."""
    values = array("f", blobs.get(score.blob_key))
    if struct.pack("=f", 1.0) != struct.pack("<f", 1.0):
        values.byteswap()
    return values


def value(blobs: Blobs, score: Score, position: int) -> float | None:
    """The number of one sample, None where there is none."""
    if position >= score.count:
        return None
    found: float = struct.unpack("<f", blobs.get_range(score.blob_key, 4 * position, 4))[0]
    return None if math.isnan(found) else found


def histogram(score: Score, bins: int) -> list[int]:
    """Counts in `bins` equal bins, a divisor of BINS, from the smallest number to the largest."""
    width = BINS // bins
    return [sum(score.histogram[start : start + width]) for start in range(0, len(score.histogram), width)]


@dataclass(frozen=True)
class Scored:
    """A sample and its number."""

    sample: Sample
    score: float


def samples_page(
    session: Session,
    blobs: Blobs,
    score: Score,
    *,
    version: int,
    limit: int,
    cursor: str | None = None,
    descending: bool = False,
    low: float | None = None,
    high: float | None = None,
) -> Page[Scored]:
    """The samples of the dataset at `version` in order of their number, between two inclusive bounds."""
    ranking = _Ranking(blobs, score)
    start = 0 if low is None else ranking.first(lambda number: number >= low)
    stop = score.valid_count if high is None else ranking.first(lambda number: number > high)
    if cursor is not None:
        order, rank = decode_cursor(cursor, (int, int))
        if order != int(descending) or not isinstance(rank, int) or not 0 <= rank < score.valid_count:
            raise InvalidField("/cursor", "This cursor belongs to another listing.")
        start, stop = (start, min(stop, rank)) if descending else (max(start, rank + 1), stop)
    found: list[tuple[int, Scored]] = []
    for ranked in ranking.walk(start, stop, descending=descending):
        found += _present(session, score.dataset_id, version, ranked)
        if len(found) > limit:
            break
    last = encode_cursor(int(descending), found[limit - 1][0]) if len(found) > limit else None
    return Page([scored for _, scored in found[:limit]], last)


def _present(
    session: Session, dataset_id: str, version: int, ranked: Sequence[tuple[int, int, float]]
) -> Iterator[tuple[int, Scored]]:
    """Of (rank, position, number), those whose sample is there, in their order."""
    positions = [position for _, position, _ in ranked]
    query = select(Sample).where(visible(dataset_id, version), Sample.position.in_(positions))
    by_position = {sample.position: sample for sample in session.scalars(query)}
    for rank, position, number in ranked:
        if position in by_position:
            yield rank, Scored(by_position[position], number)


class _Ranking:
    """The second blob of a score, read in short ranges."""

    def __init__(self, blobs: Blobs, score: Score) -> None:
        self._blobs, self._key, self._count = blobs, score.ranking_key, score.valid_count

    def read(self, start: int, stop: int) -> list[tuple[int, int, float]]:
        """(rank, position, number) of ranks `start` up to but without `stop`."""
        if start >= stop:
            return []
        data = self._blobs.get_range(self._key, start * _RANKED.size, (stop - start) * _RANKED.size)
        return [(start + index, *entry) for index, entry in enumerate(_RANKED.iter_unpack(data))]

    def first(self, holds: Callable[[float], bool]) -> int:
        """The lowest rank whose number `holds`, by bisection: it holds for all that follow."""
        low, high = 0, self._count
        while low < high:
            middle = (low + high) // 2
            (_, _, number) = self.read(middle, middle + 1)[0]
            low, high = (low, middle) if holds(number) else (middle + 1, high)
        return low

    def walk(self, start: int, stop: int, *, descending: bool) -> Iterator[list[tuple[int, int, float]]]:
        """The ranks between `start` and `stop`, in pieces, from the one end or from the other."""
        while start < stop:
            if descending:
                lowest = max(start, stop - _RANKED_PAGE)
                yield self.read(lowest, stop)[::-1]
                stop = lowest
            else:
                highest = min(stop, start + _RANKED_PAGE)
                yield self.read(start, highest)
                start = highest
