"""score: predictions, the neighbours in an embedding, or a user's own table become columns of numbers."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

import numpy as np
import numpy.typing as npt
from sqlalchemy.orm import Session

from store import annotations, embeddings, samples, uploads
from store.annotations import AnnotationTask, TaskType
from store.embeddings import Embedding
from store.errors import NotFound
from store.specs.curation import ScoreSpec
from store.specs.scores import SCORE_NAME_PATTERN, EmbeddingScore, EmbeddingScores, OwnScores, PredictionScores
from store.spelling import did_you_mean
from worker import score
from worker.engine.context import JobContext
from worker.jobs import files, graphs, pixels
from worker.jobs.columns import Float32, ScoreFiles
from worker.jobs.keyed import Placement
from worker.neighbors import Graph
from worker.reporting import UserError
from worker.tabular import Table, TableRefused, scalars

_CHUNK = 1000
_NEED_LABELS = (EmbeddingScore.HARDNESS, EmbeddingScore.MISLABEL)


def job(context: JobContext) -> None:
    """Compute the columns and publish them as scores."""
    spec = context.spec
    assert isinstance(spec, ScoreSpec)
    match spec.source:
        case PredictionScores() as source:
            _predictions(context, spec, source)
        case EmbeddingScores() as source:
            _neighborhood(context, spec, source)
        case OwnScores() as source:
            _own(context, spec, source)


def _predictions(context: JobContext, spec: ScoreSpec, source: PredictionScores) -> None:
    version = pixels.pinned_version(context, spec)
    with context.database.read() as session:
        task = _task(session, spec.dataset_id, source.task)
        is_usable = _usable(session, spec.dataset_id, version)
        scorer = score.PredictionScorer(TaskType(task.type), source, len(is_usable))
        done = 0
        for chunk in _chunks(annotations.entries(session, task.id)):
            kept = [(position, data) for position, data in chunk if position < len(is_usable) and is_usable[position]]
            if kept:
                scorer.add(np.array([position for position, _ in kept]), [data for _, data in kept])
            done += len(chunk)
            context.progress("score", min(done, task.count), task.count, "samples")
    columns = scorer.columns()
    if not columns:
        raise UserError(f"The task {task.name} says nothing about the samples of version {version}.")
    _publish(context, spec, columns, version=version, task_id=task.id)


def _neighborhood(context: JobContext, spec: ScoreSpec, source: EmbeddingScores) -> None:
    with context.database.read() as session:
        embedding = embeddings.get(session, source.embedding)
        labels = _labels(session, embedding, source.labels)
    graph = graphs.ensure(context, embedding)
    context.progress("score", 0, 1, "embeddings")
    columns = _of_graph(graph, labels, source)
    _publish(context, spec, columns, version=embedding.dataset_version, embedding_id=embedding.id)


def _of_graph(graph: Graph, labels: npt.NDArray[np.int64], source: EmbeddingScores) -> dict[str, Float32]:
    # One class says nothing about any sample.
    has_labels = len(np.unique(labels[labels != score.UNLABELLED])) > 1
    wanted = source.scores or [name for name in EmbeddingScore if has_labels or name not in _NEED_LABELS]
    lacking = [name for name in wanted if name in _NEED_LABELS]
    if lacking and not has_labels:
        raise UserError(
            f"{' and '.join(lacking)} compare a sample's label with those of its neighbours, and the dataset has no "
            "two different labels. Add weak labels, or name a label task in source.labels."
        )
    k, found = source.n_neighbors, dict[str, npt.NDArray[np.float64]]()
    if EmbeddingScore.TYPICALITY in wanted:
        found["typicality"] = score.typicality(graph.distances, k=k)
    if EmbeddingScore.UNIQUENESS in wanted:
        found["uniqueness"] = score.uniqueness(graph.distances)
    if EmbeddingScore.OUTLIER in wanted:
        found["outlier"] = score.outlier(graph.distances)
    if lacking:
        hardness, mislabel = score.label_shares(graph.indices, graph.distances, labels, k=k)
        found |= {"hardness": hardness, "mislabel": mislabel}
    return {name: found[name].astype(np.float32) for name in wanted}


def _own(context: JobContext, spec: ScoreSpec, source: OwnScores) -> None:
    version = pixels.pinned_version(context, spec)
    with context.database.read() as session:
        upload = uploads.get(session, source.source.upload_id)
        count = len(_usable(session, spec.dataset_id, version))
    path = files.fetch(context.blobs, upload.blob_key, context.scratch)
    placement = Placement(spec.dataset_id, version, count)
    try:
        table = Table(path, source.format)
        columns = _read(context, table, placement, count)
    except TableRefused as refused:
        raise UserError(f"{upload.filename}: {refused}.") from refused
    placement.check()
    _publish(context, spec, columns, version=version, upload_id=upload.id)


def _read(context: JobContext, table: Table, placement: Placement, count: int) -> dict[str, Float32]:
    names = table.others
    if table.key is None:
        raise TableRefused("the file has neither a column filename nor a column sample_id")
    if not names:
        raise TableRefused("the file has no column with numbers")
    for name in names:
        if not re.fullmatch(SCORE_NAME_PATTERN, name):
            raise TableRefused(
                f"{name[:100]!r} is no name for a score: up to 60 small letters, digits and underscores, a letter first"
            )
    columns = {name: np.full(count, np.nan, dtype=np.float32) for name in names}
    for rows in table.rows():
        with context.database.read() as session:
            positions = placement.positions(session, table.key, rows)
        fits = positions >= 0
        for name in names:
            values = scalars(rows.values.column(name), name=name, first=rows.first)
            columns[name][positions[fits]] = values[fits]
        done = rows.first - 1 + rows.values.num_rows
        context.progress("read", done, done, "rows")
    return columns


def _publish(
    context: JobContext,
    spec: ScoreSpec,
    columns: dict[str, Float32],
    *,
    version: int,
    task_id: str | None = None,
    embedding_id: str | None = None,
    upload_id: str | None = None,
) -> None:
    stored = ScoreFiles(context, columns)
    parameters = spec.source.model_dump(mode="json")
    with context.succeed() as (session, result):
        stored.publish(
            session, result, dataset_id=spec.dataset_id, dataset_version=version, task_id=task_id,
            embedding_id=embedding_id, parameters=parameters,
        )  # fmt: skip
        if upload_id is not None:
            uploads.expire_soon(session, upload_id)


def _task(session: Session, dataset_id: str, name: str) -> AnnotationTask:
    task = annotations.find_task(session, dataset_id, name)
    if task is None:
        known = annotations.task_names(session, dataset_id)
        raise UserError(f"The dataset has no task {name}.{did_you_mean(name, known)}")
    return task


def _usable(session: Session, dataset_id: str, version: int) -> npt.NDArray[np.bool_]:
    """(N,) by position: whether the sample is usable at `version`."""
    return np.fromiter((row.ok for row in samples.rows(session, dataset_id, version)), dtype=np.bool_)


def _labels(session: Session, embedding: Embedding, task: str | None) -> npt.NDArray[np.int64]:
    """(N,) class numbers by position, UNLABELLED where there is none."""
    labels = np.full(embedding.count, score.UNLABELLED, dtype=np.int64)
    numbers: dict[Any, int] = {}
    for position, label in _named_labels(session, embedding, task):
        if position < len(labels) and label is not None:
            labels[position] = numbers.setdefault(label, len(numbers))
    return labels


def _named_labels(session: Session, embedding: Embedding, task: str | None) -> Iterator[tuple[int, Any]]:
    if task is None:
        rows = samples.rows(session, embedding.dataset_id, embedding.dataset_version)
        yield from ((row.position, row.label) for row in rows)
        return
    try:
        found = annotations.task(session, embedding.dataset_id, task)
    except NotFound as error:
        raise UserError(str(error)) from error
    for position, objects in annotations.entries(session, found.id):
        if len(objects) == 1:  # of several labels for one image none is the right one
            yield position, objects[0]["category_id"]


def _chunks(items: Iterator[Any]) -> Iterator[list[Any]]:
    while chunk := list(islice(items, _CHUNK)):
        yield chunk
