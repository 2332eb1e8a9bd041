"""What is asked of a selection: how many samples, out of which, by which strategies, given what is picked already."""

import math
from typing import Annotated, Literal, Self

from pydantic import ConfigDict, Field, model_validator

from store.specs.annotations import TaskName
from store.specs.base import SampleId, Spec, SubsetRef
from store.specs.samples import Label, SampleFilter
from store.specs.selection_inputs import Numbers
from store.specs.strategies import (
    AutoStrategy,
    DeduplicateStrategy,
    DiversityStrategy,
    SimilarityStrategy,
    Strategy,
    ThresholdStrategy,
    TypicalityStrategy,
    UncertaintyStrategy,
    WeightsStrategy,
)

# Of these the value of a sample does not depend on what is picked, so that spacing can be guaranteed on top.
UTILITIES = (WeightsStrategy, UncertaintyStrategy, SimilarityStrategy, TypicalityStrategy)
FILTERS = (ThresholdStrategy, DeduplicateStrategy)


class CandidateFilter(SampleFilter):
    """Facts that a sample must have to be picked, as in the listing of samples."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    metadata: dict[str, list[Label]] = Field(
        default={}, max_length=20, description="for each key of the samples' own metadata: any of these values"
    )


class WeakLabels(Spec):
    """The weak labels (folders) of the preselected samples. Those of the others are never looked at."""

    source: Literal["weak-label"] = "weak-label"


class TaskLabels(Spec):
    """A classification task of people's labels. Its samples count as preselected."""

    source: Literal["task"] = "task"
    task: TaskName


Labels = Annotated[WeakLabels | TaskLabels, Field(discriminator="source")]


class SelectionRequest(Spec):
    """The part of a select job that says what to pick; a preview takes it as well."""

    strategy: Strategy | None = Field(default=None, description="one strategy; auto when there are none at all")
    strategies: list[Strategy] | None = Field(
        default=None,
        min_length=1,
        max_length=16,
        description="several at once: filters first, then one sample at a time by the product of the others",
    )
    mode: Literal["product", "gist"] = Field(
        default="product",
        description="product: greedily by the product of objective^strength, as LightlyOne does; gist: the sum of "
        "utilities plus diversity's strength times the least distance between picks (Fahrbach et al. 2024)",
    )
    n_samples: int | None = Field(default=None, ge=1, le=100_000_000, description="how many to pick")
    proportion: float | None = Field(default=None, gt=0, le=1, description="instead: this share of the candidates")
    count_preselected: bool = Field(
        default=False,
        description="false: that many new samples; true: as LightlyOne counts, so many with what is preselected",
    )
    candidates: CandidateFilter | None = Field(default=None, description="picks only samples that pass this filter")
    candidates_subset: SubsetRef | None = Field(default=None, description="picks only samples of this subset")
    preselected: list[SampleId] = Field(
        default=[],
        max_length=100_000,
        description="samples that count as already picked, e.g. because they are labelled",
    )
    preselected_subset: SubsetRef | None = Field(default=None, description="a subset that counts as already picked")
    labels: Labels | None = Field(
        default=None, description="what is known about preselected samples, for the linear probe and for auto"
    )
    sequence_length: int = Field(
        default=1,
        ge=1,
        le=10_000,
        description="above 1: picks runs of so many frames of a video, each with the mean of their embeddings",
    )

    @model_validator(mode="after")
    def _request_fits(self) -> Self:
        if (self.n_samples is None) == (self.proportion is None):
            raise ValueError("give exactly one of n_samples and proportion")
        if self.strategy is not None and self.strategies is not None:
            raise ValueError("give strategy or strategies, not both")
        if self.n_samples is not None and self.n_samples % self.sequence_length:
            raise ValueError(f"n_samples must be a multiple of sequence_length, {self.sequence_length}")
        refuse_contradictions(self.all_strategies)
        if self.mode == "gist":
            _check_gist(self.all_strategies)
        return self

    @property
    def all_strategies(self) -> list[Strategy]:
        """What is asked for, in whichever form."""
        return self.strategies or [self.strategy or AutoStrategy()]


def refuse_contradictions(strategies: list[Strategy]) -> None:
    """ValueError when no number can pass the thresholds on it."""
    bounds: dict[Numbers, tuple[float, bool, float, bool]] = {}
    for strategy in strategies:
        if not isinstance(strategy, ThresholdStrategy):
            continue
        low, low_in, high, high_in = bounds.get(strategy.by, (-math.inf, True, math.inf, True))
        inclusive = strategy.operation.endswith("equal")
        if strategy.operation.startswith("bigger"):
            low, low_in = max((low, low_in), (strategy.value, inclusive), key=lambda bound: (bound[0], not bound[1]))
        else:
            high, high_in = min((high, high_in), (strategy.value, inclusive), key=lambda bound: (bound[0], bound[1]))
        if low > high or (low == high and not (low_in and high_in)):
            raise ValueError(f"the thresholds on {strategy.by.source} contradict each other: no number passes them all")
        bounds[strategy.by] = (low, low_in, high, high_in)


def _check_gist(strategies: list[Strategy]) -> None:
    rest = [strategy for strategy in strategies if not isinstance(strategy, FILTERS)]
    diversity = [strategy for strategy in rest if isinstance(strategy, DiversityStrategy)]
    if len(diversity) != 1 or diversity[0].strength <= 0:
        raise ValueError("mode gist needs one diversity strategy with a positive strength")
    if len(rest) < 2 or not all(isinstance(strategy, (*UTILITIES, DiversityStrategy)) for strategy in rest):
        raise ValueError("mode gist adds weights, uncertainty, similarity or typicality to diversity, and nothing else")
