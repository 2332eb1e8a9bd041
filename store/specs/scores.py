"""Where the numbers of a score job come from, told apart by `type`, and which of them it computes."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from store.specs.annotations import TaskName
from store.specs.base import EmbeddingRef, Spec
from store.specs.sources import UploadSource

SCORE_NAME_PATTERN = r"[a-z][a-z0-9_]{0,59}"
ScoreName = Annotated[str, StringConstraints(pattern=rf"^{SCORE_NAME_PATTERN}$")]


class Uncertainty(StrEnum):
    """How unsure a probability vector is: 0 for a one-hot, 1 for a uniform one."""

    LEAST_CONFIDENCE = "least_confidence"
    """1 - p1, scaled."""
    MARGIN = "margin"
    """1 - (p1 - p2)."""
    ENTROPY = "entropy"
    """-sum p log p, scaled."""


class Aggregate(StrEnum):
    """How the uncertainties of the objects of an image become one number."""

    MAX = "max"
    MEAN = "mean"
    SUM = "sum"
    """Prefers crowded images."""


class EmbeddingScore(StrEnum):
    """What an embedding's nearest neighbours say about a sample."""

    TYPICALITY = "typicality"
    UNIQUENESS = "uniqueness"
    OUTLIER = "outlier"
    HARDNESS = "hardness"
    """Needs labels."""
    MISLABEL = "mislabel"
    """Needs labels."""


class PredictionScores(Spec):
    """How unsure a model is about each sample, from a prediction task: higher is more useful to label.

    Classification gives `least_confidence`, `margin` and `entropy`. Boxes, masks and keypoints of objects give these
    for every one of `aggregates` (`margin_max` ...), and `objectness_least_confidence` and `object_frequency`.
    """

    type: Literal["predictions"] = "predictions"
    task: TaskName
    aggregates: list[Aggregate] = Field(
        default=[Aggregate.MAX], min_length=1, max_length=3, description="over the objects of an image"
    )
    frequency_penalty: float = Field(
        default=0.25, ge=0, le=1, description="what every further object of the same category counts"
    )
    min_score: float = Field(default=0.9, ge=0, lt=1, description="object_frequency of the image with the fewest")


class EmbeddingScores(Spec):
    """What the nearest neighbours of each sample say about it: how typical, unique, odd, hard or mislabelled it is."""

    type: Literal["embedding"] = "embedding"
    embedding: EmbeddingRef
    scores: list[EmbeddingScore] | None = Field(
        default=None, min_length=1, max_length=5, description="null takes all that the data allow"
    )
    n_neighbors: int = Field(default=20, ge=2, le=64)
    labels: TaskName | None = Field(
        default=None, description="a classification task with the role label; null takes the weak labels"
    )


class OwnScores(Spec):
    """Numbers of your own, from an uploaded file with a column `filename` or `sample_id`; others are scores by name."""

    type: Literal["upload"] = "upload"
    source: UploadSource = Field(description="an upload made with purpose=annotations")
    format: Literal["ndjson", "parquet", "csv"] = "ndjson"


ScoreSource = Annotated[PredictionScores | EmbeddingScores | OwnScores, Field(discriminator="type")]
