"""Job specs, told apart by `kind`: the gateway validates them, the worker takes the same object."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Any, Literal, Self

from pydantic import Field, StringConstraints, TypeAdapter, model_validator

from store.specs.annotations import AnnotationFormat, AnnotationTarget, TaskTarget
from store.specs.backbones import Backbone
from store.specs.base import (
    CheckpointRef,
    ChildName,
    DatasetId,
    EmbeddingRef,
    ImageSize,
    Name,
    SampleId,
    Seed,
    Spec,
    SubsetRef,
)
from store.specs.crops import Regions
from store.specs.exporters import CsvExporter, Exporter
from store.specs.methods import Method, SimCLR
from store.specs.optimizers import Optimizer, Schedule
from store.specs.sources import IngestSource, UploadSource
from store.specs.strategies import DiversityStrategy, Strategy
from store.specs.transforms import Transform
from store.specs.videos import VideoSampling


class JobKind(StrEnum):
    INGEST = "ingest"
    ANNOTATE = "annotate"
    TRAIN = "train"
    EMBED = "embed"
    SELECT = "select"
    EXPORT = "export"
    CROP = "crop"
    DEDUPLICATE = "deduplicate"
    PIPELINE = "pipeline"


class Queue(StrEnum):
    """Where a job waits. Workers say which queues they serve."""

    GPU = "gpu"
    CPU = "cpu"


WorkerLabel = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._=-]{1,63}$")]


class Limits(Spec):
    """What one attempt may use before it is stopped."""

    wall_seconds: int | None = Field(default=None, ge=1, le=30 * 24 * 3600)
    memory_mb: int | None = Field(
        default=None, ge=256, le=4_194_304, description="resident memory of the job's processes"
    )


class JobRequest(Spec):
    """What every kind of job takes beside its own parameters."""

    name: Name | None = Field(default=None, description="for people; need not be unique")
    priority: int = Field(default=0, ge=-100, le=100, description="higher runs earlier")
    max_attempts: int = Field(default=3, ge=1, le=20, description="attempts before a crashing job counts as failed")
    runs_on: list[WorkerLabel] = Field(
        default=[], max_length=16, description="labels that the worker must carry, all of them"
    )
    limits: Limits = Limits()
    depends_on: list[ChildName] = Field(
        default=[], max_length=64, description="in a pipeline: siblings that must succeed first"
    )


class IngestSpec(JobRequest):
    """Read an upload, a folder, a bucket, a manifest or a torchvision dataset into samples."""

    kind: Literal["ingest"] = "ingest"
    dataset_id: DatasetId
    source: IngestSource
    video: VideoSampling = Field(default=VideoSampling(), description="which frames of videos become samples")


class AnnotateSpec(JobRequest):
    """Read metadata, labels or predictions of samples out of an uploaded file; docs/annotations.md has the formats."""

    kind: Literal["annotate"] = "annotate"
    dataset_id: DatasetId
    source: UploadSource = Field(description="an upload made with purpose=annotations")
    format: AnnotationFormat = AnnotationFormat.NDJSON
    target: AnnotationTarget

    @model_validator(mode="after")
    def _format_has_it(self) -> Self:
        kinds = {AnnotationFormat.COCO: {"task"}, AnnotationFormat.YOLO: {"task"}}
        kinds[AnnotationFormat.LIGHTLY] = {"task", "metadata"}
        if self.target.type not in kinds.get(self.format, {self.target.type}):
            raise ValueError(f"a {self.format} file holds no {self.target.type}")
        if isinstance(self.target, TaskTarget) and self.target.name is None and self.format != AnnotationFormat.LIGHTLY:
            raise ValueError("target.name is needed: the file does not name its task")
        return self


class TrainSpec(JobRequest):
    """Train a backbone on a dataset without labels."""

    kind: Literal["train"] = "train"
    dataset_id: DatasetId
    dataset_version: int | None = Field(default=None, ge=1, description="null takes the version at submission")
    method: Method = SimCLR()
    backbone: Backbone = Backbone()
    optimizer: Optimizer | None = Field(default=None, description="null takes the one of the method's recipe")
    schedule: Schedule | None = Field(default=None, description="null takes the one of the method's recipe")
    transform: Transform | None = Field(default=None, description="null takes the views of the method's recipe")
    image_size: ImageSize = 64
    epochs: int = Field(default=100, ge=1, le=10_000)
    batch_size: int = Field(default=256, ge=2, le=8192)
    precision: Literal["auto", "float32", "bfloat16"] = Field(
        default="auto",
        description="auto: bfloat16 autocast where the device has it in hardware and gains from it",
    )
    seed: Seed = 0
    evaluate_every: int = Field(default=10, ge=1, le=10_000, description="epochs between kNN and collapse checks")
    checkpoint_every: int = Field(default=1, ge=1, le=10_000, description="epochs between resumable checkpoints")


class EmbedSpec(JobRequest):
    """Turn every sample of a dataset into a vector with a trained checkpoint, or with a backbone as it comes."""

    kind: Literal["embed"] = "embed"
    dataset_id: DatasetId
    dataset_version: int | None = Field(default=None, ge=1, description="null takes the version at submission")
    checkpoint: CheckpointRef | None = Field(
        default=None, description="an id, or $name of a train job in the same pipeline"
    )
    backbone: Backbone | None = Field(default=None, description="instead of a checkpoint")
    image_size: ImageSize | None = Field(default=None, description="null takes the size of training, 224 without one")
    batch_size: int = Field(default=256, ge=1, le=8192)

    @model_validator(mode="after")
    def _one_network(self) -> Self:
        if (self.checkpoint is None) == (self.backbone is None):
            raise ValueError("give exactly one of checkpoint and backbone")
        return self


class SelectSpec(JobRequest):
    """Pick the most informative samples of an embedding."""

    kind: Literal["select"] = "select"
    dataset_id: DatasetId
    dataset_version: int | None = Field(
        default=None,
        ge=1,
        description="picks among the samples of this version; null takes the version at submission",
    )
    embedding: EmbeddingRef
    strategy: Strategy = DiversityStrategy()
    n_samples: int = Field(ge=1, le=100_000_000, description="how many to pick, not counting the preselected")
    preselected: list[SampleId] = Field(
        default=[],
        max_length=100_000,
        description="samples that count as already picked, e.g. because they are labelled",
    )
    preselected_subset: SubsetRef | None = Field(default=None, description="a subset that counts as already picked")
    subset_name: Name | None = None


class ExportSpec(JobRequest):
    """Write a subset to a file in the format of a labelling tool."""

    kind: Literal["export"] = "export"
    dataset_id: DatasetId
    subset: SubsetRef
    exporter: Exporter = CsvExporter()


class CropSpec(JobRequest):
    """Cut objects or tiles out of images and add them as samples, to the same dataset or to another one."""

    kind: Literal["crop"] = "crop"
    dataset_id: DatasetId = Field(description="of the images to cut")
    dataset_version: int | None = Field(default=None, ge=1, description="null takes the version at submission")
    subset: SubsetRef | None = Field(default=None, description="cuts only the samples of this subset")
    regions: Regions
    target_dataset_id: DatasetId | None = Field(default=None, description="null adds the crops to the same dataset")
    padding: float = Field(
        default=0,
        ge=0,
        le=10,
        description="added on each side of a box, as a share of its width and height; not to tiles",
    )
    min_side: int = Field(default=8, ge=1, le=10_000, description="refuses smaller crops, pixels")
    format: Literal["jpeg", "png"] = Field(default="jpeg", description="png loses nothing and takes more room")


class DeduplicateSpec(JobRequest):
    """Find groups of images that look alike by their perceptual hashes. Nothing is changed or removed."""

    kind: Literal["deduplicate"] = "deduplicate"
    dataset_id: DatasetId
    dataset_version: int | None = Field(default=None, ge=1, description="null takes the version at submission")
    max_distance: int = Field(
        default=4, ge=0, le=16, description="bits of 64 in which the hashes of neighbours in a group may differ"
    )


ChildSpec = Annotated[
    IngestSpec | AnnotateSpec | TrainSpec | EmbedSpec | SelectSpec | ExportSpec | CropSpec | DeduplicateSpec,
    Field(discriminator="kind"),
]


class PipelineSpec(JobRequest):
    """Jobs that depend on each other. A child waits for every sibling it names, as `$name` or in `depends_on`."""

    kind: Literal["pipeline"] = "pipeline"
    dataset_id: DatasetId
    jobs: dict[ChildName, ChildSpec] = Field(min_length=1, max_length=64)

    @model_validator(mode="after")
    def _children_fit_together(self) -> Self:
        for name, child in self.jobs.items():
            if child.dataset_id != self.dataset_id:
                raise ValueError(f"jobs.{name}.dataset_id is not the pipeline's dataset")
            for field, kind, target in references(child):
                if target not in self.jobs:
                    raise ValueError(f"jobs.{name}.{field} names ${target}, which is no job of this pipeline")
                if kind is not None and self.jobs[target].kind != kind:
                    raise ValueError(
                        f"jobs.{name}.{field} needs a {kind} job, and ${target} is of kind {self.jobs[target].kind}"
                    )
        _refuse_cycles({name: dependencies(child) for name, child in self.jobs.items()})
        return self


JobSpec = Annotated[
    IngestSpec
    | AnnotateSpec
    | TrainSpec
    | EmbedSpec
    | SelectSpec
    | ExportSpec
    | CropSpec
    | DeduplicateSpec
    | PipelineSpec,
    Field(discriminator="kind"),
]
JOB_SPEC: TypeAdapter[JobSpec] = TypeAdapter(JobSpec)

# Which queue a kind waits in: only what runs a network competes for a GPU.
QUEUE_OF: dict[JobKind, Queue] = {
    JobKind.INGEST: Queue.CPU,
    JobKind.ANNOTATE: Queue.CPU,
    JobKind.TRAIN: Queue.GPU,
    JobKind.EMBED: Queue.GPU,
    JobKind.SELECT: Queue.CPU,
    JobKind.EXPORT: Queue.CPU,
    JobKind.CROP: Queue.CPU,
    JobKind.DEDUPLICATE: Queue.CPU,
    JobKind.PIPELINE: Queue.CPU,
}

# The field of a job's result that "$name" stands for.
MAIN_OUTPUT: dict[JobKind, str] = {
    JobKind.TRAIN: "checkpoint_id",
    JobKind.EMBED: "embedding_id",
    JobKind.SELECT: "subset_id",
    JobKind.EXPORT: "export_id",
}

# The fields that may hold "$name", with the kind of job that they need.
_REFERENCE_FIELDS: dict[str, JobKind] = {
    "checkpoint": JobKind.TRAIN,
    "embedding": JobKind.EMBED,
    "subset": JobKind.SELECT,
    "preselected_subset": JobKind.SELECT,
}


def references(child: JobRequest) -> Iterator[tuple[str, JobKind | None, str]]:
    """Yield (field, kind needed or None, sibling name) for every sibling that `child` names."""
    for field, kind in _REFERENCE_FIELDS.items():
        value = getattr(child, field, None)
        if isinstance(value, str) and value.startswith("$"):
            yield field, kind, value[1:]
    for name in child.depends_on:
        yield "depends_on", None, name


def dependencies(child: JobRequest) -> set[str]:
    """Names of the siblings that must succeed before `child` may run."""
    return {name for _, _, name in references(child)}


def resolve_references(child: dict[str, Any], results: dict[str, str]) -> dict[str, Any]:
    """Replace every "$name" of a child's spec (as JSON) by the main output of that sibling."""
    return {
        field: results[value[1:]]
        if field in _REFERENCE_FIELDS and isinstance(value, str) and value.startswith("$")
        else value
        for field, value in child.items()
    }


def _refuse_cycles(graph: dict[str, set[str]]) -> None:
    done: set[str] = set()
    while len(done) < len(graph):
        ready = {name for name, needs in graph.items() if name not in done and needs <= done}
        if not ready:
            raise ValueError(f"jobs depend on each other in a circle: {', '.join(sorted(set(graph) - done))}")
        done |= ready
