"""`/v1/datasets/{dataset_id}/annotation-tasks` and `/metadata-fields`; what a sample has is under the sample."""

from typing import Annotated

from fastapi import APIRouter, Path
from sqlalchemy.orm import Session

from service.annotations.schemas import (
    AnnotationTask,
    AnnotationTaskPage,
    MetadataFieldPage,
    SampleAnnotations,
    TaskAnnotations,
)
from service.dependencies import ReadSession
from service.identifiers import DatasetId, SampleId
from service.pagination import Paging
from store import annotations, datasets, metadata, pages, samples
from store.errors import NotFound

router = APIRouter(prefix="/v1/datasets/{dataset_id}", tags=["annotations"])

TaskName = Annotated[str, Path(max_length=200, pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$", examples=["detector-v3"])]


@router.get("/annotation-tasks", response_model=AnnotationTaskPage)
def tasks(dataset_id: DatasetId, session: ReadSession, paging: Paging) -> pages.Page[annotations.AnnotationTask]:
    """List the annotation tasks of a dataset, oldest first."""
    datasets.get(session, dataset_id)
    return paging.linked(annotations.tasks_page(session, dataset_id, limit=paging.limit, cursor=paging.cursor))


@router.get("/annotation-tasks/{name}", response_model=AnnotationTask)
def task(dataset_id: DatasetId, name: TaskName, session: ReadSession) -> annotations.AnnotationTask:
    """Get one annotation task with its categories."""
    datasets.get(session, dataset_id)
    return annotations.task(session, dataset_id, name)


@router.get("/metadata-fields", response_model=MetadataFieldPage)
def fields(dataset_id: DatasetId, session: ReadSession, paging: Paging) -> pages.Page[annotations.MetadataField]:
    """List the keys of the samples' metadata with the types that were inferred. Each can be filtered by."""
    datasets.get(session, dataset_id)
    return paging.linked(metadata.fields_page(session, dataset_id, limit=paging.limit, cursor=paging.cursor))


@router.get("/samples/{sample_id}/annotations", name="sample", response_model=SampleAnnotations)
def of_sample(dataset_id: DatasetId, sample_id: SampleId, session: ReadSession) -> SampleAnnotations:
    """Get what every task says about one sample."""
    found = annotations.of_sample(session, dataset_id, _position(session, dataset_id, sample_id))
    items = [
        TaskAnnotations.model_validate({"task": one.name, "role": one.role, "type": one.type, "annotations": objects})
        for one, objects in found
    ]
    return SampleAnnotations(items=items)


def _position(session: Session, dataset_id: str, sample_id: str) -> int:
    dataset = datasets.get(session, dataset_id)
    sample = samples.get(session, dataset_id, sample_id)
    if sample.version_added > dataset.version:
        raise NotFound("sample", sample_id)
    return sample.position
