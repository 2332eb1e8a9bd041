"""Specs of the jobs that look at embeddings and predictions: scores, neighbours, maps, embeddings in and out."""

from typing import Literal

from pydantic import Field

from store.specs.base import DatasetId, EmbeddingRef, Name
from store.specs.job_request import JobRequest
from store.specs.neighbors import NeighborQuery, SampleCondition
from store.specs.projections import Projection, UmapProjection
from store.specs.scores import ScoreSource
from store.specs.sources import UploadSource


class ScoreSpec(JobRequest):
    """Give every sample a number: how unsure a model is about it, how typical or odd it is, or numbers of your own."""

    kind: Literal["score"] = "score"
    dataset_id: DatasetId
    dataset_version: int | None = Field(
        default=None,
        ge=1,
        description="null takes the version at submission; that of the embedding, where there is one",
    )
    source: ScoreSource


class NeighborsSpec(JobRequest):
    """Find the samples most like one sample, one vector or one image. Without a query only the kNN graph is built."""

    kind: Literal["neighbors"] = "neighbors"
    dataset_id: DatasetId
    embedding: EmbeddingRef
    query: NeighborQuery | None = None
    limit: int = Field(default=20, ge=1, le=1000, description="how many")
    where: SampleCondition | None = Field(default=None, description="only among samples with these facts")


class ProjectSpec(JobRequest):
    """Draw a map of an embedding in two dimensions."""

    kind: Literal["project"] = "project"
    dataset_id: DatasetId
    embedding: EmbeddingRef
    method: Projection = UmapProjection()


class ImportEmbeddingSpec(JobRequest):
    """Take an embedding of your own out of an uploaded file; docs/embeddings.md has the layouts."""

    kind: Literal["import_embedding"] = "import_embedding"
    dataset_id: DatasetId
    dataset_version: int | None = Field(default=None, ge=1, description="null takes the version at submission")
    source: UploadSource = Field(description="an upload made with purpose=annotations")
    format: Literal["npy", "parquet", "csv"] = "npy"
    normalise: bool = Field(
        default=True, description="scale every vector to unit length, as everything that compares by cosine expects"
    )
    storage: Literal["float32", "float16"] = "float32"
    ignore_unknown: bool = Field(default=False, description="leave out rows that name no sample instead of failing")
    model: Name | None = Field(default=None, description="for people: which network it comes from")


class ExportEmbeddingSpec(JobRequest):
    """Write an embedding to a file that names its samples; it becomes an artifact of the job."""

    kind: Literal["export_embedding"] = "export_embedding"
    dataset_id: DatasetId
    embedding: EmbeddingRef
    format: Literal["parquet", "csv", "lightly_csv", "npy"] = Field(
        default="parquet",
        description="lightly_csv: filenames, embedding_0 ..., labels; npy: only the rows with a vector, in order",
    )
