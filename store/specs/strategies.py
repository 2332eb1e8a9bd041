"""Selection strategies: how a subset is picked, one parameter model each, told apart by `name`."""

from typing import Annotated, Literal

from pydantic import Field

from store.specs.base import Seed, Spec


class RandomStrategy(Spec):
    """Uniform sampling without replacement. The baseline that every other strategy has to beat."""

    name: Literal["random"] = "random"
    seed: Seed = 0


class DiversityStrategy(Spec):
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


Strategy = Annotated[RandomStrategy | DiversityStrategy, Field(discriminator="name")]
