"""What can be known to be wrong with jobs that search, take in or write out embeddings before they are queued."""

from sqlalchemy.orm import Session

from store import embeddings, samples, uploads
from store.datasets import Dataset
from store.embeddings import Embedding
from store.errors import InvalidField, NotFound
from store.jobs import control
from store.jobs.score_admission import check_file
from store.specs.curation import ExportEmbeddingSpec, ImportEmbeddingSpec, NeighborsSpec, ProjectSpec
from store.specs.neighbors import ImageQuery, SampleQuery, VectorQuery
from store.uploads import UploadState


def admit_import(
    session: Session, spec: ImportEmbeddingSpec, dataset: Dataset, at: str, *, grows: bool
) -> ImportEmbeddingSpec:
    """`spec` with its dataset version pinned. InvalidField when it cannot work; `at` is the pointer to it."""
    check_file(session, spec.source.upload_id, dataset, f"{at}/source/upload_id")
    if spec.dataset_version is not None and spec.dataset_version > dataset.version:
        raise InvalidField(f"{at}/dataset_version", f"The dataset is at version {dataset.version}.")
    if grows:
        return spec
    if dataset.sample_count == 0:
        raise InvalidField(f"{at}/dataset_id", "The dataset has no samples. Upload some first.")
    return spec.model_copy(update={"dataset_version": spec.dataset_version or dataset.version})


def check_use(
    session: Session, spec: NeighborsSpec | ProjectSpec | ExportEmbeddingSpec, dataset: Dataset, at: str
) -> None:
    """InvalidField unless the embedding is there and fits to the query. `at` is the pointer to the spec."""
    if spec.embedding.startswith("$"):
        return
    embedding = find(session, spec.embedding, dataset, f"{at}/embedding")
    if isinstance(spec, NeighborsSpec):
        _check_query(session, spec, embedding, f"{at}/query")


def find(session: Session, embedding_id: str, dataset: Dataset, pointer: str) -> Embedding:
    """The embedding. InvalidField when there is none, or when it is of another dataset."""
    try:
        embedding = embeddings.get(session, embedding_id)
    except NotFound as error:
        raise InvalidField(pointer, str(error)) from error
    if embedding.dataset_id != dataset.id:
        raise InvalidField(pointer, "This belongs to another dataset.")
    return embedding


def _check_query(session: Session, spec: NeighborsSpec, embedding: Embedding, at: str) -> None:
    query = spec.query
    if isinstance(query, VectorQuery):
        if len(query.vector) != embedding.dim:
            raise InvalidField(f"{at}/vector", f"It has {len(query.vector)} numbers, the embedding {embedding.dim}.")
        if not any(query.vector):
            raise InvalidField(f"{at}/vector", "A vector of zeros has no direction.")
    elif isinstance(query, SampleQuery):
        position = samples.positions_of(session, embedding.dataset_id, [query.sample_id]).get(query.sample_id)
        if position is None:
            raise InvalidField(f"{at}/sample_id", f"{query.sample_id} is no sample of this dataset.")
        if position >= embedding.count:
            raise InvalidField(f"{at}/sample_id", "The sample is newer than the embedding.")
    elif isinstance(query, ImageQuery):
        _check_image(session, query, embedding, at)


def _check_image(session: Session, query: ImageQuery, embedding: Embedding, at: str) -> None:
    if control.get(session, embedding.job_id).kind != "embed":
        raise InvalidField(
            f"{at}/type", "The embedding was uploaded, so its network is not known. Search by a vector or a sample."
        )
    try:
        upload = uploads.get(session, query.upload_id)
    except NotFound as error:
        raise InvalidField(f"{at}/upload_id", str(error)) from error
    if upload.dataset_id != embedding.dataset_id:
        raise InvalidField(f"{at}/upload_id", "This belongs to another dataset.")
    if upload.state != UploadState.COMPLETE:
        raise InvalidField(f"{at}/upload_id", "This upload is not complete yet.")
