"""The spec of the job that tells how good an embedding is."""

from typing import Literal, Self

from pydantic import Field, model_validator

from store.specs.annotations import TaskName
from store.specs.base import DatasetId, EmbeddingRef, Seed, SubsetRef
from store.specs.job_request import JobRequest


class EvaluateSpec(JobRequest):
    """Measure an embedding by labels: nearest neighbours and a linear probe, on samples that they have not seen.

    An embedding of a trained checkpoint is also compared with the backbone that training began with and with an
    untrained one, which tells whether training helped.
    """

    kind: Literal["evaluate"] = "evaluate"
    dataset_id: DatasetId
    embedding: EmbeddingRef = Field(description="an id, or $name of an embed job in the same pipeline")
    labels: TaskName | None = Field(
        default=None, description="a classification task, labels or predictions; null takes the samples' weak labels"
    )
    test_fraction: float | None = Field(
        default=None, gt=0, lt=1, description="of the labelled samples, drawn with `seed`; null is a fifth"
    )
    test_subset: SubsetRef | None = Field(
        default=None, description="instead of test_fraction: these are tested, all others are learnt from"
    )
    seed: Seed = 0
    k: int = Field(default=20, ge=1, le=1000, description="neighbours that vote")
    temperature: float = Field(default=0.07, gt=0, le=10, description="of their votes, exp(similarity / temperature)")
    linear_probe: bool = True
    compare: bool = Field(default=True, description="with the initial and an untrained backbone, which embeds anew")
    max_samples: int = Field(default=20_000, ge=10, le=1_000_000, description="labelled samples, drawn with `seed`")

    @model_validator(mode="after")
    def _one_split(self) -> Self:
        if self.test_subset is not None and self.test_fraction is not None:
            raise ValueError("give either test_fraction or test_subset")
        return self
