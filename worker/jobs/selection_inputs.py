"""From the database to the arrays that strategies ask for."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

import numpy as np
import numpy.typing as npt
from sqlalchemy.orm import Session

from store import annotations, sample_columns, samples, scores, subsets
from store.annotations import AnnotationTask, TaskType
from store.embeddings import Embedding
from store.errors import NotFound
from store.scores import Score
from store.specs.scores import Aggregate, PredictionScores
from store.specs.selection import Labels, SelectionRequest, TaskLabels
from store.specs.selection_inputs import (
    CategoryCountNumbers,
    ClusterGroups,
    FactNumbers,
    Groups,
    LabelGroups,
    MetadataGroups,
    MetadataNumbers,
    Numbers,
    PredictionGroups,
    PredictionNumbers,
    RandomNumbers,
    ScoreNumbers,
    VideoGroups,
)
from store.specs.strategies import (
    AutoStrategy,
    BadgeStrategy,
    BalanceStrategy,
    DeduplicateStrategy,
    DiversityStrategy,
    SimilarityStrategy,
    Strategy,
    StratifiedStrategy,
    ThresholdStrategy,
    UncertaintyCoverageStrategy,
    UncertaintyStrategy,
    WeightsStrategy,
)
from store.spelling import did_you_mean
from worker.engine.context import JobContext
from worker.jobs import columns
from worker.reporting import UserError
from worker.score import PredictionScorer
from worker.select import Inputs, Membership

Float64 = npt.NDArray[np.float64]
Int64 = npt.NDArray[np.int64]

_CHUNK = 1000
_MOST_GROUPS = 10_000


def gather(context: JobContext, session: Session, request: SelectionRequest, embedding: Embedding) -> Inputs:
    """Everything that the strategies of a request will ask for, by position of the embedding.

    Raises UserError for a task, score or sample that is not there (any more).
    """
    desk = _Desk(context, session, embedding)
    found = Inputs()
    for strategy in request.all_strategies:
        numbers = {source: desk.numbers(source) for source in _numbers_of(strategy)}
        groups = {source: desk.groups(source) for source in _groups_of(strategy)}
        queries = {query: desk.positions(query) for query in _queries_of(strategy)}
        probabilities = {}
        if isinstance(strategy, BadgeStrategy) and strategy.task is not None:
            probabilities[strategy.task] = desk.probabilities(desk.task(strategy.task))
        found = replace(
            found,
            numbers={**found.numbers, **numbers},
            groups={**found.groups, **groups},
            queries={**found.queries, **queries},
            probabilities={**found.probabilities, **probabilities},
        )
        if isinstance(strategy, DeduplicateStrategy) and strategy.max_hash_distance is not None:
            found = replace(found, hashes=desk.hashes())
    return found if request.labels is None else replace(found, labels=desk.labels(request.labels))


def _numbers_of(strategy: Strategy) -> Iterator[Numbers]:
    if isinstance(strategy, WeightsStrategy | ThresholdStrategy) and not isinstance(strategy.by, RandomNumbers):
        yield strategy.by
    elif isinstance(strategy, UncertaintyStrategy | UncertaintyCoverageStrategy) and strategy.task is not None:
        aggregate = strategy.aggregate if isinstance(strategy, UncertaintyStrategy) else Aggregate.MAX
        yield PredictionNumbers(task=strategy.task, score=strategy.score.value, aggregate=aggregate)
    elif isinstance(strategy, AutoStrategy) and strategy.task is not None:
        yield PredictionNumbers(task=strategy.task)


def _groups_of(strategy: Strategy) -> Iterator[Groups]:
    if isinstance(strategy, StratifiedStrategy | BalanceStrategy) and not isinstance(strategy.by, ClusterGroups):
        yield strategy.by


def _queries_of(strategy: Strategy) -> Iterator[tuple[str, ...] | str]:
    if isinstance(strategy, SimilarityStrategy):
        yield strategy.query_subset or strategy.query or ()
    elif isinstance(strategy, DiversityStrategy) and strategy.start not in {"random", "medoid"}:
        yield (strategy.start,)


class _Desk:
    """Reads arrays of one dataset, as long as the embedding."""

    def __init__(self, context: JobContext, session: Session, embedding: Embedding) -> None:
        self.context, self.session = context, session
        self.dataset_id, self.embedding_id, self.count = embedding.dataset_id, embedding.id, embedding.count

    def numbers(self, source: Numbers) -> Float64:
        match source:
            case FactNumbers():
                return self._column(sample_columns.values(self.session, self.dataset_id, source.fact, below=self.count))
            case MetadataNumbers():
                pairs = sample_columns.metadata(self.session, self.dataset_id, source.key, below=self.count)
                return self._column((row, value) for row, value in pairs if isinstance(value, int | float))
            case ScoreNumbers():
                return self._score(source.score)
            case PredictionNumbers():
                return self._predictions(source)
            case CategoryCountNumbers():
                return self._counts(source)
        raise ValueError(f"{source!r} needs no array")

    def _column(self, pairs: Iterable[tuple[int, float]]) -> Float64:
        found = np.full(self.count, np.nan)
        for position, value in pairs:
            found[position] = value
        return found

    def _score(self, name: str) -> Float64:
        row: Score | None
        if name.startswith("scr_"):
            row = scores.get(self.session, name)
        else:
            row = scores.find(self.session, self.dataset_id, name, embedding_id=self.embedding_id)
            row = row or scores.find(self.session, self.dataset_id, name)
        if row is None:
            known = scores.names(self.session, self.dataset_id)
            raise UserError(f"The dataset has no score {name}.{did_you_mean(name, known)}")
        column = columns.score(self.context.blobs, row, self.context.scratch)
        found = np.full(self.count, np.nan)
        found[: len(column)] = column[: self.count]
        return found

    def _predictions(self, source: PredictionNumbers) -> Float64:
        task = self.task(source.task)
        scorer = PredictionScorer(
            TaskType(task.type), PredictionScores(task=source.task, aggregates=[source.aggregate]), self.count
        )
        for positions, entries in self._entries(task):
            scorer.add(positions, entries)
        found = scorer.columns()
        for name in (source.score, f"{source.score}_{source.aggregate}"):
            if name in found:
                return found[name].astype(np.float64)
        raise UserError(f"The task {source.task} has no {source.score}: it is of type {task.type}.")

    def _counts(self, source: CategoryCountNumbers) -> Float64:
        task = self.task(source.task)
        wanted = {
            category["id"]
            for category in task.categories
            if source.categories is None or category["name"] in source.categories
        }
        found = np.full(self.count, np.nan)
        for positions, entries in self._entries(task):
            found[positions] = [sum(one.get("category_id") in wanted for one in objects) for objects in entries]
        return found

    def _entries(self, task: AnnotationTask) -> Iterator[tuple[Int64, list[Sequence[dict[str, Any]]]]]:
        """What a task says, in chunks."""
        entries = (entry for entry in annotations.entries(self.session, task.id) if entry[0] < self.count)
        while chunk := list(islice(entries, _CHUNK)):
            yield np.array([position for position, _ in chunk]), [objects for _, objects in chunk]

    def task(self, name: str) -> AnnotationTask:
        try:
            return annotations.task(self.session, self.dataset_id, name)
        except NotFound as error:
            raise UserError(str(error)) from error

    def groups(self, source: Groups) -> Membership:
        match source:
            case LabelGroups(task=None):
                return self._named(sample_columns.values(self.session, self.dataset_id, "label", below=self.count))
            case VideoGroups():
                return self._named(sample_columns.values(self.session, self.dataset_id, "video_id", below=self.count))
            case MetadataGroups():
                pairs = sample_columns.metadata(self.session, self.dataset_id, source.key, below=self.count)
                return self._named((row, _text(value)) for row, value in pairs)
            case LabelGroups() | PredictionGroups():
                assert source.task is not None
                task = self.task(source.task)
                return Membership(tuple(one["name"] for one in task.categories), self._shares(task))
        raise ValueError(f"{source!r} needs no array")

    def _named(self, pairs: Iterable[tuple[int, str]]) -> Membership:
        numbers: dict[str, int] = {}
        group = np.full(self.count, -1, dtype=np.int64)
        for position, name in pairs:
            group[position] = numbers.setdefault(name, len(numbers))
        if len(numbers) > _MOST_GROUPS:
            raise UserError(f"{len(numbers)} different values are too many groups to balance; {_MOST_GROUPS} are fine.")
        names = sorted(numbers)
        renamed = np.empty(len(names), dtype=np.int64)
        renamed[np.array([numbers[name] for name in names], dtype=np.int64)] = np.arange(len(names))
        shares = np.zeros((self.count, len(names)), dtype=np.float32)
        has = np.flatnonzero(group >= 0)
        shares[has, renamed[group[has]]] = 1.0
        return Membership(tuple(names), shares)

    def _shares(self, task: AnnotationTask) -> npt.NDArray[np.float32]:
        """The probabilities of an image's classes, or how many of its objects are of each category, adding up to 1."""
        number = {category["id"]: index for index, category in enumerate(task.categories)}
        shares = np.zeros((self.count, len(number)), dtype=np.float32)
        for positions, entries in self._entries(task):
            for position, objects in zip(positions.tolist(), entries, strict=True):
                for one in objects:
                    if one.get("probabilities") and task.type == TaskType.CLASSIFICATION:
                        shares[position] += one["probabilities"]
                    else:
                        shares[position, number[one["category_id"]]] += 1.0
        totals = shares.sum(axis=1, keepdims=True)
        found: npt.NDArray[np.float32] = np.divide(shares, totals, out=shares, where=totals > 0)
        return found

    def probabilities(self, task: AnnotationTask) -> npt.NDArray[np.float32]:
        """(N, C) of a classification task, NaN where it gives no probabilities."""
        found = np.full((self.count, len(task.categories)), np.nan, dtype=np.float32)
        for positions, entries in self._entries(task):
            for position, objects in zip(positions.tolist(), entries, strict=True):
                if objects and objects[0].get("probabilities"):
                    found[position] = objects[0]["probabilities"]
        return found

    def labels(self, labels: Labels) -> Int64:
        """(N,) class numbers, -1 where there is no label."""
        if isinstance(labels, TaskLabels):
            members = self.groups(LabelGroups(task=labels.task))
        else:
            members = self.groups(LabelGroups())
        return np.where(members.shares.any(axis=1), members.shares.argmax(axis=1), -1).astype(np.int64)

    def positions(self, query: tuple[str, ...] | str) -> Int64:
        """Of the samples of a query, those that the embedding has."""
        if isinstance(query, str):
            found = subsets.positions(self.session, query)
        else:
            known = samples.positions_of(self.session, self.dataset_id, list(query))
            found = [known[sample_id] for sample_id in query if sample_id in known]
        rows = np.array([position for position in found if position < self.count], dtype=np.int64)
        if not rows.size:
            raise UserError("No sample of the query is in the embedding. Embed the current version of the dataset.")
        return rows

    def hashes(self) -> npt.NDArray[np.uint64]:
        found = np.zeros(self.count, dtype=np.uint64)
        for position, phash in sample_columns.values(self.session, self.dataset_id, "phash", below=self.count):
            found[position] = int(phash, 16)
        return found

    def frames(self) -> tuple[Int64, Int64]:
        """(N,) number of the video and index of the frame in it, -1 for what is no frame."""
        videos = np.full(self.count, -1, dtype=np.int64)
        frames = np.full(self.count, -1, dtype=np.int64)
        numbers: dict[str, int] = {}
        for position, video in sample_columns.values(self.session, self.dataset_id, "video_id", below=self.count):
            videos[position] = numbers.setdefault(video, len(numbers))
        for position, frame in sample_columns.values(self.session, self.dataset_id, "frame_index", below=self.count):
            frames[position] = frame
        return videos, frames


def frames(context: JobContext, session: Session, embedding: Embedding) -> tuple[Int64, Int64]:
    """(N,) number of the video of each position and index of the frame in it, -1 for what is no frame."""
    return _Desk(context, session, embedding).frames()


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
