"""What can be known to be wrong with a crop or deduplicate job before it is queued."""

from sqlalchemy.orm import Session

from store import annotations, datasets, samples, subsets
from store.annotations import TaskType
from store.datasets import Dataset
from store.errors import InvalidField, NotFound
from store.specs.crops import GivenBoxes, TaskBoxes
from store.specs.jobs import CropSpec, DeduplicateSpec, SelectSpec

WITH_BOXES = frozenset({TaskType.OBJECT_DETECTION, TaskType.INSTANCE_SEGMENTATION, TaskType.KEYPOINT_DETECTION})


def check_crop(session: Session, spec: CropSpec, dataset: Dataset, at: str) -> None:
    """InvalidField for a crop job that cannot work. `at` is the pointer to the spec."""
    if spec.target_dataset_id is not None:
        try:
            datasets.get(session, spec.target_dataset_id)
        except NotFound as error:
            raise InvalidField(f"{at}/target_dataset_id", str(error)) from error
    if spec.subset is not None and not spec.subset.startswith("$"):
        _check_subset(session, spec.subset, dataset, f"{at}/subset")
    if isinstance(spec.regions, GivenBoxes):
        _check_given(session, spec.regions, dataset, f"{at}/regions/boxes")
    elif isinstance(spec.regions, TaskBoxes):
        _check_task(session, spec.regions.task, dataset, f"{at}/regions/task")


def pinned_version(
    spec: CropSpec | DeduplicateSpec | SelectSpec, dataset: Dataset, at: str, *, grows: bool
) -> int | None:
    """The version to work on, None if samples that are not there yet belong to it. InvalidField for one to come."""
    if grows:
        return spec.dataset_version
    version = spec.dataset_version or dataset.version
    if version > dataset.version:
        raise InvalidField(f"{at}/dataset_version", f"The dataset is at version {dataset.version}.")
    if dataset.ok_count == 0 and version == dataset.version:
        raise InvalidField(f"{at}/dataset_id", "The dataset has no usable images. Upload some first.")
    return version


def _check_subset(session: Session, subset_id: str, dataset: Dataset, pointer: str) -> None:
    try:
        subset = subsets.get(session, subset_id)
    except NotFound as error:
        raise InvalidField(pointer, str(error)) from error
    if subset.dataset_id != dataset.id:
        raise InvalidField(pointer, "This belongs to another dataset.")


def _check_given(session: Session, regions: GivenBoxes, dataset: Dataset, pointer: str) -> None:
    known = samples.positions_of(session, dataset.id, sorted({given.sample_id for given in regions.boxes}))
    for index, given in enumerate(regions.boxes):
        if given.sample_id not in known:
            raise InvalidField(f"{pointer}/{index}/sample_id", f"{given.sample_id} is no sample of this dataset.")


def _check_task(session: Session, name: str, dataset: Dataset, pointer: str) -> None:
    task = annotations.find_task(session, dataset.id, name)
    if task is None:
        raise InvalidField(pointer, f"The dataset has no task {name}.")
    if task.type not in WITH_BOXES:
        raise InvalidField(pointer, f"The task {name} is of type {task.type} and has no boxes.")
