"""What a strategy can look at beside the embedding: a number for each sample, or the group that it belongs to."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from store.specs.annotations import CategoryName, TaskName
from store.specs.base import CHILD_NAME_PATTERN, Name, Seed, Spec
from store.specs.scores import SCORE_NAME_PATTERN, Aggregate

ScoreOrName = Annotated[
    str,
    StringConstraints(
        pattern=rf"^(scr_[0-9a-z]{{26}}|\${CHILD_NAME_PATTERN}(\.{SCORE_NAME_PATTERN})?|{SCORE_NAME_PATTERN})$"
    ),
]
PredictionScore = Literal["least_confidence", "margin", "entropy", "objectness_least_confidence", "object_frequency"]
Fact = Literal[
    "width", "height", "size_bytes", "sharpness", "luminance", "contrast", "colorfulness", "snr", "uniform_row_ratio"
]
MetadataKey = Annotated[Name, Field(description="a key of the samples' own metadata")]


class ScoreNumbers(Spec):
    """A score that a score job has stored for the embedding or the dataset."""

    source: Literal["score"] = "score"
    score: ScoreOrName = Field(
        description="an id, $name of a score job in the same pipeline, or a name: then the newest score called so"
    )


class FactNumbers(Spec):
    """A fact that ingestion has measured."""

    source: Literal["fact"] = "fact"
    fact: Fact


class MetadataNumbers(Spec):
    """A number or boolean of the samples' own metadata."""

    source: Literal["metadata"] = "metadata"
    key: MetadataKey


class PredictionNumbers(Spec):
    """How unsure a prediction task is about a sample: of an image, or of its objects together."""

    source: Literal["prediction"] = "prediction"
    task: TaskName
    score: PredictionScore = "margin"
    aggregate: Aggregate = Field(default=Aggregate.MAX, description="of the uncertainties of a sample's objects")


class CategoryCountNumbers(Spec):
    """How many objects of some categories a task has on a sample."""

    source: Literal["category_count"] = "category_count"
    task: TaskName
    categories: tuple[CategoryName, ...] | None = Field(default=None, min_length=1, description="null counts them all")


class RandomNumbers(Spec):
    """A number between 0 and 1, drawn for each sample."""

    source: Literal["random"] = "random"
    seed: Seed = 0


Numbers = Annotated[
    ScoreNumbers | FactNumbers | MetadataNumbers | PredictionNumbers | CategoryCountNumbers | RandomNumbers,
    Field(discriminator="source"),
]


class LabelGroups(Spec):
    """The weak label (the folder), or the class that a classification task of people's labels gives."""

    source: Literal["label"] = "label"
    task: TaskName | None = Field(default=None, description="null takes the weak label")


class MetadataGroups(Spec):
    """A value of the samples' own metadata: a text, a boolean or an integer."""

    source: Literal["metadata"] = "metadata"
    key: MetadataKey


class PredictionGroups(Spec):
    """What a prediction task sees: class probabilities of an image, or the classes of its objects."""

    source: Literal["prediction"] = "prediction"
    task: TaskName


class VideoGroups(Spec):
    """The video that a frame comes from."""

    source: Literal["video"] = "video"


class ClusterGroups(Spec):
    """Clusters of the embedding, by k-means."""

    source: Literal["cluster"] = "cluster"
    n_clusters: int = Field(default=50, ge=2, le=100_000)
    seed: Seed = 0


Groups = Annotated[
    LabelGroups | MetadataGroups | PredictionGroups | VideoGroups | ClusterGroups, Field(discriminator="source")
]
