"""`auto`: the strategy that the evidence recommends for the labels there are and the picks that are asked for."""

from dataclasses import dataclass

import numpy as np

from store.specs.strategies import (
    AutoStrategy,
    CoverageStrategy,
    Strategy,
    UncertaintyCoverageStrategy,
    UncertaintyStrategy,
)
from worker.select.pool import Pool

# Labels for each class from which on a model knows best what it does not know (docs/selection.md has the figures).
_MANY_LABELS = 30


@dataclass(frozen=True)
class Choice:
    """A strategy and why it was chosen."""

    strategy: Strategy
    reason: str


def choose(spec: AutoStrategy, pool: Pool) -> Choice:
    """The strategy for picks from this pool."""
    labels = pool.inputs.labels
    known = np.empty(0, dtype=np.int64) if labels is None else labels[pool.preselected]
    known = known[known >= 0]
    n_seen = int(np.unique(known).size)
    if spec.task is None and n_seen < 2:
        return Choice(
            CoverageStrategy(seed=spec.seed, strength=spec.strength),
            "There are no labels of two classes and no model yet: kernel coverage is the strongest cold start.",
        )
    n_classes = max(n_seen, spec.n_classes or 0)
    for_each = known.size / n_classes if n_classes else 0.0
    source = f"the task {spec.task}" if spec.task is not None else "a linear probe on the labels so far"
    if n_classes and for_each >= _MANY_LABELS:
        return Choice(
            UncertaintyStrategy(task=spec.task, oversample=10.0, seed=spec.seed, strength=spec.strength),
            f"With {for_each:.3g} labels for each of {n_classes} classes {source} knows what it is unsure of: "
            "the least sure samples, spread over clusters.",
        )
    return Choice(
        UncertaintyCoverageStrategy(task=spec.task, seed=spec.seed, strength=spec.strength),
        f"With {known.size} labels so far, coverage weighted by the uncertainty of {source}.",
    )


def resolved(strategies: list[Strategy], pool: Pool) -> tuple[list[Strategy], list[str]]:
    """The strategies with every `auto` replaced by its choice, and the reasons."""
    found: list[Strategy] = []
    notes: list[str] = []
    for strategy in strategies:
        if isinstance(strategy, AutoStrategy):
            choice = choose(strategy, pool)
            found.append(choice.strategy)
            notes.append(f"auto chose {choice.strategy.name}. {choice.reason}")
        else:
            found.append(strategy)
    return found, notes
