"""Selection strategies: how a subset is picked, one parameter model each, told apart by `name`."""

import math
from itertools import pairwise
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from store.specs.annotations import TaskName
from store.specs.base import SampleId, Seed, Spec, SubsetRef
from store.specs.scores import Aggregate, Uncertainty
from store.specs.selection_inputs import ClusterGroups, Groups, LabelGroups, Numbers

_Share = Annotated[float, Field(ge=0, le=1)]
Sigma = Annotated[float, Field(gt=0, le=100)]


class _Objective(Spec):
    strength: float = Field(
        default=1.0,
        ge=-1e9,
        le=1e9,
        description="exponent of this strategy in a combination; negative prefers the opposite",
    )


class RandomStrategy(_Objective):
    """Uniform sampling without replacement. The baseline that every other strategy has to beat."""

    name: Literal["random"] = "random"
    seed: Seed = 0


class StratifiedStrategy(_Objective):
    """Random sampling in each of some groups. A control that is fairer to rare groups than plain random picks."""

    name: Literal["stratified"] = "stratified"
    by: Groups = LabelGroups()
    allocation: Literal["proportional", "equal"] = Field(
        default="proportional", description="of picks to groups; a group that runs out leaves its share to the others"
    )
    seed: Seed = 0


class DiversityStrategy(_Objective):
    """k-center greedy (farthest-first traversal, Gonzalez 1985; CoreSet, Sener & Savarese 2018), exact.

    Each pick is the sample farthest from everything picked so far. Use it to cover rare modes and to thin out video;
    for label efficiency at small budgets prefer a typicality-aware strategy.
    """

    name: Literal["diversity"] = "diversity"
    seed: Seed = Field(default=0, description="draws the first pick when nothing is preselected")
    min_distance: float = Field(
        default=0.0,
        ge=0,
        le=2,
        description="stop early when every remaining sample is nearer than this (unit norm: 0..2)",
    )
    start: Literal["random", "medoid"] | SampleId = Field(
        default="random", description="the first pick when nothing is preselected: drawn, the most central, or this one"
    )
    outlier_quantile: float = Field(
        default=0.0, ge=0, le=0.5, description="share of the most isolated samples that are never picked, e.g. 0.01"
    )


class CoverageStrategy(_Objective):
    """Greedy kernel coverage: MaxHerding (Bae et al., ECCV 2024), which is facility location with a kernel.

    Each pick adds most to the mean, over all samples, of the similarity to their nearest pick. With `tophat` it is
    ProbCover. The default of choice without labels: it follows the density of the data without clustering it.
    """

    name: Literal["coverage"] = "coverage"
    kernel: Literal["rbf", "tophat", "laplace"] = Field(
        default="rbf", description="exp(-d^2/sigma^2), d <= sigma, or exp(-d/sigma) of the distance d"
    )
    sigma: Sigma | None = Field(default=None, description="width of the kernel (unit norm); null adapts it to the data")
    centre: bool = Field(
        default=True, description="compares directions from the mean of the data, which tells them apart better"
    )
    optimizer: Literal["lazy", "stochastic"] = Field(
        default="lazy", description="lazy makes the picks of plain greedy; stochastic looks at a sample for each pick"
    )
    represented_size: int = Field(
        default=10_000,
        ge=100,
        le=100_000,
        description="samples that stand for all in the mean, at most",
    )
    candidate_size: int = Field(
        default=25_000, ge=100, le=1_000_000, description="samples to pick from; all when there are fewer"
    )
    epsilon: float = Field(default=0.05, gt=0, lt=1, description="of the stochastic optimizer: what it may miss")
    seed: Seed = 0


class TypicalityStrategy(_Objective):
    """TypiClust (Hacohen et al., ICML 2022): the densest sample of each of the largest clusters without a pick.

    The strongest cold start at one to five labels for each class. In a combination: the density alone, so never combine
    it only with weights, or the picks will be near duplicates of each other.
    """

    name: Literal["typicality"] = "typicality"
    n_neighbors: int = Field(default=20, ge=1, le=1000, description="whose mean distance makes the density")
    max_clusters: int = Field(default=500, ge=1, le=100_000, description="otherwise one for each pick and preselected")
    min_cluster_size: int = Field(default=5, ge=1, le=10_000, description="smaller clusters come last")
    seed: Seed = 0


class ClusterStrategy(_Objective):
    """k-means with one cluster for each pick, and the sample nearest to each centroid.

    A quick cold start that is almost as good as typicality and coverage.
    """

    name: Literal["cluster"] = "cluster"
    n_iterations: int = Field(default=25, ge=1, le=1000)
    seed: Seed = 0


class _FromPredictions(_Objective):
    task: TaskName | None = Field(
        default=None,
        description="a prediction task; null trains a linear probe on the labels of the preselected samples",
    )


class UncertaintyStrategy(_FromPredictions):
    """The samples that a model is least sure of; with `oversample` spread out as in cluster-margin (Citovsky 2021).

    For budgets of more than twenty labels for each class. Below, prefer uncertainty_coverage.
    """

    name: Literal["uncertainty"] = "uncertainty"
    score: Uncertainty = Uncertainty.MARGIN
    aggregate: Aggregate = Field(default=Aggregate.MAX, description="of the uncertainties of a sample's objects")
    oversample: float = Field(
        default=1.0,
        ge=1,
        le=1000,
        description="above 1: clusters this many times as many of the least sure, and takes from the smallest first",
    )
    seed: Seed = 0


class UncertaintyCoverageStrategy(_FromPredictions):
    """UHerding (Bae et al., ICLR 2025): kernel coverage with each sample weighted by how unsure the model is of it.

    For anything between a few and thirty labels for each class: it behaves like coverage at first and like uncertainty
    later on.
    """

    name: Literal["uncertainty_coverage"] = "uncertainty_coverage"
    score: Uncertainty = Uncertainty.MARGIN
    calibrate: bool = Field(default=True, description="fit the temperature of the probe on held-out labels")
    sigma: Sigma | Literal["adaptive"] = Field(
        default="adaptive", description="width of the kernel; adaptive shrinks it as labels come closer to each other"
    )
    centre: bool = Field(default=True, description="as in coverage")
    represented_size: int = Field(default=10_000, ge=100, le=100_000)
    candidate_size: int = Field(default=25_000, ge=100, le=1_000_000)
    seed: Seed = 0


class DropQueryStrategy(_Objective):
    """DropQuery (Gupte et al., TMLR 2024): samples whose prediction flips when features are dropped, then clustered.

    Needs labels, on which a linear probe is trained. Good and quick at small and middle budgets.
    """

    name: Literal["dropquery"] = "dropquery"
    n_dropout: int = Field(default=3, ge=1, le=100)
    p: float = Field(default=0.75, gt=0, lt=1, description="share of features that are dropped")
    candidate_factor: float = Field(default=25.0, ge=1, le=1000, description="candidates for each pick at least")
    seed: Seed = 0


class BadgeStrategy(_FromPredictions):
    """BADGE (Ash et al., ICLR 2020): k-means++ on the gradients that each sample's likeliest label would give.

    Needs class probabilities; for middle and high budgets.
    """

    name: Literal["badge"] = "badge"
    seed: Seed = 0


class SimilarityStrategy(_Objective):
    """Samples like those of a query, or with a negative strength unlike them: to mine more of a rare thing."""

    name: Literal["similarity"] = "similarity"
    query: tuple[SampleId, ...] | None = Field(default=None, min_length=1, max_length=10_000)
    query_subset: SubsetRef | None = None

    @model_validator(mode="after")
    def _one_query(self) -> Self:
        if (self.query is None) == (self.query_subset is None):
            raise ValueError("give exactly one of query and query_subset")
        return self


class WeightsStrategy(_Objective):
    """The samples with the largest number, whatever it is: a score, a fact, metadata, predictions.

    Numbers are brought to 0..1 over the candidates before they are combined.
    """

    name: Literal["weights"] = "weights"
    by: Numbers


class ThresholdStrategy(Spec):
    """Only samples whose number passes a comparison can be picked. Filters come before everything else."""

    name: Literal["threshold"] = "threshold"
    by: Numbers
    operation: Literal["smaller", "smaller_equal", "bigger", "bigger_equal"]
    value: float


class BalanceStrategy(_Objective):
    """Bring the picks, with what is preselected, to a distribution over classes, metadata or clusters.

    With clusters and `levels` it is the balanced sampling of hierarchical k-means (Vo et al., TMLR 2024): the way to
    curate large collections with a long tail.
    """

    name: Literal["balance"] = "balance"
    by: Groups = ClusterGroups()
    target: Literal["uniform", "input"] | dict[str, _Share] = Field(
        default="uniform",
        description="shares of groups by name; groups that are not named share what is left to 1",
    )
    levels: tuple[Annotated[int, Field(ge=2, le=100_000)], ...] = Field(
        default=(), max_length=6, description="of clusters: numbers of clusters on coarser levels, falling"
    )
    sampling: Literal["random", "closest"] = Field(
        default="random", description="alone: which samples of a group; closest is for clusters only"
    )
    seed: Seed = 0

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if isinstance(self.target, dict):
            if not self.target:
                raise ValueError("target names no group")
            if math.fsum(self.target.values()) > 1 + 1e-6:
                raise ValueError(f"the shares of target sum to {math.fsum(self.target.values()):g}, which is above 1")
        clusters = [self.by.n_clusters, *self.levels] if isinstance(self.by, ClusterGroups) else []
        if (self.levels or self.sampling == "closest") and not clusters:
            raise ValueError("levels and sampling=closest are for clusters: set by.source to cluster")
        if any(finer <= coarser for finer, coarser in pairwise(clusters)):
            raise ValueError("levels must fall, starting below by.n_clusters")
        if (self.levels or self.sampling == "closest") and self.target != "uniform":
            raise ValueError("levels and sampling=closest balance to uniform; leave target out")
        return self


class DeduplicateStrategy(Spec):
    """Of samples that are nearly the same picture only one can be picked, and none like a preselected one.

    The distance of embeddings finds them. A filter; alone it takes what is left in the order of the dataset.
    """

    name: Literal["deduplicate"] = "deduplicate"
    max_distance: float = Field(
        default=0.4, ge=0, le=2, description="of embeddings (unit norm), up to which a sample is a duplicate"
    )
    max_hash_distance: int | None = Field(
        default=None, ge=0, le=64, description="bits in which the perceptual hashes may differ as well; null: any"
    )


class AutoStrategy(_Objective):
    """Let the evidence choose: by the labels so far, the number of picks for each class, and whether there is a model.

    The job's result says what was chosen and why.
    """

    name: Literal["auto"] = "auto"
    task: TaskName | None = Field(
        default=None, description="a prediction task of your model; null trains a linear probe once there are labels"
    )
    n_classes: int | None = Field(
        default=None, ge=2, le=100_000, description="how many classes there will be; null guesses from the labels"
    )
    seed: Seed = 0


Strategy = Annotated[
    AutoStrategy
    | RandomStrategy
    | StratifiedStrategy
    | DiversityStrategy
    | CoverageStrategy
    | TypicalityStrategy
    | ClusterStrategy
    | UncertaintyStrategy
    | UncertaintyCoverageStrategy
    | DropQueryStrategy
    | BadgeStrategy
    | SimilarityStrategy
    | WeightsStrategy
    | ThresholdStrategy
    | BalanceStrategy
    | DeduplicateStrategy,
    Field(discriminator="name"),
]
