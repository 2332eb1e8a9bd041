"""What can be known to be wrong with an annotate job before it is queued."""

from sqlalchemy.orm import Session

from store import annotations, uploads
from store.errors import InvalidField, NotFound
from store.specs.annotations import AnnotationFormat, TaskTarget
from store.specs.jobs import AnnotateSpec


def check_annotate(session: Session, spec: AnnotateSpec, at: str) -> None:
    """InvalidField for an upload or a task that this job cannot work with. `at` is the pointer to the spec."""
    pointer = f"{at}/source/upload_id"
    try:
        upload = uploads.get(session, spec.source.upload_id)
    except NotFound as error:
        raise InvalidField(pointer, str(error)) from error
    if upload.dataset_id != spec.dataset_id:
        raise InvalidField(pointer, "This belongs to another dataset.")
    if upload.purpose != uploads.UploadPurpose.ANNOTATIONS:
        raise InvalidField(pointer, "This upload holds images. Upload annotations with purpose=annotations.")
    if upload.state != "complete":
        raise InvalidField(pointer, "This upload is not complete yet.")
    if isinstance(spec.target, TaskTarget) and spec.target.name is not None:
        _check_task(session, spec, spec.target, spec.target.name, f"{at}/target")


def _check_task(session: Session, spec: AnnotateSpec, target: TaskTarget, name: str, at: str) -> None:
    task = annotations.find_task(session, spec.dataset_id, name)
    if task is not None:
        if target.task_type is not None and target.task_type != task.type:
            raise InvalidField(f"{at}/task_type", f"The task {name} is of type {task.type}. Take another name.")
        if target.role != task.role:
            raise InvalidField(f"{at}/role", f"The task {name} has the role {task.role}. Take another name.")
    elif spec.format in {AnnotationFormat.NDJSON, AnnotationFormat.PARQUET}:
        if target.task_type is None:
            raise InvalidField(f"{at}/task_type", f"The task {name} is new: say its type.")
        if target.categories is None:
            raise InvalidField(f"{at}/categories", f"The task {name} is new: say its categories.")
