"""Job specs, told apart by `kind`: the gateway validates them, the worker takes the same object."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Annotated, Any, Literal, Self

from pydantic import Field, TypeAdapter, field_validator, model_validator

from store.specs.annotations import AnnotationFormat, AnnotationTarget, TaskTarget
from store.specs.automatic import TrainMethod
from store.specs.backbones import Backbone
from store.specs.base import (
    CheckpointRef,
    ChildName,
    DatasetId,
    EmbeddingRef,
    ImageSize,
    Name,
    Seed,
    SubsetRef,
)
from store.specs.checkpoints import ConvertSpec, ImportWeightsSpec
from store.specs.crops import Regions
from store.specs.curation import ExportEmbeddingSpec, ImportEmbeddingSpec, NeighborsSpec, ProjectSpec, ScoreSpec
from store.specs.evaluation import EvaluateSpec
from store.specs.exporters import CsvExporter, Exporter
from store.specs.job_request import JobRequest
from store.specs.methods import SimCLR
from store.specs.optimizers import Optimizer, Schedule
from store.specs.plugins import spelled_out
from store.specs.presets import TransformChoice
from store.specs.previews import PreviewSpec
from store.specs.selection import SelectionRequest
from store.specs.sources import IngestSource, UploadSource
from store.specs.training import EarlyStop, Progressive
from store.specs.videos import VideoSampling


class JobKind(StrEnum):
    INGEST = "ingest"
    ANNOTATE = "annotate"
    TRAIN = "train"
    PREVIEW = "preview"
    EMBED = "embed"
    SELECT = "select"
    EXPORT = "export"
    CROP = "crop"
    DEDUPLICATE = "deduplicate"
    IMPORT_WEIGHTS = "import_weights"
    CONVERT = "convert"
    SCORE = "score"
    NEIGHBORS = "neighbors"
    PROJECT = "project"
    IMPORT_EMBEDDING = "import_embedding"
    EXPORT_EMBEDDING = "export_embedding"
    EVALUATE = "evaluate"
    PIPELINE = "pipeline"


class Queue(StrEnum):
    """Where a job waits. Workers say which queues they serve."""

    GPU = "gpu"
    CPU = "cpu"


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
    method: TrainMethod = Field(default=SimCLR(), description="its name alone takes its defaults")
    backbone: Backbone = Field(default=Backbone(), description="left out with `init_from`: the checkpoint's")
    init_from: CheckpointRef | None = Field(
        default=None, description="a checkpoint to start from, or $name of a sibling that makes one"
    )
    freeze: int = Field(
        default=0,
        ge=0,
        le=1000,
        description="how many of the first layers (the stem, then stages or blocks) stay as they are",
    )
    optimizer: Optimizer | None = Field(default=None, description="null takes the one of the method's recipe")
    schedule: Schedule | None = Field(default=None, description="null takes the one of the method's recipe")
    transform: TransformChoice | None = Field(
        default=None, description='null takes the views of the method\'s recipe; {"domain": "aerial"} changes those'
    )
    image_size: ImageSize = 64
    epochs: int = Field(default=100, ge=1, le=10_000)
    batch_size: int = Field(default=256, ge=2, le=8192)
    accumulation: int = Field(
        default=1, ge=1, le=1024, description="pieces in which a batch is computed when it does not fit into memory"
    )
    devices: int = Field(default=1, ge=1, le=64, description="GPUs that share a batch; processes on a CPU")
    precision: Literal["auto", "float32", "bfloat16", "float16"] = Field(
        default="auto",
        description="auto: autocast to bfloat16 on GPUs that have it, to float16 on older ones; float32 on a CPU",
    )
    compile: Literal["auto", "on", "off"] = Field(
        default="auto", description="torch.compile of the backbone; auto: on a GPU, in runs of 2000 steps and more"
    )
    progressive: Progressive | None = None
    time_budget_minutes: float | None = Field(
        default=None,
        gt=0,
        le=60 * 24 * 30,
        description="aims at this training time: `epochs` is lowered to what the measured speed allows",
    )
    seed: Seed = 0
    evaluate_every: int = Field(default=10, ge=1, le=10_000, description="epochs between evaluations")
    checkpoint_every: int = Field(default=1, ge=1, le=10_000, description="epochs between resumable checkpoints")
    early_stop: EarlyStop | None = None
    stop_on_collapse: bool = Field(
        default=True, description="end training when three evaluations in a row find a collapsed embedding"
    )
    keep: Literal["last", "best"] = Field(
        default="last", description="best: the backbone of the best evaluation (kNN accuracy, or loss without labels)"
    )

    @field_validator("method", mode="before", json_schema_input_type=TrainMethod | str)
    @classmethod
    def _by_name(cls, value: Any) -> Any:
        return spelled_out({"name": value} if isinstance(value, str) else value)

    @model_validator(mode="after")
    def _batch_can_be_shared(self) -> Self:
        share = self.accumulation * self.devices
        if self.batch_size % share:
            raise ValueError(
                f"batch_size {self.batch_size} is no multiple of accumulation {self.accumulation} "
                f"x devices {self.devices}"
            )
        if self.batch_size // share < 2:
            raise ValueError(f"batch_size {self.batch_size} leaves fewer than 2 images to each of {share} pieces")
        return self


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
    normalise: bool = Field(
        default=True, description="scale every vector to unit length, as everything that compares by cosine expects"
    )
    storage: Literal["float32", "float16"] = Field(default="float32", description="the numbers of the .npy file")
    reuse: bool = Field(
        default=True,
        description="take over the vectors that an earlier embedding of an older version, by the same network with the "
        "same options, has already",
    )

    @model_validator(mode="after")
    def _one_network(self) -> Self:
        if (self.checkpoint is None) == (self.backbone is None):
            raise ValueError("give exactly one of checkpoint and backbone")
        return self


class SelectSpec(SelectionRequest, JobRequest):
    """Pick the most informative samples of an embedding."""

    kind: Literal["select"] = "select"
    dataset_id: DatasetId
    dataset_version: int | None = Field(
        default=None,
        ge=1,
        description="picks among the samples of this version; null takes the version at submission",
    )
    embedding: EmbeddingRef
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
    IngestSpec
    | AnnotateSpec
    | TrainSpec
    | EmbedSpec
    | SelectSpec
    | ExportSpec
    | CropSpec
    | DeduplicateSpec
    | ImportWeightsSpec
    | ConvertSpec
    | ScoreSpec
    | NeighborsSpec
    | ProjectSpec
    | ImportEmbeddingSpec
    | ExportEmbeddingSpec
    | EvaluateSpec,
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
            for field, kinds, target in references(child):
                if target not in self.jobs:
                    raise ValueError(f"jobs.{name}.{field} names ${target}, which is no job of this pipeline")
                if kinds is not None and self.jobs[target].kind not in kinds:
                    raise ValueError(
                        f"jobs.{name}.{field} needs a {' or '.join(kinds)} job, "
                        f"and ${target} is of kind {self.jobs[target].kind}"
                    )
        _refuse_cycles({name: dependencies(child) for name, child in self.jobs.items()})
        return self


JobSpec = Annotated[
    IngestSpec
    | AnnotateSpec
    | TrainSpec
    | PreviewSpec
    | EmbedSpec
    | SelectSpec
    | ExportSpec
    | CropSpec
    | DeduplicateSpec
    | ImportWeightsSpec
    | ConvertSpec
    | ScoreSpec
    | NeighborsSpec
    | ProjectSpec
    | ImportEmbeddingSpec
    | ExportEmbeddingSpec
    | EvaluateSpec
    | PipelineSpec,
    Field(discriminator="kind"),
]
JOB_SPEC: TypeAdapter[JobSpec] = TypeAdapter(JobSpec)

# Which queue a kind waits in: only what runs a network competes for a GPU.
QUEUE_OF: dict[JobKind, Queue] = {
    JobKind.INGEST: Queue.CPU,
    JobKind.ANNOTATE: Queue.CPU,
    JobKind.TRAIN: Queue.GPU,
    JobKind.PREVIEW: Queue.CPU,
    JobKind.EMBED: Queue.GPU,
    JobKind.SELECT: Queue.CPU,
    JobKind.EXPORT: Queue.CPU,
    JobKind.CROP: Queue.CPU,
    JobKind.DEDUPLICATE: Queue.CPU,
    JobKind.IMPORT_WEIGHTS: Queue.CPU,
    JobKind.CONVERT: Queue.CPU,
    JobKind.SCORE: Queue.CPU,
    JobKind.NEIGHBORS: Queue.CPU,
    JobKind.PROJECT: Queue.CPU,
    JobKind.IMPORT_EMBEDDING: Queue.CPU,
    JobKind.EXPORT_EMBEDDING: Queue.CPU,
    JobKind.EVALUATE: Queue.GPU,
    JobKind.PIPELINE: Queue.CPU,
}

# The field of a job's result that "$name" stands for.
MAIN_OUTPUT: dict[JobKind, str] = {
    JobKind.TRAIN: "checkpoint_id",
    JobKind.IMPORT_WEIGHTS: "checkpoint_id",
    JobKind.EMBED: "embedding_id",
    JobKind.SELECT: "subset_id",
    JobKind.EXPORT: "export_id",
    JobKind.SCORE: "score_id",
    JobKind.PROJECT: "projection_id",
    JobKind.IMPORT_EMBEDDING: "embedding_id",
}

# The fields, at any depth, that may hold "$name", with the kinds of job that they take.
_REFERENCE_FIELDS: dict[str, tuple[JobKind, ...]] = {
    "checkpoint": (JobKind.TRAIN, JobKind.IMPORT_WEIGHTS),
    "init_from": (JobKind.TRAIN, JobKind.IMPORT_WEIGHTS),
    "embedding": (JobKind.EMBED, JobKind.IMPORT_EMBEDDING),
    "subset": (JobKind.SELECT,),
    "preselected_subset": (JobKind.SELECT,),
    "candidates_subset": (JobKind.SELECT,),
    "query_subset": (JobKind.SELECT,),
    "test_subset": (JobKind.SELECT,),
    "score": (JobKind.SCORE,),
}


def references(child: JobRequest) -> Iterator[tuple[str, tuple[JobKind, ...] | None, str]]:
    """Yield (field, kinds that fit or None for any, sibling name) for every sibling that `child` names.

    A field below another one is written with dots, e.g. `source.embedding`.
    """
    for path, value in _named_siblings(child.model_dump(mode="json")):
        yield path, _REFERENCE_FIELDS[path.rpartition(".")[2]], value[1:].partition(".")[0]
    for name in child.depends_on:
        yield "depends_on", None, name


def _named_siblings(node: Any, at: str = "") -> Iterator[tuple[str, str]]:
    """(path, "$name") of every reference in a spec as JSON."""
    members = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in members:
        path = f"{at}.{key}" if at else str(key)
        if _is_reference(key, value):
            yield path, value
        else:
            yield from _named_siblings(value, path)


def _is_reference(key: object, value: object) -> bool:
    return key in _REFERENCE_FIELDS and isinstance(value, str) and value.startswith("$")


def dependencies(child: JobRequest) -> set[str]:
    """Names of the siblings that must succeed before `child` may run."""
    return {name for _, _, name in references(child)}


def resolve_references(child: Any, results: Mapping[str, str]) -> Any:
    """Replace every "$name" of a child's spec (as JSON) by the output of that sibling.

    `results` has the main output of each sibling by its name, and what a job makes besides as "name.output".
    """
    if isinstance(child, list):
        return [resolve_references(value, results) for value in child]
    if not isinstance(child, dict):
        return child
    return {
        # A name that stands for nothing stays: the job itself says that there is no such thing.
        key: results.get(value[1:], value) if _is_reference(key, value) else resolve_references(value, results)
        for key, value in child.items()
    }


def _refuse_cycles(graph: dict[str, set[str]]) -> None:
    done: set[str] = set()
    while len(done) < len(graph):
        ready = {name for name, needs in graph.items() if name not in done and needs <= done}
        if not ready:
            raise ValueError(f"jobs depend on each other in a circle: {', '.join(sorted(set(graph) - done))}")
        done |= ready
