"""What can be known to be wrong with a selection before it is queued. Each finding points at the field."""

from collections.abc import Collection

from sqlalchemy.orm import Session

from store import annotations, embeddings, metadata, samples, scores, subsets
from store.annotations import AnnotationRole, AnnotationTask, TaskType
from store.datasets import Dataset
from store.errors import InvalidField, NotFound
from store.specs.selection import SelectionRequest, TaskLabels
from store.specs.selection_inputs import (
    CategoryCountNumbers,
    Groups,
    LabelGroups,
    MetadataGroups,
    MetadataNumbers,
    Numbers,
    PredictionGroups,
    PredictionNumbers,
    ScoreNumbers,
)
from store.specs.strategies import (
    AutoStrategy,
    BadgeStrategy,
    BalanceStrategy,
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


def check_selection(
    session: Session,
    request: SelectionRequest,
    embedding: str,
    dataset: Dataset,
    at: str,
    *,
    grows: bool = False,
    annotated: bool = False,
) -> None:
    """InvalidField when the selection cannot work.

    With `grows` samples may be still to come from a sibling, with `annotated` what is said of them.
    """
    available = _available(session, embedding, dataset, at, grows=grows)
    if available is not None and request.n_samples is not None and request.n_samples > available:
        raise InvalidField(
            f"{at}/n_samples", f"{request.n_samples} samples are more than the {available} there are to pick from."
        )
    _check_samples(session, dataset, request.preselected, f"{at}/preselected")
    for field in ("preselected_subset", "candidates_subset"):
        _check_subset(session, dataset, getattr(request, field), f"{at}/{field}")
    if annotated:
        return
    if request.candidates is not None:
        known = metadata.keys(session, dataset.id)
        for key in request.candidates.metadata:
            _check_key(key, known, f"{at}/candidates/metadata/{_escaped(key)}")
    if isinstance(request.labels, TaskLabels):
        _check_labels(session, dataset, request.labels.task, f"{at}/labels/task")
    for index, strategy in enumerate(request.all_strategies):
        pointer = f"{at}/strategy" if request.strategies is None else f"{at}/strategies/{index}"
        _check_strategy(session, dataset, strategy, pointer)


def _available(session: Session, embedding_ref: str, dataset: Dataset, at: str, *, grows: bool) -> int | None:
    if embedding_ref.startswith("$"):
        return None if grows else dataset.ok_count
    try:
        embedding = embeddings.get(session, embedding_ref)
    except NotFound as error:
        raise InvalidField(f"{at}/embedding", str(error)) from error
    if embedding.dataset_id != dataset.id:
        raise InvalidField(f"{at}/embedding", "This belongs to another dataset.")
    return embedding.valid_count


def _check_samples(session: Session, dataset: Dataset, ids: Collection[str], pointer: str) -> None:
    known = samples.positions_of(session, dataset.id, list(ids))
    for index, sample_id in enumerate(ids):
        if sample_id not in known:
            raise InvalidField(f"{pointer}/{index}", f"{sample_id} is no sample of this dataset.")


def _check_subset(session: Session, dataset: Dataset, subset_id: str | None, pointer: str) -> None:
    if subset_id is None or subset_id.startswith("$"):
        return
    try:
        subset = subsets.get(session, subset_id)
    except NotFound as error:
        raise InvalidField(pointer, str(error)) from error
    if subset.dataset_id != dataset.id:
        raise InvalidField(pointer, "This belongs to another dataset.")


def _check_strategy(session: Session, dataset: Dataset, strategy: Strategy, at: str) -> None:
    match strategy:
        case WeightsStrategy() | ThresholdStrategy():
            _check_numbers(session, dataset, strategy.by, f"{at}/by")
        case StratifiedStrategy() | BalanceStrategy():
            _check_groups(session, dataset, strategy.by, f"{at}/by")
        case UncertaintyStrategy() | UncertaintyCoverageStrategy() | BadgeStrategy() | AutoStrategy():
            if strategy.task is not None:
                task = _prediction_task(session, dataset, strategy.task, f"{at}/task")
                if isinstance(strategy, BadgeStrategy) and task.type != TaskType.CLASSIFICATION:
                    raise InvalidField(
                        f"{at}/task", f"The task {task.name} is of type {task.type}: badge needs classes."
                    )
        case SimilarityStrategy():
            _check_samples(session, dataset, strategy.query or (), f"{at}/query")
            _check_subset(session, dataset, strategy.query_subset, f"{at}/query_subset")
        case DiversityStrategy() if strategy.start not in {"random", "medoid"}:
            if not samples.positions_of(session, dataset.id, [strategy.start]):
                raise InvalidField(f"{at}/start", f"{strategy.start} is no sample of this dataset.")


def _check_numbers(session: Session, dataset: Dataset, source: Numbers, at: str) -> None:
    match source:
        case ScoreNumbers() if not source.score.startswith("$"):
            _check_score(session, dataset, source.score, f"{at}/score")
        case MetadataNumbers():
            kinds = metadata.keys(session, dataset.id)
            _check_key(source.key, kinds, f"{at}/key")
            if kinds[source.key] not in {"integer", "number", "boolean"}:
                raise InvalidField(
                    f"{at}/key", f"The values of {source.key} are of type {kinds[source.key]}: no numbers."
                )
        case PredictionNumbers():
            _prediction_task(session, dataset, source.task, f"{at}/task")
        case CategoryCountNumbers():
            task = _task(session, dataset, source.task, f"{at}/task")
            names = [category["name"] for category in task.categories]
            for index, name in enumerate(source.categories or ()):
                if name not in names:
                    raise InvalidField(
                        f"{at}/categories/{index}", f"The task has no category {name}.{did_you_mean(name, names)}"
                    )


def _check_groups(session: Session, dataset: Dataset, source: Groups, at: str) -> None:
    match source:
        case LabelGroups() if source.task is not None:
            _check_labels(session, dataset, source.task, f"{at}/task")
        case MetadataGroups():
            kinds = metadata.keys(session, dataset.id)
            _check_key(source.key, kinds, f"{at}/key")
            if kinds[source.key] in {"number", "mixed"}:
                raise InvalidField(
                    f"{at}/key", f"The values of {source.key} are of type {kinds[source.key]}: no groups."
                )
        case PredictionGroups():
            _task(session, dataset, source.task, f"{at}/task")


def _check_score(session: Session, dataset: Dataset, name: str, pointer: str) -> None:
    if name.startswith("scr_"):
        try:
            score = scores.get(session, name)
        except NotFound as error:
            raise InvalidField(pointer, str(error)) from error
        if score.dataset_id != dataset.id:
            raise InvalidField(pointer, "This belongs to another dataset.")
    elif scores.find(session, dataset.id, name) is None:
        known = scores.names(session, dataset.id)
        raise InvalidField(pointer, f"The dataset has no score {name}.{did_you_mean(name, known)}")


def _check_key(key: str, known: Collection[str], pointer: str) -> None:
    if key not in known:
        raise InvalidField(pointer, f"No sample of this dataset has metadata called {key}.{did_you_mean(key, known)}")


def _check_labels(session: Session, dataset: Dataset, name: str, pointer: str) -> None:
    task = _task(session, dataset, name, pointer)
    if task.type != TaskType.CLASSIFICATION or task.role != AnnotationRole.LABEL:
        raise InvalidField(pointer, f"The task {name} is a {task.role} task of type {task.type}: no labels of images.")


def _prediction_task(session: Session, dataset: Dataset, name: str, pointer: str) -> AnnotationTask:
    task = _task(session, dataset, name, pointer)
    if task.role != AnnotationRole.PREDICTION:
        raise InvalidField(pointer, f"The task {name} has the role {task.role}: labels have no uncertainty.")
    return task


def _task(session: Session, dataset: Dataset, name: str, pointer: str) -> AnnotationTask:
    task = annotations.find_task(session, dataset.id, name)
    if task is None:
        known = annotations.task_names(session, dataset.id)
        raise InvalidField(pointer, f"The dataset has no task {name}.{did_you_mean(name, known)}")
    return task


def _escaped(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1")
