"""What can be known to be wrong with a score job before it is queued."""

from sqlalchemy.orm import Session

from store import annotations, embeddings, uploads
from store.annotations import AnnotationRole, AnnotationTask, TaskType
from store.datasets import Dataset
from store.errors import InvalidField, NotFound
from store.specs.curation import ScoreSpec
from store.specs.scores import EmbeddingScores, OwnScores, PredictionScores
from store.spelling import did_you_mean
from store.uploads import UploadPurpose, UploadState


def admit_score(session: Session, spec: ScoreSpec, dataset: Dataset, at: str, *, grows: bool) -> ScoreSpec:
    """`spec` with its dataset version pinned. InvalidField when it cannot work; `at` is the pointer to it."""
    source = spec.source
    if isinstance(source, EmbeddingScores):
        _check_labels(session, source, dataset, f"{at}/source/labels")
        if source.embedding.startswith("$"):
            return spec
        return _of_embedding(session, spec, source.embedding, dataset, at)
    if isinstance(source, OwnScores):
        check_file(session, source.source.upload_id, dataset, f"{at}/source/source/upload_id")
    elif not grows:
        _check_predictions(session, source, dataset, f"{at}/source/task")
    if spec.dataset_version is not None and spec.dataset_version > dataset.version:
        raise InvalidField(f"{at}/dataset_version", f"The dataset is at version {dataset.version}.")
    return spec if grows else spec.model_copy(update={"dataset_version": spec.dataset_version or dataset.version})


def check_file(session: Session, upload_id: str, dataset: Dataset, pointer: str) -> None:
    """InvalidField unless the upload is a complete file for a job of this dataset to read."""
    try:
        upload = uploads.get(session, upload_id)
    except NotFound as error:
        raise InvalidField(pointer, str(error)) from error
    if upload.dataset_id != dataset.id:
        raise InvalidField(pointer, "This belongs to another dataset.")
    if upload.purpose != UploadPurpose.ANNOTATIONS:
        raise InvalidField(pointer, "This upload holds images. Upload files for jobs with purpose=annotations.")
    if upload.state != UploadState.COMPLETE:
        raise InvalidField(pointer, "This upload is not complete yet.")


def _of_embedding(session: Session, spec: ScoreSpec, embedding_id: str, dataset: Dataset, at: str) -> ScoreSpec:
    try:
        embedding = embeddings.get(session, embedding_id)
    except NotFound as error:
        raise InvalidField(f"{at}/source/embedding", str(error)) from error
    if embedding.dataset_id != dataset.id:
        raise InvalidField(f"{at}/source/embedding", "This belongs to another dataset.")
    if spec.dataset_version not in {None, embedding.dataset_version}:
        raise InvalidField(f"{at}/dataset_version", f"The embedding is of version {embedding.dataset_version}.")
    return spec.model_copy(update={"dataset_version": embedding.dataset_version})


def _check_predictions(session: Session, source: PredictionScores, dataset: Dataset, pointer: str) -> None:
    task = _task(session, dataset, source.task, pointer)
    if task.role != AnnotationRole.PREDICTION:
        raise InvalidField(pointer, f"The task {task.name} has the role {task.role}: labels have no uncertainty.")


def _check_labels(session: Session, source: EmbeddingScores, dataset: Dataset, pointer: str) -> None:
    if source.labels is None:
        return
    task = _task(session, dataset, source.labels, pointer)
    if task.type != TaskType.CLASSIFICATION:
        raise InvalidField(pointer, f"The task {task.name} is of type {task.type}: take one of classification.")


def _task(session: Session, dataset: Dataset, name: str, pointer: str) -> AnnotationTask:
    task = annotations.find_task(session, dataset.id, name)
    if task is None:
        known = annotations.task_names(session, dataset.id)
        raise InvalidField(pointer, f"The dataset has no task {name}.{did_you_mean(name, known)}")
    return task
