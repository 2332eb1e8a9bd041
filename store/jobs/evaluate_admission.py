"""What can be known to be wrong with an evaluate job before it is queued."""

from sqlalchemy.orm import Session

from store import annotations, embeddings, subsets
from store.annotations import TaskType
from store.datasets import Dataset
from store.errors import InvalidField, NotFound
from store.specs.evaluation import EvaluateSpec
from store.spelling import did_you_mean


def check_evaluate(session: Session, spec: EvaluateSpec, dataset: Dataset, at: str) -> None:
    """InvalidField for an evaluate job that cannot work. `at` is the pointer to the spec."""
    for field, resource in (("embedding", embeddings), ("test_subset", subsets)):
        reference = getattr(spec, field)
        if reference is None or reference.startswith("$"):
            continue
        try:
            found = resource.get(session, reference)
        except NotFound as error:
            raise InvalidField(f"{at}/{field}", str(error)) from error
        if found.dataset_id != dataset.id:
            raise InvalidField(f"{at}/{field}", "This belongs to another dataset.")
    if spec.labels is not None:
        _check_task(session, spec.labels, dataset, f"{at}/labels")


def _check_task(session: Session, name: str, dataset: Dataset, pointer: str) -> None:
    task = annotations.find_task(session, dataset.id, name)
    if task is None:
        known = annotations.task_names(session, dataset.id)
        raise InvalidField(pointer, f"The dataset has no task {name}.{did_you_mean(name, known)}")
    if task.type != TaskType.CLASSIFICATION:
        raise InvalidField(pointer, f"The task {task.name} is of type {task.type}: take one of classification.")
