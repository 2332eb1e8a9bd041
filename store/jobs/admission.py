"""What can be known to be wrong with a job before it is queued. Each finding points at the field."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from sqlalchemy.orm import Session

from store import datasets, samples, subsets, uploads
from store.datasets import Dataset
from store.errors import InvalidField, NotFound
from store.import_doors import CLOSED, DoorClosed, ImportDoors
from store.jobs.annotate_admission import check_annotate
from store.jobs.checkpoint_admission import check_weights_job
from store.jobs.curation_admission import check_crop, pinned_version
from store.jobs.embedding_admission import admit_import, check_use
from store.jobs.evaluate_admission import check_evaluate
from store.jobs.network_admission import check_network
from store.jobs.score_admission import admit_score
from store.jobs.select_admission import check_selection
from store.specs.checkpoints import ConvertSpec, ImportWeightsSpec
from store.specs.curation import ExportEmbeddingSpec, ImportEmbeddingSpec, NeighborsSpec, ProjectSpec, ScoreSpec
from store.specs.evaluation import EvaluateSpec
from store.specs.jobs import (
    AnnotateSpec,
    ChildSpec,
    CropSpec,
    DeduplicateSpec,
    EmbedSpec,
    ExportSpec,
    IngestSpec,
    JobSpec,
    PipelineSpec,
    SelectSpec,
    TrainSpec,
    references,
)
from store.specs.previews import PreviewSpec
from store.specs.samples import SampleStatus
from store.specs.sources import (
    BucketSource,
    FolderSource,
    IngestSource,
    ManifestSource,
    TorchvisionSource,
    UploadSource,
)
from store.uploads import UploadState

T = TypeVar("T")


def admit(session: Session, spec: JobSpec, *, doors: ImportDoors = CLOSED) -> JobSpec:
    """Check `spec` against the database and pin its dataset version; InvalidField when it cannot work.

    `doors` says what may be imported by reference: by default nothing that somebody has to open.
    """
    dataset = _found(lambda: datasets.get(session, spec.dataset_id), "/dataset_id")
    if isinstance(spec, PipelineSpec):
        # Samples that a sibling ingests are not there yet, so counts say nothing in such a pipeline.
        grows = any(isinstance(child, IngestSpec | CropSpec) for child in spec.jobs.values())
        jobs = {
            name: _admit_one(session, child, dataset, f"/jobs/{name}", grows=grows, doors=doors, siblings=spec.jobs)
            for name, child in spec.jobs.items()
        }
        return spec.model_copy(update={"jobs": jobs})
    if spec.depends_on:
        raise InvalidField("/depends_on", "Only the jobs of a pipeline can depend on each other.")
    for field, _, _ in references(spec):
        pointer = f"/{field.replace('.', '/')}"
        raise InvalidField(pointer, "Only the jobs of a pipeline can name a sibling; give an id here.")
    if isinstance(spec, PreviewSpec):
        _check_preview(session, spec, dataset)
        return spec
    return _admit_one(session, spec, dataset, "", grows=False, doors=doors, siblings={})


def _admit_one(
    session: Session,
    spec: ChildSpec,
    dataset: Dataset,
    at: str,
    *,
    grows: bool,
    doors: ImportDoors,
    siblings: Mapping[str, ChildSpec],
) -> ChildSpec:
    if isinstance(spec, IngestSpec):
        _check_source(session, spec.source, dataset, f"{at}/source", doors)
    elif isinstance(spec, AnnotateSpec):
        check_annotate(session, spec, at)
    elif isinstance(spec, CropSpec | DeduplicateSpec):
        if isinstance(spec, CropSpec):
            check_crop(session, spec, dataset, at)
        return spec.model_copy(update={"dataset_version": pinned_version(spec, dataset, at, grows=grows)})
    elif isinstance(spec, EvaluateSpec):
        check_evaluate(session, spec, dataset, at)
    elif isinstance(spec, ScoreSpec):
        return admit_score(session, spec, dataset, at, grows=grows)
    elif isinstance(spec, NeighborsSpec | ProjectSpec | ExportEmbeddingSpec):
        check_use(session, spec, dataset, at)
    elif isinstance(spec, ImportEmbeddingSpec):
        return admit_import(session, spec, dataset, at, grows=grows)
    elif isinstance(spec, TrainSpec | EmbedSpec | ConvertSpec | ImportWeightsSpec):
        return _admit_network_job(session, spec, dataset, at, grows=grows, siblings=siblings)
    elif isinstance(spec, SelectSpec):
        annotated = grows or any(isinstance(child, AnnotateSpec | ScoreSpec) for child in siblings.values())
        check_selection(session, spec, spec.embedding, dataset, at, grows=grows, annotated=annotated)
        return spec.model_copy(update={"dataset_version": pinned_version(spec, dataset, at, grows=grows)})
    elif isinstance(spec, ExportSpec) and not spec.subset.startswith("$"):
        subset = _found(lambda: subsets.get(session, spec.subset), f"{at}/subset")
        _same_dataset(subset.dataset_id, dataset, f"{at}/subset")
    return spec


def _check_preview(session: Session, spec: PreviewSpec, dataset: Dataset) -> None:
    sample = _found(lambda: samples.get(session, dataset.id, spec.sample_id), "/sample_id")
    if sample.status == SampleStatus.CORRUPT:
        raise InvalidField("/sample_id", "This sample is corrupt: it has no pixels to show.")


def _check_source(session: Session, source: IngestSource, dataset: Dataset, at: str, doors: ImportDoors) -> None:
    upload_id = source.upload_id if isinstance(source, UploadSource | ManifestSource) else None
    if upload_id is not None:
        upload = _found(lambda: uploads.get(session, upload_id), f"{at}/upload_id")
        _same_dataset(upload.dataset_id, dataset, f"{at}/upload_id")
        if upload.state != UploadState.COMPLETE:
            raise InvalidField(f"{at}/upload_id", f"This upload is not complete: it has {upload.offset} bytes so far.")
    if isinstance(source, FolderSource):
        _open_door(lambda: doors.folder(source.path), f"{at}/path")
    elif isinstance(source, TorchvisionSource):
        _open_door(lambda: doors.folder(source.root), f"{at}/root")
    elif isinstance(source, BucketSource | ManifestSource):
        _check_servers(source, at, doors)


def _check_servers(source: BucketSource | ManifestSource, at: str, doors: ImportDoors) -> None:
    url, endpoint, connection = source.url, source.endpoint, source.connection
    if url is not None:
        _open_door(lambda: doors.location(url), f"{at}/url")
    if endpoint is not None:
        _open_door(lambda: doors.endpoint(endpoint), f"{at}/endpoint")
    if connection is not None:
        _open_door(lambda: doors.connection(connection), f"{at}/connection")


def _open_door(ask: Callable[[], object], pointer: str) -> None:
    try:
        ask()
    except DoorClosed as closed:
        raise InvalidField(pointer, str(closed)) from closed


NetworkJob = TrainSpec | EmbedSpec | ConvertSpec | ImportWeightsSpec


def _admit_network_job(
    session: Session,
    spec: NetworkJob,
    dataset: Dataset,
    at: str,
    *,
    grows: bool,
    siblings: Mapping[str, ChildSpec],
) -> NetworkJob:
    if isinstance(spec, ConvertSpec | ImportWeightsSpec):
        check_weights_job(session, spec, at, siblings)
        return spec
    spec = check_network(session, spec, at, siblings)
    if grows:
        return spec
    version = spec.dataset_version or dataset.version
    if version > dataset.version:
        raise InvalidField(f"{at}/dataset_version", f"The dataset is at version {dataset.version}.")
    usable = dataset.ok_count if version == dataset.version else samples.count_ok(session, dataset.id, version)
    if usable == 0:
        raise InvalidField(f"{at}/dataset_id", "The dataset has no usable images. Upload some first.")
    if isinstance(spec, TrainSpec) and usable < spec.batch_size:
        raise InvalidField(
            f"{at}/batch_size",
            f"A batch of {spec.batch_size} is larger than the dataset with {usable} usable images.",
        )
    return spec.model_copy(update={"dataset_version": version})


def _same_dataset(dataset_id: str, dataset: Dataset, pointer: str) -> None:
    if dataset_id != dataset.id:
        raise InvalidField(pointer, "This belongs to another dataset.")


def _found(find: Callable[[], T], pointer: str) -> T:
    try:
        return find()
    except NotFound as error:
        raise InvalidField(pointer, str(error)) from error
