"""`auto`: the strategy that the evidence recommends for the labels that there are.

The regimes come from `bench.label_efficiency`; docs/selection.md has its tables. Without labels, and with a few for
each class, what a probe is unsure of says little, and covering the data is worth most. After that coverage weighted by
uncertainty gains on both. Far above, a model knows best itself what it does not know.
"""

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

# Labels for each class from which on a probe of them helps, and from which on it does best alone.
_SOME_LABELS = 5
_MANY_LABELS = 100
# Wider than the adaptive width of UHerding, which is made for one pick at a time.
_WIDTH = 1.0


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
    n_classes = max(int(np.unique(known).size), spec.n_classes or 0)
    for_each = known.size / max(1, n_classes)
    if spec.task is None and for_each < _SOME_LABELS:
        many = "no labels" if not known.size else f"only {for_each:.2g} labels for each of {n_classes} classes"
        return Choice(
            CoverageStrategy(seed=spec.seed, strength=spec.strength),
            f"There are {many} and no model: covering the data is worth most.",
        )
    source = f"the task {spec.task}" if spec.task is not None else "a linear probe of the labels"
    if for_each >= _MANY_LABELS:
        return Choice(
            UncertaintyStrategy(task=spec.task, oversample=10.0, seed=spec.seed, strength=spec.strength),
            f"With {for_each:.3g} labels for each of {n_classes} classes {source} knows best what it does not know.",
        )
    return Choice(
        UncertaintyCoverageStrategy(task=spec.task, sigma=_WIDTH, seed=spec.seed, strength=spec.strength),
        f"There are {known.size} labels so far: coverage, weighted by how unsure {source} is.",
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
