"""Specs of the jobs that look at embeddings and predictions: scores."""

from typing import Literal

from pydantic import Field

from store.specs.base import DatasetId
from store.specs.job_request import JobRequest
from store.specs.scores import ScoreSource


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
